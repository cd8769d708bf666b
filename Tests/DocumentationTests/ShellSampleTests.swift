import Testing

/// What the documents show of the command line has to be understood, as a reader would paste it.
@Suite("Shell samples") struct ShellSampleTests {
  /// `bench` is not among them: built for tests, it refuses to measure anything.
  static let tools: [String] = {
    var tools = ["graph-align"]
    #if Torch
      tools.append("mega")
    #endif
    return tools
  }()

  @Test("have the verbs and options that the tools have: without its files, each command misses them alone")
  func usage() throws {
    let calls = try Repository.documents.flatMap { path in
      try ShellSamples(of: Repository.text(path)).calls(of: Self.tools).map { (path, $0.line, $0.text) }
    }
    #expect(calls.count >= 15 * Self.tools.count)
    for (path, line, text) in calls {
      let outcome = try run(text)
      #expect(outcome.code == 3, "\(path):\(line): \(text)\n\(outcome.code): \(outcome.messages)")
    }
  }

  @Test("are found: one with an option that does not exist is a mistake")
  func mistakes() throws {
    let text =
      "```sh\nls\ngraph-align align a.edges \\\n  b.edges --nonsense 5\n```\ngraph-align align c.edges\n"
    let calls = ShellSamples(of: text).calls(of: Self.tools)
    #expect(calls.map(\.line) == [3])
    #expect(try run(calls[0].text).code == 2)
  }

  @Test("are commands of bash") func grammar() throws {
    for path in Repository.documents {
      let commands = ShellSamples(of: try Repository.text(path)).commands.map(\.text).joined(separator: "\n")
      let outcome = try run(commands, flags: ["-n"])
      #expect(outcome.code == 0, "\(path): \(outcome.messages)")
    }
  }

  /// Runs commands in an empty folder, with the tools that were built together with the tests.
  private func run(_ commands: String, flags: [String] = []) throws -> (code: Int32, messages: String) {
    try Command.withFolder { try Command.run("bash", flags + ["-c", commands], in: $0) }
  }
}
