internal import Foundation

/// Which words of a parser and which tokens of a sample are the same piece of text.
///
/// Both are strung together without white space in composed form (NFC), and the characters that the two
/// strings have in common, in order, tie words to tokens. Neither need be finer than the other, and both
/// may have text that the other lacks, such as an address that was taken out before parsing.
public struct WordTokenMatch: Sendable, Equatable {
  /// The word that shares most characters with each token, the first of several; `nil` for a token that
  /// no word covers.
  public let wordOfToken: [Int?]
  /// The token that shares most characters with each word, the first of several.
  public let tokenOfWord: [Int?]

  /// The share of tokens that a word covers; 1 without tokens.
  public var coverage: Double {
    wordOfToken.isEmpty
      ? 1 : Double(wordOfToken.count { $0 != nil }) / Double(wordOfToken.count)
  }

  /// Matches the words of a graph with tokens.
  ///
  /// - Complexity: O(characters) if the strings are equal, O(characters²) where they differ
  public init(_ words: [DependencyGraph.Word], tokens: [String]) {
    // A word that continues the surface of the one before it belongs to the same text.
    var surfaces: [String] = []
    var surfaceOfWord: [Int] = []
    for word in words {
      if word.surface != "" || surfaces.isEmpty {
        surfaces.append(Self.unescaped(word.surface ?? word.form))
      }
      surfaceOfWord.append(surfaces.count - 1)
    }
    let first = OwnedCharacters(surfaces)
    let second = OwnedCharacters(tokens)
    var shared: [[Int]: Int] = [:]
    for (i, j) in Self.commonSubsequence(first.scalars, second.scalars) {
      shared[[first.owners[i], second.owners[j]], default: 0] += 1
    }
    var tokenOfSurface = [(token: Int, count: Int)?](repeating: nil, count: surfaces.count)
    var surfaceOfToken = [(surface: Int, count: Int)?](repeating: nil, count: tokens.count)
    for (pair, count) in shared.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let (surface, token) = (pair[0], pair[1])
      if count > tokenOfSurface[surface]?.count ?? 0 { tokenOfSurface[surface] = (token, count) }
      if count > surfaceOfToken[token]?.count ?? 0 { surfaceOfToken[token] = (surface, count) }
    }
    tokenOfWord = surfaceOfWord.map { tokenOfSurface[$0]?.token }
    var firstWord = [Int](repeating: 0, count: surfaces.count)
    for (word, surface) in surfaceOfWord.enumerated().reversed() { firstWord[surface] = word }
    wordOfToken = surfaceOfToken.map { $0.map { firstWord[$0.surface] } }
  }

  /// Characters without white space, and whose they are.
  private struct OwnedCharacters {
    var scalars: [Unicode.Scalar] = []
    var owners: [Int] = []

    init(_ texts: [String]) {
      for (i, text) in texts.enumerated() {
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars
        where !scalar.properties.isWhitespace {
          scalars.append(scalar)
          owners.append(i)
        }
      }
    }
  }

  /// What stood in the text, of words that the Penn Treebank writes differently.
  private static func unescaped(_ word: String) -> String {
    switch word {
    case "-LRB-": "("
    case "-RRB-": ")"
    case "-LSB-": "["
    case "-RSB-": "]"
    case "-LCB-": "{"
    case "-RCB-": "}"
    case "``", "''": "\""
    default: word
    }
  }

  /// Beyond this, the middle of very different texts is left without a match.
  private static let cellLimit = 16_000_000

  /// The places of a longest common subsequence.
  private static func commonSubsequence(
    _ a: [Unicode.Scalar], _ b: [Unicode.Scalar]
  ) -> [(Int, Int)] {
    var start = 0
    while start < min(a.count, b.count), a[start] == b[start] { start += 1 }
    var tail = 0
    while tail < min(a.count, b.count) - start, a[a.count - 1 - tail] == b[b.count - 1 - tail] {
      tail += 1
    }
    var pairs = (0..<start).map { ($0, $0) }
    let (rows, columns) = (a.count - start - tail, b.count - start - tail)
    if rows > 0, columns > 0, rows * columns <= cellLimit {
      // lengths[i][j]: the longest of what is left from i and j on.
      let width = columns + 1
      var lengths = [Int32](repeating: 0, count: (rows + 1) * width)
      for i in (0..<rows).reversed() {
        for j in (0..<columns).reversed() {
          lengths[i * width + j] =
            a[start + i] == b[start + j]
            ? lengths[(i + 1) * width + j + 1] + 1
            : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
        }
      }
      var (i, j) = (0, 0)
      while i < rows, j < columns {
        if a[start + i] == b[start + j] {
          pairs.append((start + i, start + j))
          (i, j) = (i + 1, j + 1)
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
          i += 1
        } else {
          j += 1
        }
      }
    }
    for k in (0..<tail).reversed() { pairs.append((a.count - 1 - k, b.count - 1 - k)) }
    return pairs
  }
}
