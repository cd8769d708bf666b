public import Files

/// The pieces of words that an encoder knows, each with a number: BERT's `vocab.txt`.
public struct WordPieceVocabulary: Sendable, Equatable, FileReadable {
  /// The pieces; piece *i* stands on line *i*, from 0.
  public let pieces: [String]
  // Keys are scalars, not characters: Swift takes é and e + ´ for the same string, BERT does not.
  private let identifiers: [[UInt8]: Int]

  /// The special pieces of BERT.
  public let unknown, start, separator, padding: Int

  /// How many pieces at the end ``adding(_:)`` has put there.
  public let addedCount: Int

  /// The number of pieces.
  public var count: Int { pieces.count }

  /// Reads a file with a piece on every line.
  ///
  /// - Throws: ``/Files/FileError`` when a piece stands there twice, or when one of `[UNK]`, `[CLS]`,
  ///   `[SEP]` and `[PAD]` is missing.
  public init(_ contents: FileContents) throws(FileError) {
    try self.init(contents, special: TokenizerConfiguration())
  }

  /// Reads a file whose special pieces have these names.
  ///
  /// - Throws: ``/Files/FileError`` as ``init(_:)``.
  public init(_ contents: FileContents, special names: TokenizerConfiguration) throws(FileError) {
    let file = contents.name
    let pieces = try contents.lines()
    var identifiers: [[UInt8]: Int] = [:]
    for (i, piece) in pieces.enumerated() {
      if let other = identifiers.updateValue(i, forKey: Array(piece.utf8)) {
        throw FileError(file: file, line: i + 1, reason: "“\(piece)” stands on line \(other + 1) already")
      }
    }
    var special: [Int] = []
    for piece in [names.unknown, names.start, names.separator, names.padding] {
      guard let identifier = identifiers[Array(piece.utf8)] else {
        throw FileError(file: file, reason: "there is no piece “\(piece)”")
      }
      special.append(identifier)
    }
    (self.pieces, self.identifiers, addedCount) = (pieces, identifiers, 0)
    (unknown, start, separator, padding) = (special[0], special[1], special[2], special[3])
  }

  private init(_ other: WordPieceVocabulary, _ added: [String]) {
    pieces = other.pieces + added
    var identifiers = other.identifiers
    for piece in added { identifiers[Array(piece.utf8)] = identifiers.count }
    self.identifiers = identifiers
    addedCount = other.addedCount + added.count
    (unknown, start) = (other.unknown, other.start)
    (separator, padding) = (other.separator, other.padding)
  }

  /// The same pieces, and behind them those of `names` that are not among them.
  public func adding(_ names: [String]) -> WordPieceVocabulary {
    let added = names.filter { identifier(of: $0) == nil }
    return added.isEmpty ? self : WordPieceVocabulary(self, added)
  }

  /// The number of a piece, if it is known.
  public func identifier(of piece: String) -> Int? { identifiers[Array(piece.utf8)] }

  func identifier(of piece: [UInt8]) -> Int? { identifiers[piece] }
}
