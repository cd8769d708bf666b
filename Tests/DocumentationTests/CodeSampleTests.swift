import Testing

/// What the documents show of Swift has to compile, as a reader would paste it.
@Suite("Code samples") struct CodeSampleTests {
  /// The documents; those of models only where models are.
  static let documents: [String] = {
    #if Torch
      return Repository.documents
    #else
      return Repository.documents.filter { !$0.hasPrefix("Sources/MEGAModel") }
    #endif
  }()

  /// The modules of Swift whose comments are read, lower floors first.
  static let modules: [String] = {
    var modules = [
      "Files", "Parallel", "LinearAlgebra", "Graphs", "NearestNeighbors", "GraphAlignment",
      "AlignmentBaselines", "ReportPages", "RelationExtraction",
    ]
    #if Torch
      modules.append("MEGAModel")
    #endif
    return modules
  }()

  @Test("of all documents are understood by the compiler, those of one document in turn")
  func compile() throws {
    let samples = try Self.documents.map { CodeSamples(of: try Repository.text($0), path: $0) }
      .filter { !$0.isEmpty }
    #expect(samples.count >= 6)
    let programs = samples.enumerated().map { $1.program(named: "sample\($0)") }
    let result = try Compiler.check(programs)
    #expect(result.code == 0, "\(result.messages)")
  }

  @Test("of documentation comments are understood by the compiler")
  func comments() throws {
    var programs: [String] = []
    var count = 0
    for module in Self.modules {
      for path in Repository.files(below: "Sources/\(module)", ending: ".swift") {
        let samples = CodeSamples(commentsOf: try Repository.text(path), path: path)
        if samples.isEmpty { continue }
        let file = String(path[path.index(after: path.lastIndex(of: "/")!)...])
        programs.append(
          samples.program(
            named: "comment\(programs.count)", importing: Self.modules,
            given: GivenValues.of(file, in: module)))
        count += samples.samples.count
      }
    }
    #expect(count >= 50)
    let result = try Compiler.check(programs)
    #expect(result.code == 0, "\(result.messages)")
  }

  @Test("that are wrong are found, with the line of the document")
  func mistakes() throws {
    let text = "# Title\n\n```swift\nimport Graphs\n\nlet graph = try Graph(edgesOn: \"a\")\n```\n"
    let result = try Compiler.check([CodeSamples(of: text, path: "Wrong.md").program(named: "wrong")])
    #expect(result.code != 0)
    #expect(result.messages.contains("Wrong.md:6:"), "\(result.messages)")

    let comment = "  /// ```swift\n  /// let count: String = graph.nodeCount\n  /// ```\n"
    let samples = CodeSamples(commentsOf: comment, path: "Wrong.swift")
    let second = try Compiler.check([
      samples.program(named: "wrong", importing: ["Graphs"], given: ["graph": "Graph"])
    ])
    #expect(second.code != 0)
    #expect(second.messages.contains("Wrong.swift:2:"), "\(second.messages)")
  }
}
