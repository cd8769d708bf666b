/// The Swift code in a document, or in the documentation comments of a source file.
struct CodeSamples {
  /// Pieces of code, with the line in which each begins.
  private(set) var samples: [(line: Int, code: String)] = []
  private var imports: Set<String> = []
  private let path: String

  /// The samples of a document: what stands between “```swift” and “```”.
  init(of text: String, path: String) {
    self.path = path
    collect(text.split(separator: "\n", omittingEmptySubsequences: false).map { $0 })
  }

  /// The samples of the documentation comments of a source file; they know the module that it is of.
  init(commentsOf text: String, path: String) {
    self.path = path
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    collect(
      lines.map { line in
        let line = line.drop { $0 == " " }
        return line.hasPrefix("///") ? line.dropFirst(3).drop { $0 == " " } : ""
      })
  }

  var isEmpty: Bool { samples.isEmpty }

  private mutating func collect(_ lines: [Substring]) {
    var isCode = false
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        isCode = line == "```swift"
        if isCode { samples.append((index + 2, "")) }
      } else if isCode, line.hasPrefix("import ") {
        imports.insert(String(line))
        samples[samples.count - 1].code += "\n"
      } else if isCode {
        samples[samples.count - 1].code += line + "\n"
      }
    }
  }

  /// A file in which all samples of the document stand one after the other in a function.
  func program(named name: String) -> String {
    imports.sorted().joined(separator: "\n") + "\nfunc \(name)() async throws {\n"
      + samples.map(placed).joined() + "#sourceLocation()\n}\n"
  }

  /// A file in which each sample stands in a function of its own, that is given what samples of comments
  /// take for granted.
  func program(named name: String, importing modules: [String], given values: [String: String]) -> String {
    let names = values.keys.sorted()
    let parameters = names.map { "\($0): \(values[$0]!)" }.joined(separator: ", ")
    // Closures of several threads read the others.
    let variables = names.filter { ["graph", "matrix", "page"].contains($0) }
      .map { "var \($0) = \($0)" }.joined(separator: "; ")
    // Comments of what a module keeps to itself have samples, too.
    let all = ["import Foundation"] + modules.map { "@testable import \($0)" } + imports.sorted()
    return all.joined(separator: "\n") + "\n"
      + samples.enumerated().map { number, sample in
        "func \(name)_\(number)(\(parameters)) async throws {\n\(variables)\ndo {\n\(placed(sample))"
          + "#sourceLocation()\n} }\n"
      }.joined()
  }

  private func placed(_ sample: (line: Int, code: String)) -> String {
    "#sourceLocation(file: \"\(path)\", line: \(sample.line))\n\(sample.code)"
  }
}
