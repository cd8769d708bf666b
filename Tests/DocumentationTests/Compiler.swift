import Foundation

/// The compiler of the toolchain that runs the tests, with the modules that they were linked to.
enum Compiler {
  /// Where tools and modules are, beside the test bundle.
  static let products = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// Checks files of Swift as one module of this package, without making code of them.
  static func check(_ programs: [String]) throws -> (code: Int32, messages: String) {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("samples-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [String] = []
    for (number, program) in programs.enumerated() {
      let file = folder.appendingPathComponent("Sample\(number).swift")
      try program.write(to: file, atomically: true, encoding: .utf8)
      files.append(file.path)
    }
    var arguments = [
      "swiftc", "-typecheck", "-parse-as-library", "-swift-version", "6",
      "-I", products.appendingPathComponent("Modules").path,
      "-enable-experimental-feature", "Lifetimes", "-suppress-warnings",
    ]
    // The modules in C of floor 0: maps in the sources, or those that the package manager writes.
    for name in Repository.folders(in: "Sources") where name.hasPrefix("C") {
      let maps = [
        Repository.root.appendingPathComponent("Sources/\(name)/module.modulemap"),
        products.appendingPathComponent("\(name).build/module.modulemap"),
      ]
      for map in maps where FileManager.default.fileExists(atPath: map.path) {
        arguments += ["-Xcc", "-fmodule-map-file=\(map.path)"]
      }
    }
    for include in ["suitesparse", "x86_64-linux-gnu"] {
      arguments += ["-Xcc", "-I/usr/include/\(include)"]
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments + files
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
