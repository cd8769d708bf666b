public import Files

extension RelationSample {
  /// Writes samples as MNRE does: a Python dictionary on every line, which Python's `eval` and
  /// `ast.literal_eval` read.
  ///
  /// Reading the file gives equal samples, if their ``index`` was their place. Samples are written with
  /// tokens, their ``text`` beside them.
  ///
  /// The file is compressed if it ends in `.gz`; `-` is standard output.
  ///
  /// - Throws: ``/Files/FileError`` with the system's reason.
  public static func write(_ samples: [RelationSample], to path: String) throws(FileError) {
    try FileWriter.write(to: path) { (file) throws(FileError) in
      for sample in samples { try file.append(sample.literal.description + "\n") }
    }
  }

  /// The sample as a Python dictionary, with the keys in the order of MNRE.
  public var literal: PythonLiteral {
    func entry(_ key: String, _ value: PythonLiteral) -> PythonLiteral.Entry {
      .init(key: .string(key), value: value)
    }
    var entries = [entry("token", .list(tokens.map { .string($0) }))]
    if let text { entries.append(entry("text", .string(text))) }
    for (key, mention) in [("h", head), ("t", tail)] {
      let position = [mention.span.lowerBound, mention.span.upperBound].map { PythonLiteral.integer($0) }
      let own = [entry("name", .string(mention.name)), entry("pos", .list(position))]
      entries.append(entry(key, .dictionary(own)))
    }
    if let imageID { entries.append(entry("img_id", .string(imageID))) }
    if let relation { entries.append(entry("relation", .string(relation))) }
    return .dictionary(entries + otherFields)
  }
}
