internal import Files

extension ParsedSentence {
  /// Dependency trees as Stanza, UDPipe, spaCy and CoreNLP write them; see ``read(_:)``.
  static func readCoNLL(_ contents: FileContents) throws(FileError) -> [ParsedSentence] {
    let lines = try contents.lines()
    var reader = CoNLLReader(file: contents.name)
    var line = 0
    while line < lines.count {
      var text = lines[line]
      let number = line + 1
      line += 1
      if text.utf8.first?.isASCIIDigit == true {
        // A broken line has one or two of its tabs; no complete one has.
        var tabs = text.utf8.count { $0 == 0x09 }
        while tabs < 6, line < lines.count, line < number + 20 {
          let more = lines[line].utf8.count { $0 == 0x09 }
          guard tabs + more <= 9, lines[line].utf8.first?.isASCIIDigit != true else { break }
          text += "\n" + lines[line]
          tabs += more
          line += 1
        }
      }
      try reader.read(text, number: number)
    }
    return try reader.finish()
  }
}
