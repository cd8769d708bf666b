public import Files

/// What a model predicts for samples, one relation on each line.
///
/// A line is the name of the relation, or a JSON object with the name as `prediction`; whatever else the
/// object says is passed over, so that ``PredictionLine`` is read as well. Lines are in the order of the samples; blank ones are passed over.
public struct PredictionFile: Sendable, Equatable {
  /// The names of the predicted relations.
  public var relations: [String]

  /// The numbers of the relations.
  ///
  /// - Precondition: the vocabulary has all of them, as the one has that the file was read with.
  public func identifiers(in vocabulary: RelationVocabulary) -> [Int] {
    relations.map { name in
      guard let number = vocabulary.identifier(of: name) else {
        preconditionFailure("“\(name)” is not one of the \(vocabulary.count) relations")
      }
      return number
    }
  }

  /// Reads a file.
  ///
  /// - Parameter path: a file, compressed with gzip or not, or `-` for standard input.
  /// - Throws: ``Files/FileError`` with line and column, also for a relation that `vocabulary` lacks.
  /// - Complexity: O(bytes)
  public init(contentsOf path: String, vocabulary: RelationVocabulary) throws(FileError) {
    try self.init(FileContents(at: path), vocabulary)
  }

  /// Reads text in memory.
  public init(
    parsing text: String, named name: String, vocabulary: RelationVocabulary
  ) throws(FileError) {
    try self.init(FileContents(Array(text.utf8), name: name), vocabulary)
  }

  private init(_ contents: FileContents, _ vocabulary: RelationVocabulary) throws(FileError) {
    let file = contents.name
    relations = try contents.withLines { (bytes, lines) throws(FileError) in
      var relations: [String] = []
      for (i, range) in lines.enumerated() {
        let origin = TextPosition(line: i + 1, column: 1)
        var reader = JSONReader(bytes.extracting(range), file: file, origin: origin)
        let first = reader.peek()
        if first == 0 { continue }
        var name: String?
        if first == UInt8(ascii: "{") {
          try reader.object { (key, reader) throws(FileError) in
            if key == "prediction" { name = try reader.string() } else { try reader.skip() }
          }
          try reader.finish()
        } else {
          let start = reader.scanner.position
          let text = reader.scanner.text(start..<range.count)
          name = String(text.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }
        guard let name else {
          throw FileError(file: file, line: i + 1, reason: "there is no “prediction”")
        }
        guard vocabulary.identifier(of: name) != nil else {
          throw FileError(
            file: file, line: i + 1,
            reason: "“\(name)” is not one of the \(vocabulary.count) relations")
        }
        relations.append(name)
      }
      return relations
    }
  }
}
