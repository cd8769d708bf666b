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

/// The modules whose types the public API of `GraphAlignment` shows, and so those that its users import.
let alignment = [
  "GraphAlignment", "NearestNeighbors", "Graphs", "LinearAlgebra", "Options", "Parallel", "Files",
]

/// Pages of documentation are made only by those who ask for them; see Scripts/docs.sh.
let documentation: [Package.Dependency] =
  Context.environment["GRAPH_ALIGNMENT_DOCC"] == nil
  ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")]

/// The program of Scripts/fuzz.sh, which libFuzzer has to be linked to.
let fuzzing: [Target] =
  Context.environment["GRAPH_ALIGNMENT_FUZZ"] == nil
  ? []
  : [
    .target(name: "CFuzz", path: "Tests/Fuzz/CFuzz"),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "CFuzz", "Files", "GraphAlignment", "Graphs", "LinearAlgebra", "RelationExtraction",
      ],
      path: "Tests/Fuzz/fuzz", swiftSettings: settings),
  ]

/// Alignment behind plain C, which the Python package loads. Swift implements headers from 6.3 on; with an older one
/// the rest of the package is as it is.
#if compiler(>=6.3)
  let interface = (
    products: [
      Product.library(
        name: "CGraphAlignment", type: .dynamic,
        targets: ["CGraphAlignment", "CGraphAlignmentHeader"])
    ],
    targets: [
      Target.target(name: "CGraphAlignmentHeader"),
      .target(
        name: "CGraphAlignment",
        dependencies: [
          "CGraphAlignmentHeader", "Files", "GraphAlignment", "Graphs", "LinearAlgebra",
          "NearestNeighbors", "Options", "Parallel", "ReportPages",
        ],
        swiftSettings: settings),
    ]
  )
#else
  let interface = (products: [Product](), targets: [Target]())
#endif

