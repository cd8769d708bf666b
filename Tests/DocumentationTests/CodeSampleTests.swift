import Foundation
import Testing

/// What the documents show of Swift has to compile, as a reader would paste it.
@Suite("Code samples") struct CodeSampleTests {
  /// The documents with samples; those of models are there only where models are.
  static let documents: [String] = {
    let folders = ["GraphAlignment", "AlignmentBaselines", "RelationExtraction"].map {
      "Sources/\($0)/\($0).docc"
    }
    var paths = ["README.md"]
    for folder in folders { paths += Repository.files(in: folder).filter { $0.hasSuffix(".md") } }
    #if Torch
      paths += Repository.files(in: "Sources/MEGAModel/MEGAModel.docc").filter { $0.hasSuffix(".md") }
    #endif
    return paths
  }()

  @Test("of all documents are understood by the compiler, those of one document in turn")
  func compile() throws {
    let samples = try Self.documents.map { CodeSamples(of: try Repository.text($0), path: $0) }
      .filter { !$0.isEmpty }
    #expect(samples.count >= 6)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("samples-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [String] = []
    for (number, sample) in samples.enumerated() {
      let file = folder.appendingPathComponent("Sample\(number).swift")
      try sample.program(named: "sample\(number)").write(to: file, atomically: true, encoding: .utf8)
      files.append(file.path)
    }
    let result = try Compiler.check(files)
    #expect(result.code == 0, "\(result.messages)")
  }

  @Test("that are wrong are found, with the line of the document")
  func mistakes() throws {
    let text = "# Title\n\n```swift\nimport Graphs\n\nlet graph = try Graph(edgesOn: \"a\")\n```\n"
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("sample-\(UUID().uuidString).swift")
    defer { try? FileManager.default.removeItem(at: file) }
    try CodeSamples(of: text, path: "Wrong.md").program(named: "wrong")
      .write(to: file, atomically: true, encoding: .utf8)
    let result = try Compiler.check([file.path])
    #expect(result.code != 0)
    #expect(result.messages.contains("Wrong.md:6:"), "\(result.messages)")
  }
}

/// The Swift code of a document.
struct CodeSamples {
  private var imports: Set<Substring> = []
  private var body = ""
  private let path: String

  init(of text: String, path: String) {
    self.path = path
    var isCode = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        isCode = line == "```swift"
        if isCode { body += "#sourceLocation(file: \"\(path)\", line: \(index + 2))\n" }
      } else if isCode, line.hasPrefix("import ") {
        imports.insert(line)
        body += "\n"
      } else if isCode {
        body += line + "\n"
      }
    }
  }

  var isEmpty: Bool { body.isEmpty }

  /// A file in which all samples of the document stand one after the other in a function.
  func program(named name: String) -> String {
    imports.sorted().joined(separator: "\n")
      + "\nfunc \(name)() async throws {\n\(body)#sourceLocation()\n}\n"
  }
}

/// The compiler of the toolchain that runs the tests, with the modules that they were linked to.
enum Compiler {
  static func check(_ files: [String]) throws -> (code: Int32, messages: String) {
    let products = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
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

/// The checkout that the tests were built from.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The paths of what is in a folder.
  static func files(in folder: String) -> [String] { folders(in: folder).map { "\(folder)/\($0)" } }

  /// The names of what is in a folder.
  static func folders(in folder: String) -> [String] {
    let path = root.appendingPathComponent(folder).path
    return (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
  }
}
