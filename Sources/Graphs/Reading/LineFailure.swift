internal import Files

/// What is wrong with a line, before it is known which file it belongs to.
struct LineFailure: Error {
  /// Counted from 1; `nil` when it is the text as a whole.
  var line: Int?
  var reason: String
  /// Whether the trouble is with ids that strings could be.
  var wantsStrings = false

  func inFile(_ name: String) -> FileError { FileError(file: name, line: line, reason: reason) }
}

/// Text from a file, in the quotation marks of an error message: what is long is cut, so that a message
/// stays one line, and what does not print is shown as �.
func quoted(_ bytes: some Collection<UInt8>) -> String {
  let head = bytes.prefix(60)
  let text = String(decoding: head, as: UTF8.self)
  let printable = text.unicodeScalars.map { scalar in
    scalar.properties.generalCategory == .control && scalar != "\t" ? "\u{FFFD}" : scalar
  }
  var shown = ""
  shown.unicodeScalars.append(contentsOf: printable)
  return "“\(shown)\(bytes.count > 60 ? "…" : "")”"
}
