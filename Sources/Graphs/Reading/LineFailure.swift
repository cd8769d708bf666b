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
/// stays one line; controls are shown as �, and what cannot be seen or told from a space by its number.
func quoted(_ bytes: some Collection<UInt8>) -> String {
  let head = bytes.prefix(60)
  let text = String(decoding: head, as: UTF8.self)
  var shown = ""
  for scalar in text.unicodeScalars {
    if scalar.properties.generalCategory == .control, scalar != "\t" {
      shown += "\u{FFFD}"
    } else if scalar.isHidden {
      shown += "<U+\(String(scalar.value, radix: 16, uppercase: true))>"
    } else {
      shown.unicodeScalars.append(scalar)
    }
  }
  return "“\(shown)\(bytes.count > 60 ? "…" : "")”"
}

extension Unicode.Scalar {
  /// Whether this cannot be seen, or not be told from a space.
  var isHidden: Bool {
    switch properties.generalCategory {
    case .control: self != "\t"
    // These two join letters in some scripts.
    case .format: self != "\u{200C}" && self != "\u{200D}"
    case .spaceSeparator: self != " "
    case .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
