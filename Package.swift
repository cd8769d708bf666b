// swift-tools-version: 6.2
import PackageDescription

/// One list of settings for every Swift target of this package.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  // A row of a matrix is a Span that lives as long as the matrix: only this feature can say so.
  .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
  name: "graph-alignment",
  products: [
    .library(
      name: "GraphAlignment", targets: ["GraphAlignment", "Graphs", "LinearAlgebra", "Files"]),
    .library(name: "NearestNeighbors", targets: ["NearestNeighbors", "LinearAlgebra"]),
    .library(
      name: "RelationExtraction",
      targets: ["RelationExtraction", "GraphAlignment", "Graphs", "LinearAlgebra", "Files"]),
    .library(name: "MEGAModel", targets: ["MEGAModel", "RelationExtraction", "Files"]),
    .executable(name: "graph-align", targets: ["graph-align"]),
    .executable(name: "mega", targets: ["mega"]),
    .executable(name: "bench", targets: ["bench"]),
  ],
  traits: [
    .trait(name: "Torch", description: "Models that are trained with libtorch.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // Floor 0: other people's libraries, and our own hot loops.
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .systemLibrary(name: "CSuiteSparse", providers: [.apt(["libsuitesparse-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CKernels"),
    // Empty without the trait, since every target of a package is built.
    .target(
      name: "CTorch", cxxSettings: [.define("GA_TORCH", .when(traits: ["Torch"]))],
      linkerSettings: ["torch", "torch_cpu", "c10"].map {
        .linkedLibrary($0, .when(traits: ["Torch"]))
      }),
    .target(name: "Files", dependencies: ["CZlib"], swiftSettings: settings),

    // Floor 1: imports go down, and sideways only to LinearAlgebra.
    .target(
      name: "LinearAlgebra",
      dependencies: ["COpenBLAS", "CLAPACKE", "CSuiteSparse", "CKernels", "Files"],
      swiftSettings: settings),
    .target(
      name: "Graphs", dependencies: ["CKernels", "Files", "LinearAlgebra"],
      swiftSettings: settings),
    .target(
      name: "NearestNeighbors", dependencies: ["CKernels", "LinearAlgebra"], swiftSettings: settings
    ),

    // Floor 2: alignment itself.
    .target(
      name: "GraphAlignment",
      dependencies: ["CKernels", "Files", "Graphs", "LinearAlgebra", "NearestNeighbors"],
      swiftSettings: settings),

    // Floor 3: what is built on alignment.
    .target(
      name: "RelationExtraction",
      dependencies: ["Files", "Graphs", "GraphAlignment", "LinearAlgebra"],
      swiftSettings: settings),

    // Floor 4: what learns.
    .target(
      name: "MEGAModel",
      dependencies: ["CTorch", "Files", "LinearAlgebra", "RelationExtraction"],
      swiftSettings: settings),

    // Floor 5: the tools, and what they share.
    .target(
      name: "CommandLineSupport",
      dependencies: [
        "Files", "Graphs", "LinearAlgebra",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "graph-align",
      dependencies: [
        "CommandLineSupport", "Files", "GraphAlignment", "Graphs", "LinearAlgebra",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .target(name: "CBench", path: "Benchmarks/native"),
    .executableTarget(
      name: "mega",
      dependencies: [
        "CommandLineSupport", "Files", "LinearAlgebra", "MEGAModel", "RelationExtraction",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "bench",
      dependencies: [
        "CBench", "CKernels", "GraphAlignment", "Graphs", "LinearAlgebra", "NearestNeighbors",
        "RelationExtraction",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/bench", swiftSettings: settings),

    // Tests, one folder per module.
    .target(
      name: "AlignmentTestSupport", dependencies: ["Graphs", "LinearAlgebra"],
      path: "Tests/AlignmentTestSupport", swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests", dependencies: ["graph-align", "mega"], swiftSettings: settings),
    .testTarget(
      name: "FilesTests", dependencies: ["Files", "AlignmentTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "LinearAlgebraTests",
      dependencies: ["CKernels", "LinearAlgebra", "Files", "AlignmentTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "GraphsTests",
      dependencies: ["Graphs", "LinearAlgebra", "Files", "AlignmentTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "NearestNeighborsTests",
      dependencies: ["NearestNeighbors", "LinearAlgebra", "AlignmentTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "GraphAlignmentTests",
      dependencies: [
        "GraphAlignment", "Graphs", "LinearAlgebra", "NearestNeighbors", "AlignmentTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "RelationExtractionTests",
      dependencies: [
        "RelationExtraction", "GraphAlignment", "Graphs", "LinearAlgebra", "Files",
        "AlignmentTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "MEGAModelTests",
      dependencies: [
        "MEGAModel", "RelationExtraction", "GraphAlignment", "LinearAlgebra", "Files",
        "AlignmentTestSupport",
      ],
      swiftSettings: settings),
  ],
  // Debian's libtorch is older than C++20, newer ones need it.
  cxxLanguageStandard: Context.environment["TORCH_DIR"] == nil ? .cxx17 : .cxx20
)