let package = Package(
  name: "graph-alignment",
  // A product has every module of this package whose types its public API shows.
  products: [
    .library(name: "GraphAlignment", targets: alignment),
    .library(name: "AlignmentBaselines", targets: ["AlignmentBaselines"] + alignment),
    .library(name: "ReportPages", targets: ["ReportPages"] + alignment),
    .library(
      name: "NearestNeighbors",
      targets: ["NearestNeighbors", "LinearAlgebra", "Parallel", "Files"]),
    .library(name: "RelationExtraction", targets: ["RelationExtraction"] + alignment),
    .library(name: "MEGAModel", targets: ["MEGAModel", "RelationExtraction"] + alignment),
    .executable(name: "graph-align", targets: ["graph-align"]),
    .executable(name: "mega", targets: ["mega"]),
    .executable(name: "bench", targets: ["bench"]),
  ] + interface.products,
  traits: [
    .trait(name: "Torch", description: "Models that are trained with libtorch."),
    .trait(name: "MATLAB", description: "Matrices in files of MATLAB, read with matio."),
    .trait(name: "MPI", description: "Alignment by many processes, on one machine or several."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ] + documentation,
  targets: [
    // Floor 0: other people's libraries, and our own hot loops. Imports go down, and sideways to
    // LinearAlgebra alone; a target names exactly what it imports (Scripts/check.sh).
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .systemLibrary(name: "CSuiteSparse", providers: [.apt(["libsuitesparse-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMatio", pkgConfig: "matio", providers: [.apt(["libmatio-dev"])]),
    .systemLibrary(
      name: "CMPILibrary", pkgConfig: "mpi-c", providers: [.apt(["libopenmpi-dev"])]),
    // Without the trait it is what one process says to itself.
    .target(
      name: "CMPI",
      dependencies: [.target(name: "CMPILibrary", condition: .when(traits: ["MPI"]))],
      cSettings: [.define("GA_MPI", .when(traits: ["MPI"]))]),
    // Assertions check the contracts in debug builds only.
    .target(name: "CKernels", cSettings: [.define("NDEBUG", .when(configuration: .release))]),
    .target(name: "CBench", path: "Benchmarks/native"),
    // Empty without the trait, since every target of a package is built.
    .target(
      name: "CTorch", cxxSettings: [.define("GA_TORCH", .when(traits: ["Torch"]))],
      linkerSettings: ["torch", "torch_cpu", "c10"].map {
        .linkedLibrary($0, .when(traits: ["Torch"]))
      }),

    // Floor 1: bytes, threads and options.
    .target(name: "Files", dependencies: ["CZlib"], swiftSettings: settings),
    .target(name: "Parallel", dependencies: ["CKernels"], swiftSettings: settings),
    .target(name: "Options", swiftSettings: settings),

    // Floor 2: matrices, graphs, and search.
    .target(
      name: "LinearAlgebra",
      dependencies: ["COpenBLAS", "CLAPACKE", "CKernels", "Files", "Parallel"],
      swiftSettings: settings),
    .target(
      name: "Graphs",
      dependencies: [
        "CKernels", .target(name: "CMatio", condition: .when(traits: ["MATLAB"])), "Files",
        "LinearAlgebra", "Parallel",
      ],
      swiftSettings: settings),
    .target(
      name: "NearestNeighbors", dependencies: ["CKernels", "LinearAlgebra", "Parallel"],
      swiftSettings: settings),

    // Floor 3: alignment itself. Nothing up to here links a library under the GPL.
    .target(
      name: "GraphAlignment",
      dependencies: [
        "CKernels", "Files", "Graphs", "LinearAlgebra", "NearestNeighbors", "Options", "Parallel",
      ],
      swiftSettings: settings),

    // Floor 4: what is built on alignment. The sparse products of CHOLMOD (its module MatrixOps) are
    // under the GPL, and so is a program that links the baselines.
    .target(
      name: "AlignmentBaselines",
      dependencies: [
        "CSuiteSparse", "GraphAlignment", "Graphs", "LinearAlgebra", "NearestNeighbors", "Options",
        "Parallel",
      ],
      swiftSettings: settings),
    .target(
      name: "DistributedAlignment",
      dependencies: [
        "CKernels", "CMPI", "Files", "GraphAlignment", "Graphs", "LinearAlgebra",
        "NearestNeighbors", "Parallel",
      ],
      swiftSettings: settings),
    .target(
      name: "ReportPages", dependencies: ["Files", "GraphAlignment", "Graphs", "Parallel"],
      swiftSettings: settings),
    .target(
      name: "RelationExtraction",
      dependencies: ["Files", "Graphs", "GraphAlignment", "LinearAlgebra", "Parallel"],
      swiftSettings: settings),

    // Floor 5: what learns, and what the tools share.
    .target(
      name: "MEGAModel",
      dependencies: [
        "CTorch", "Files", "LinearAlgebra", "Options", "Parallel", "RelationExtraction",
      ],
      swiftSettings: settings),
    .target(
      name: "CommandLineSupport",
      dependencies: [
        "Files", "LinearAlgebra", "Options", "Parallel",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // Floor 6: the tools.
    .executableTarget(
      name: "graph-align",
      dependencies: [
        "CommandLineSupport", "DistributedAlignment", "Files", "GraphAlignment", "Graphs",
        "LinearAlgebra", "Parallel", "ReportPages",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "mega",
      dependencies: [
        "CommandLineSupport", "Files", "LinearAlgebra", "MEGAModel", "Parallel",
        "RelationExtraction",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Yams", package: "Yams", condition: .when(traits: ["Torch"])),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "bench",
      dependencies: [
        "AlignmentBaselines", "CBench", "CKernels", "DistributedAlignment", "Files",
        "GraphAlignment", "Graphs", "LinearAlgebra",
        "NearestNeighbors", "Options", "Parallel", "RelationExtraction", "ReportPages",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/bench", swiftSettings: settings),

    // Tests, one folder per module.
    .target(
      name: "AlignmentTestSupport",
      dependencies: ["Files", "GraphAlignment", "Graphs", "LinearAlgebra", "Parallel"],
      path: "Tests/AlignmentTestSupport", swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests", dependencies: ["AlignmentTestSupport", "graph-align", "mega"],
      swiftSettings: settings),
    .testTarget(
      name: "BenchTests",
      dependencies: [
        "bench", "Files", "GraphAlignment", "Graphs", "LinearAlgebra", "ReportPages",
        "AlignmentTestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .testTarget(name: "DocumentationTests", swiftSettings: settings),
    .testTarget(
      name: "FilesTests", dependencies: ["Files", "AlignmentTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "CKernelsTests", dependencies: ["CKernels", "Parallel", "AlignmentTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ParallelTests", dependencies: ["Parallel", "AlignmentTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "LinearAlgebraTests",
      dependencies: ["CKernels", "LinearAlgebra", "Files", "Parallel", "AlignmentTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "GraphsTests",
      dependencies: ["Graphs", "Files", "Parallel", "AlignmentTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "NearestNeighborsTests",
      dependencies: ["NearestNeighbors", "LinearAlgebra", "Parallel", "AlignmentTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "GraphAlignmentTests",
      dependencies: [
        "Files", "GraphAlignment", "Graphs", "LinearAlgebra", "NearestNeighbors", "Options",
        "Parallel",
        "AlignmentTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "AlignmentBaselinesTests",
      dependencies: [
        "AlignmentBaselines", "GraphAlignment", "Graphs", "LinearAlgebra", "Options", "Parallel",
        "AlignmentTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "DistributedAlignmentTests",
      dependencies: [
        "DistributedAlignment", "Files", "GraphAlignment", "Graphs", "Parallel",
        "AlignmentTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReportPagesTests",
      dependencies: [
        "ReportPages", "GraphAlignment", "Graphs", "Parallel", "AlignmentTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "RelationExtractionTests",
      dependencies: [
        "RelationExtraction", "GraphAlignment", "Graphs", "LinearAlgebra", "Files", "Parallel",
        "AlignmentTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "MEGAModelTests",
      dependencies: [
        "MEGAModel", "RelationExtraction", "GraphAlignment", "LinearAlgebra", "Files", "Parallel",
        "AlignmentTestSupport",
      ],
      swiftSettings: settings),
  ] + interface.targets + fuzzing,
  // Debian's libtorch is older than C++20, newer ones need it.
  cxxLanguageStandard: Context.environment["TORCH_DIR"] == nil ? .cxx17 : .cxx20
)
