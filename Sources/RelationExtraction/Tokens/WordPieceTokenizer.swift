/// Cuts text into pieces that an encoder knows, exactly as BERT does.
///
/// ```swift
/// let tokenizer = WordPieceTokenizer(try WordPieceVocabulary(contentsOf: "vocab.txt"))
/// print(tokenizer.pieces(of: "Arkham Horror").map(\.identifier))
/// ```
///
/// Text is normalized, cut at white space and around punctuation, and each word is cut from the left
/// into the longest pieces that there are; a word that cannot be cut, or is longer than
/// ``wordLimit``, is unknown as a whole.
///
/// Source: Devlin, Chang, Lee & Toutanova, "BERT", NAACL 2019, doi:10.18653/v1/N19-1423.
public struct WordPieceTokenizer: Sendable {
  /// A piece of text.
  public struct Piece: Sendable, Hashable {
    /// The number of the piece.
    public var identifier: Int
    /// Where it comes from: Unicode scalars of the original text.
    public var characters: Range<Int>
  }

  /// The pieces that there are.
  public let vocabulary: WordPieceVocabulary

  /// How text is normalized.
  public let configuration: TokenizerConfiguration

  /// Longer words, in scalars, are unknown.
  public static let wordLimit = 100

  /// A tokenizer, for an uncased model unless the configuration says something else.
  public init(
    _ vocabulary: WordPieceVocabulary, _ configuration: TokenizerConfiguration = TokenizerConfiguration()
  ) { (self.vocabulary, self.configuration) = (vocabulary, configuration) }

  /// The pieces of a text, without special ones.
  ///
  /// Names of special pieces in the text, such as `[SEP]`, are text like any other.
  ///
  /// - Complexity: O(scalars · longest word)
  public func pieces(of text: String) -> [Piece] {
    let scalars = TextNormalizer(configuration).normalize(text)
    var pieces: [Piece] = []
    var start = 0
    for (i, output) in scalars.enumerated() {
      let isSpace = output.scalar.properties.isWhitespace
      guard isSpace || TextNormalizer.isPunctuation(output.scalar) else { continue }
      cut(scalars[start..<i], into: &pieces)
      if !isSpace { cut(scalars[i...i], into: &pieces) }
      start = i + 1
    }
    cut(scalars[start...], into: &pieces)
    return pieces
  }

  private func cut(_ word: ArraySlice<TextNormalizer.Output>, into pieces: inout [Piece]) {
    guard let first = word.first, let last = word.last else { return }
    let before = pieces.count
    var isKnown = word.count <= Self.wordLimit
    var start = word.startIndex
    while isKnown, start < word.endIndex {
      // The ends of all candidates in bytes, so that each is the one before less a scalar.
      var bytes: [UInt8] = start == word.startIndex ? [] : [0x23, 0x23]
      var ends: [Int] = []
      for output in word[start...] {
        bytes.append(contentsOf: UTF8.encode(output.scalar)!)
        ends.append(bytes.count)
      }
      isKnown = false
      for length in stride(from: ends.count, to: 0, by: -1) {
        bytes.removeSubrange(ends[length - 1]...)
        guard let identifier = vocabulary.identifier(of: bytes) else { continue }
        pieces.append(
          Piece(identifier: identifier, characters: word[start].origin..<word[start + length - 1].origin + 1))
        start += length
        isKnown = true
        break
      }
    }
    if !isKnown {
      pieces.removeSubrange(before...)
      pieces.append(Piece(identifier: vocabulary.unknown, characters: first.origin..<last.origin + 1))
    }
  }
}
