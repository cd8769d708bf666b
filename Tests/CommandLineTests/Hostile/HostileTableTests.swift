import AlignmentTestSupport
import Foundation
import Testing

/// Everything in ``HostileRow`` is tried, and what came of it has to be what the documentation says.
///
/// `GRAPH_ALIGNMENT_WRITE_TABLE=1` writes the documentation anew, in a build without Torch.
@Suite("Hostile inputs") struct HostileTableTests {
  private static let document = Tool.repository(
    "Sources/GraphAlignment/GraphAlignment.docc/HostileInputs.md")

  private static let introduction = """
    # Hostile inputs

    What the tools answer to files and options that they cannot use.

    ## Overview

    The tests try each of these on every change, and compare what comes of it with this table. 1 is a failure such
    as too little memory, 2 wrong usage, 3 a file that cannot be read, understood or written; whatever happens, no
    output is left under its name unless it is whole, and no trap ends the tool.

    """

  private struct Result {
    var row: HostileRow
    var code: Int32
    var message: String
    var left: [String]

    var line: String {
      let cells = [
        row.what,
        "`\(([row.tool] + row.arguments.map { $0.isEmpty ? "''" : $0 }).joined(separator: " "))`",
        "\(code)", message, left.isEmpty ? "none" : left.joined(separator: ", "),
      ]
      return "| " + cells.map { Self.cell($0) }.joined(separator: " | ") + " |"
    }

    /// Text that has neither the marks of the table nor those of its cells, and is not too long.
    private static func cell(_ text: String) -> String {
      let plain = text.replacingOccurrences(of: "|", with: "\\|").replacingOccurrences(
        of: "<", with: "‹"
      )
      .replacingOccurrences(of: ">", with: "›").replacingOccurrences(of: "*", with: "∗")
      return plain.count > 240 ? plain.prefix(100) + "…" + plain.suffix(120) : plain
    }
  }

  private func results() throws -> [(title: String, results: [Result])] {
    let (aligner, mega) = (try Tool(), try Tool("mega"))
    for tool in [aligner, mega] { try HostileFiles.write(tool) }
    #if Torch
      let sections = HostileRow.sections.dropLast()
    #else
      let sections = HostileRow.sections
    #endif
    return try sections.map { title, rows in
      (title, try rows.filter(\.canBeTried).map { try attempt($0, $0.tool == "mega" ? mega : aligner) })
    }
  }

  private func attempt(_ row: HostileRow, _ tool: Tool) throws -> Result {
    let before = Set(try tool.files())
    let outcome = try tool.run(row.arguments, input: "")
    let left = try tool.files().filter { !before.contains($0) }
    for name in left {
      try FileManager.default.removeItem(at: tool.folder.appendingPathComponent(name))
    }
    // What was read of other files is said before.
    let lines = outcome.errors.split(separator: "\n").map(String.init)
    let message = lines.first { row.code == 0 || $0.hasPrefix("Error: ") } ?? ""
    #expect(outcome.code == row.code, "\(row.arguments): \(outcome)")
    #expect(left.isEmpty == (row.code != 0), "\(row.arguments): \(left)")
    if row.code != 0 {
      #expect(
        message.hasPrefix("Error: ") && message.count > 20, "\(row.arguments): \(outcome.errors)")
      #expect(
        !outcome.errors.contains("Fatal") && outcome.output.isEmpty, "\(row.arguments): \(outcome)")
    }
    return Result(row: row, code: outcome.code, message: message, left: left)
  }

  @Test("end as the documentation says, in at least 120 ways")
  func table() throws {
    let sections = try results()
    #expect(sections.reduce(0) { $0 + $1.results.count } >= 120)
    guard Sanitizer.isAbsent else { return }
    let head =
      "| input | command | exit code | message | files left |\n| --- | --- | --- | --- | --- |\n"
    let text =
      Self.introduction
      + sections.map { title, results in
        "\n## \(title)\n\n" + head + results.map { $0.line + "\n" }.joined()
      }.joined()
    let last = "\n## \(HostileRow.withoutTorch.title)\n"
    // What the document says of builds without Torch is for those to check, and to write.
    #if Torch
      let isComplete = false
    #else
      let isComplete = true
    #endif
    func document() throws -> (checked: String, rest: String) {
      let text = try String(contentsOfFile: Self.document, encoding: .utf8)
      guard !isComplete, let end = text.range(of: last) else { return (text, "") }
      return (String(text[..<end.lowerBound]), String(text[end.lowerBound...]))
    }
    if ProcessInfo.processInfo.environment["GRAPH_ALIGNMENT_WRITE_TABLE"] != nil {
      try (text + document().rest).write(toFile: Self.document, atomically: true, encoding: .utf8)
    }
    let documented = try document().checked
    let (now, then) = (text.split(separator: "\n"), documented.split(separator: "\n"))
    for (new, old) in zip(now, then) where new != old {
      Issue.record(
        "documented: \(old)\nis now: \(new)\nGRAPH_ALIGNMENT_WRITE_TABLE=1 writes it anew")
    }
    #expect(now.count == then.count)
  }
}

extension HostileRow {
  /// What a limit allows a sanitizer takes for itself.
  fileprivate var canBeTried: Bool { Sanitizer.isAbsent || !arguments.contains("--memory-limit") }
}
