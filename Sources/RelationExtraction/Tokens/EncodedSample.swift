/// A sample as an encoder reads it: numbers of pieces, with markers around both mentions.
///
///     [CLS] … [unused0] head [unused1] … [unused2] tail [unused3] … [SEP] phrase, phrase [SEP]
///
/// Phrases are there only if the picture is told in words, as a second text.
/// The head has its markers wherever it stands. Mentions that overlap repeat the words that they share.
public struct EncodedSample: Sendable, Hashable {
  /// The numbers of the pieces.
  public var identifiers: [Int]
  /// The token of the sample that each piece belongs to; `nil` for special pieces and markers.
  public var tokens: [Int?]
  /// Where the markers before head and tail stand.
  public var headMarker, tailMarker: Int
  /// Whether pieces at the end were left out.
  public var isTruncated: Bool
  /// Where phrases begin that tell what the picture shows; `nil` without any.
  public private(set) var phraseStart: Int?

  /// - Precondition: there is a token, or `nil`, for each piece, and both markers are pieces.
  public init(identifiers: [Int], tokens: [Int?], headMarker: Int, tailMarker: Int, isTruncated: Bool) {
    precondition(identifiers.count == tokens.count, "\(tokens.count) tokens for \(identifiers.count) pieces")
    precondition(
      identifiers.indices.contains(headMarker) && identifiers.indices.contains(tailMarker),
      "a marker is not among \(identifiers.count) pieces")
    (self.identifiers, self.tokens, self.isTruncated) = (identifiers, tokens, isTruncated)
    (self.headMarker, self.tailMarker) = (headMarker, tailMarker)
  }

  /// The number of pieces.
  public var count: Int { identifiers.count }

  fileprivate mutating func append(_ phrases: [Int]) {
    phraseStart = count
    identifiers += phrases
    tokens += [Int?](repeating: nil, count: phrases.count)
  }

  /// The pieces of a sample's token, in order; twice if the token belongs to both mentions.
  public func pieces(ofToken token: Int) -> [Int] { tokens.indices.filter { tokens[$0] == token } }
}

extension WordPieceTokenizer {
  /// The pieces before and behind the head and the tail: the first four that BERT leaves unused.
  public static let markers = (0...3).map { "[unused\($0)]" }

  /// Encodes a sample.
  ///
  /// The tokens of each of the five segments are joined by spaces, and each segment is cut by itself.
  ///
  /// - Parameters:
  ///   - sample: the sample that is meant.
  ///   - limit: the largest number of pieces. A longer sample loses pieces from the end, but
  ///     never the marker before a mention: if that stands beyond the end, segments before it are cut short.
  /// - Precondition: the ``markers`` are in the vocabulary, and `limit` is at least 6.
  /// - Complexity: O(characters · longest word)
  public func encode(_ sample: RelationSample, limit: Int = 64) -> EncodedSample {
    precondition(limit >= 6, "\(limit) pieces have no room for the markers")
    let markers = Self.markers.map { marker in
      guard let identifier = vocabulary.identifier(of: marker) else {
        preconditionFailure("the marker “\(marker)” is not in the vocabulary")
      }
      return identifier
    }
    let head = (span: sample.head.span, start: markers[0], end: markers[1])
    let tail = (span: sample.tail.span, start: markers[2], end: markers[3])
    let isHeadFirst = head.span.lowerBound <= tail.span.lowerBound
    let (first, second) = isHeadFirst ? (head, tail) : (tail, head)
    let count = sample.tokens.count
    // Overlapping mentions leave nothing between them.
    let between = first.span.upperBound..<max(second.span.lowerBound, first.span.upperBound)
    var segments = [
      0..<first.span.lowerBound, first.span, between, second.span, second.span.upperBound..<count,
    ].map { self.segment(sample.tokens, $0) }
    let isTruncated = Self.shorten(&segments, to: limit)
    let special: [Int?] = [nil, first.start, first.end, second.start, second.end]

    var (identifiers, tokens): ([Int], [Int?]) = ([vocabulary.start], [nil])
    var places: [Int] = []
    for (i, segment) in segments.enumerated() {
      if let marker = special[i] {
        guard identifiers.count < limit - 1 else { continue }
        if i == 1 || i == 3 { places.append(identifiers.count) }
        identifiers.append(marker)
        tokens.append(nil)
      }
      for piece in segment.prefix(limit - 1 - identifiers.count) {
        identifiers.append(piece.identifier)
        tokens.append(piece.token)
      }
    }
    identifiers.append(vocabulary.separator)
    tokens.append(nil)
    return EncodedSample(
      identifiers: identifiers, tokens: tokens, headMarker: places[isHeadFirst ? 0 : 1],
      tailMarker: places[isHeadFirst ? 1 : 0], isTruncated: isTruncated)
  }

  /// Cuts the segments before the second mention short until its first marker has room.
  ///
  /// - Returns: whether anything has to be left out, here or at the end.
  private static func shorten(_ segments: inout [[(identifier: Int, token: Int)]], to limit: Int) -> Bool {
    let total = segments.reduce(6) { $0 + $1.count }
    guard total > limit else { return false }
    // [CLS], the markers of the first mention, that before the second, and [SEP]: five.
    for i in [0, 2, 1] {
      let excess = segments[0].count + segments[1].count + segments[2].count + 5 - limit
      if excess > 0 {
        // Of the text before, the end stands nearer; of the rest, the beginning.
        segments[i] = i == 0 ? Array(segments[i].dropFirst(excess)) : Array(segments[i].dropLast(excess))
      }
    }
    return true
  }

  /// Encodes a sample and, as a second text, what its picture shows.
  ///
  /// - Parameters:
  ///   - sample: the sample that is meant.
  ///   - limit: the largest number of pieces of the sample.
  ///   - phrases: what the picture shows, what matters most first. Those that do not fit any more are left out.
  ///   - phraseLimit: the largest number of pieces of phrases, the last [SEP] included.
  /// - Complexity: O(characters · longest word)
  public func encode(
    _ sample: RelationSample, limit: Int = 64, phrases: [String], phraseLimit: Int
  ) -> EncodedSample {
    var encoded = encode(sample, limit: limit)
    let comma = pieces(of: ",").map(\.identifier)
    var second: [Int] = []
    for phrase in phrases {
      let own = (second.isEmpty ? [] : comma) + pieces(of: phrase).map(\.identifier)
      guard second.count + own.count < phraseLimit else { continue }
      second += own
    }
    if !second.isEmpty { encoded.append(second + [vocabulary.separator]) }
    return encoded
  }

  private func segment(_ tokens: [String], _ range: Range<Int>) -> [(identifier: Int, token: Int)] {
    let words = tokens[range]
    // Where each token ends in the joined text, its space included.
    var ends: [Int] = []
    for word in words { ends.append((ends.last ?? 0) + word.unicodeScalars.count + 1) }
    var next = 0
    return pieces(of: words.joined(separator: " ")).map { piece in
      while ends[next] <= piece.characters.lowerBound { next += 1 }
      return (piece.identifier, range.lowerBound + next)
    }
  }
}
