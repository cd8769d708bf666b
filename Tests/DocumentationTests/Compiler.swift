import Foundation

/// The compiler of the toolchain that runs the tests, with the modules that they were linked to.
enum Compiler {
  /// Checks files of Swift as one module, without making code of them.
  static func check(_ programs: [String]) throws -> (code: Int32, messages: String) {
    try Command.withFolder { folder in
      var files: [String] = []
      for (number, program) in programs.enumerated() {
        let file = folder.appendingPathComponent("Sample\(number).swift")
        try program.write(to: file, atomically: true, encoding: .utf8)
        files.append(file.path)
      }
      return try Command.run("swiftc", arguments + files)
    }
  }

  private static var arguments: [String] {
    var arguments = [
      "-typecheck", "-parse-as-library", "-swift-version", "6",
      "-I", Command.products.appendingPathComponent("Modules").path,
      "-enable-experimental-feature", "Lifetimes", "-suppress-warnings",
    ]
    // The modules in C of floor 0: maps in the sources, or those that the package manager writes.
    for name in Repository.folders(in: "Sources") where name.hasPrefix("C") {
      let maps = [
        Repository.root.appendingPathComponent("Sources/\(name)/module.modulemap"),
        Command.products.appendingPathComponent("\(name).build/module.modulemap"),
      ]
      for map in maps where FileManager.default.fileExists(atPath: map.path) {
        arguments += ["-Xcc", "-fmodule-map-file=\(map.path)"]
      }
    }
    for include in ["suitesparse", "x86_64-linux-gnu"] {
      arguments += ["-Xcc", "-I/usr/include/\(include)"]
    }
    return arguments
  }
}
