/// Text cut into tokens at white space and at the ends of given spans of characters.
struct CharacterTokens {
  let tokens: [String]
  let spans: [Range<Int>]

  /// - Parameter spans: in Unicode scalars, inside of `text`.
  /// - Complexity: O(characters · spans)
  init(_ text: String, spans: [Range<Int>]) {
    let cuts = Set(spans.flatMap { [$0.lowerBound, $0.upperBound] })
    var tokens: [String] = []
    var current = String.UnicodeScalarView()
    // The character with which each token starts.
    var starts: [Int] = []
    for (i, scalar) in text.unicodeScalars.enumerated() {
      let isSpace = scalar.properties.isWhitespace
      if isSpace || cuts.contains(i), !current.isEmpty {
        tokens.append(String(current))
        current = String.UnicodeScalarView()
      }
      if !isSpace {
        if current.isEmpty { starts.append(i) }
        current.append(scalar)
      }
    }
    if !current.isEmpty { tokens.append(String(current)) }
    self.tokens = tokens
    // No token crosses the end of a span, so a token that starts in it belongs to it.
    self.spans = spans.map { span in
      let first = starts.count { $0 < span.lowerBound }
      return first..<starts.count { $0 < span.upperBound }
    }
  }
}
