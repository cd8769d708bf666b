/// The commands in blocks of a document that are for a shell.
struct ShellSamples {
  /// Commands, with the line in which each begins.
  private(set) var commands: [(line: Int, text: String)] = []

  /// What stands between “```sh” and “```”; a line that ends in a backslash goes on in the next.
  init(of text: String) {
    var isCode = false
    var goesOn = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        isCode = line == "```sh"
        goesOn = false
      } else if isCode {
        if goesOn {
          commands[commands.count - 1].text += "\n" + line
        } else {
          commands.append((index + 1, String(line)))
        }
        goesOn = line.hasSuffix("\\")
      }
    }
  }

  /// The commands that call a tool of this package with names of files, which are nowhere in an empty folder.
  /// Without those it would set to work, as `mega demo` does.
  func calls(of tools: [String]) -> [(line: Int, text: String)] {
    commands.compactMap { line, text in
      var text = text
      for prefix in [".build/release/", "swift run -c release "] where text.hasPrefix(prefix) {
        text.removeFirst(prefix.count)
      }
      guard let tool = tools.first(where: { text.hasPrefix($0 + " ") }) else { return nil }
      let words = text.prefix { $0 != "#" }.split { " \n\\".contains($0) }.dropFirst(2)
      let names = words.contains { $0.contains(".") || $0.contains("/") || $0 == "FOLDER" || $0 == "DIR" }
      return names && !tool.isEmpty ? (line, text) : nil
    }
  }
}
