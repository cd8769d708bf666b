public import Files

extension ParsedSentence {
  /// Reads dependency trees as Stanza, UDPipe, spaCy and CoreNLP write them.
  ///
  /// Lines have ten columns (CoNLL-U) or seven (CoreNLP's own: ID WORD LEMMA POS NER HEAD DEPREL), with
  /// tabs between them; a blank line ends a sentence. Of ranges such as `2-3` the surface is kept; empty
  /// nodes such as `5.1` and enhanced dependencies are passed over. A line that a line feed inside of a
  /// word broke is put together again. A head may be unknown (`_`).
  ///
  /// - Parameter path: a file, compressed with gzip or not, or `-` for standard input.
  /// - Throws: ``/Files/FileError`` with the line.
  /// - SeeAlso: universaldependencies.org/format.html
  /// - Complexity: O(bytes)
  public static func readCoNLL(from path: String) throws(FileError) -> [ParsedSentence] {
    try readCoNLL(try FileContents(at: path))
  }

  /// Reads dependency trees from text in memory.
  ///
  /// - Throws: ``/Files/FileError`` with the line.
  public static func parseCoNLL(
    _ text: String, named name: String
  ) throws(FileError) -> [ParsedSentence] {
    try readCoNLL(try FileContents(Array(text.utf8), name: name))
  }

  private static func readCoNLL(_ contents: FileContents) throws(FileError) -> [ParsedSentence] {
    let file = contents.name
    return try contents.withLines { (bytes, ranges) throws(FileError) in
      let whole = TextScanner(bytes, file: file)
      var reader = CoNLLReader(file: file)
      var line = 0
      while line < ranges.count {
        var text = whole.text(ranges[line])
        let number = line + 1
        line += 1
        if text.utf8.first?.isASCIIDigit == true {
          // A broken line has one or two of its tabs; no complete one has.
          var tabs = text.utf8.count { $0 == 0x09 }
          while tabs < 6, line < ranges.count, line < number + 20 {
            let rest = whole.text(ranges[line])
            let more = rest.utf8.count { $0 == 0x09 }
            guard tabs + more <= 9, rest.utf8.first?.isASCIIDigit != true else { break }
            text += "\n" + rest
            tabs += more
            line += 1
          }
        }
        try reader.read(text, number: number)
      }
      return try reader.finish()
    }
  }
}
