public import LinearAlgebra

extension WordObjectAlignment {
  /// What the pieces of a token get of its weights.
  public enum PieceRule: String, Sendable, Codable, CaseIterable {
    /// Every piece gets all of them.
    case inherit
    /// The first piece gets them, further ones nothing.
    case first
    /// They are divided by the number of pieces.
    case split
  }

  /// The weights of the pieces that an encoder reads.
  ///
  /// Special pieces and markers get zeros, as do the rows beyond the sample up to `count`.
  ///
  /// - Parameters:
  ///   - sample: the sample that is meant.
  ///   - count: the number of rows; as many as the sample has pieces unless given.
  ///   - rule: which of equally similar objects counts.
  /// - Returns: count × objectCount.
  /// - Precondition: the pieces' tokens are rows here, and `count` is enough.
  public func expanded(
    to sample: EncodedSample, count: Int? = nil, rule: PieceRule = .inherit
  ) -> Matrix {
    let count = count ?? sample.count
    precondition(count >= sample.count, "\(sample.count) pieces do not fit into \(count) rows")
    var expanded = Matrix(rowCount: count, columnCount: objectCount)
    // The pieces of a token that belongs to both mentions are counted in each place by themselves.
    var runs: [Range<Int>] = []
    for (i, token) in sample.tokens.enumerated() {
      if let last = runs.last, last.upperBound == i, sample.tokens[i - 1] == token {
        runs[runs.count - 1] = last.lowerBound..<i + 1
      } else {
        runs.append(i..<i + 1)
      }
    }
    for run in runs {
      guard let token = sample.tokens[run.lowerBound] else { continue }
      precondition(token < wordCount, "there are weights of \(wordCount) tokens, not of \(token)")
      let share = rule == .split ? 1 / Float(run.count) : 1
      for piece in rule == .first ? run.prefix(1) : run {
        for object in 0..<objectCount { expanded[piece, object] = weights[token, object] * share }
      }
    }
    return expanded
  }
}
