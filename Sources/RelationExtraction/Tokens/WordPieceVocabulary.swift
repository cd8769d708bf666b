public import Files

/// The pieces of words that an encoder knows, each with a number: BERT's `vocab.txt`.
public struct WordPieceVocabulary: Sendable, Equatable, FileReadable {
  /// The pieces; piece *i* stands on line *i*, from 0.
  public let pieces: [String]
  // Keys are scalars, not characters: Swift takes é and e + ´ for the same string, BERT does not.
  private let identifiers: [[UInt8]: Int]

  /// The special pieces of BERT.
  public let unknown, start, separator, padding: Int

  /// The number of pieces.
  public var count: Int { pieces.count }

  /// Reads a file with a piece on every line.
  ///
  /// - Throws: ``/Files/FileError`` when a piece stands there twice, or when one of `[UNK]`, `[CLS]`,
  ///   `[SEP]` and `[PAD]` is missing.
  public init(_ contents: FileContents) throws(FileError) {
    let file = contents.name
    let pieces = try contents.lines()
    var identifiers: [[UInt8]: Int] = [:]
    for (i, piece) in pieces.enumerated() {
      if let other = identifiers.updateValue(i, forKey: Array(piece.utf8)) {
        throw FileError(file: file, line: i + 1, reason: "“\(piece)” stands on line \(other + 1) already")
      }
    }
    var special: [Int] = []
    for piece in ["[UNK]", "[CLS]", "[SEP]", "[PAD]"] {
      guard let identifier = identifiers[Array(piece.utf8)] else {
        throw FileError(file: file, reason: "there is no piece “\(piece)”")
      }
      special.append(identifier)
    }
    (self.pieces, self.identifiers) = (pieces, identifiers)
    (unknown, start, separator, padding) = (special[0], special[1], special[2], special[3])
  }

  /// The number of a piece, if it is known.
  public func identifier(of piece: String) -> Int? { identifiers[Array(piece.utf8)] }

  func identifier(of piece: [UInt8]) -> Int? { identifiers[piece] }
}
