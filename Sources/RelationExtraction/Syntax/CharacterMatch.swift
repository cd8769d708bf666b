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
    wordOfToken.isEmpty ? 1 : Double(wordOfToken.count { $0 != nil }) / Double(wordOfToken.count)
  }

  /// Matches the words of a graph with tokens.
  ///
  /// - Complexity: O(characters) if the strings are equal, O(characters²) where they differ
  public init(_ words: [DependencyGraph.Word], tokens: [String]) {
    // A word that continues the surface of the one before it belongs to the same text.
    var surfaces: [String] = []
    var surfaceOfWord: [Int] = []
    for word in words {
      if word.surface != "" || surfaces.isEmpty { surfaces.append(Self.unescaped(word.surface ?? word.form)) }
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
  private static func commonSubsequence(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> [(Int, Int)] {
    let start = zip(a, b).prefix { $0 == $1 }.count
    let tail = zip(a.dropFirst(start).reversed(), b.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    let (rows, columns) = (start..<a.count - tail, start..<b.count - tail)
    var pairs = (0..<start).map { ($0, $0) }
    if rows.count * columns.count <= cellLimit {
      var (left, right) = (IndexSet(integersIn: rows), IndexSet(integersIn: columns))
      for change in b[columns].difference(from: a[rows]) {
        switch change {
        case .remove(let offset, _, _): left.remove(start + offset)
        case .insert(let offset, _, _): right.remove(start + offset)
        }
      }
      pairs += zip(left, right)
    }
    return pairs + (0..<tail).reversed().map { (a.count - 1 - $0, b.count - 1 - $0) }
  }
}
