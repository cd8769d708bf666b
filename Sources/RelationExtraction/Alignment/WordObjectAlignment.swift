public import LinearAlgebra

/// How much each word of a text corresponds to each object of its picture: MEGA's α.
public struct WordObjectAlignment: Sendable, Equatable {
  /// wordCount × objectCount, not negative.
  public var weights: Matrix
  /// Words whose best objects were equally similar, so that a rule had to choose.
  public var tieCount: Int

  /// The number of words: rows.
  public var wordCount: Int { weights.rowCount }
  /// The number of objects: columns.
  public var objectCount: Int { weights.columnCount }

  package var weightedWordCount: Int {
    (0..<wordCount).count { word in (0..<objectCount).contains { weights[word, $0] > 0 } }
  }

  /// An alignment with these weights.
  public init(weights: Matrix, tieCount: Int = 0) { (self.weights, self.tieCount) = (weights, tieCount) }

  /// No correspondence at all: what an empty scene graph gives.
  public static func zeros(wordCount: Int, objectCount: Int) -> WordObjectAlignment {
    WordObjectAlignment(weights: Matrix(rowCount: wordCount, columnCount: objectCount))
  }

  /// The same with rows of zeros at the end, if it has fewer than `wordCount`.
  package func filled(to wordCount: Int) -> WordObjectAlignment {
    guard self.wordCount < wordCount else { return self }
    return WordObjectAlignment(weights: weights.resized(rowCount: wordCount), tieCount: tieCount)
  }

  /// The same with columns of zeros at the end.
  package func widened(to objectCount: Int) -> WordObjectAlignment {
    WordObjectAlignment(
      weights: weights.resized(rowCount: wordCount, columnCount: objectCount), tieCount: tieCount)
  }

  /// The weights of the pieces that an encoder reads: count × objectCount, or a row for each piece.
  ///
  /// Every piece of a token gets its weights. Special pieces and markers get zeros, as do the rows beyond the
  /// sample up to `count`.
  ///
  /// - Precondition: the pieces' tokens are rows here, and `count` is enough.
  public func expanded(to sample: EncodedSample, count: Int? = nil) -> Matrix {
    let count = count ?? sample.count
    precondition(count >= sample.count, "\(sample.count) pieces do not fit into \(count) rows")
    for case let token? in sample.tokens {
      precondition(token < wordCount, "there are weights of \(wordCount) tokens, not of \(token)")
    }
    return weights.arranged(rows: sample.tokens).resized(rowCount: count)
  }

  /// The rows with the given numbers, in that order; zeros for `nil`.
  func selectingRows(_ rows: [Int?]) -> WordObjectAlignment {
    WordObjectAlignment(weights: weights.arranged(rows: rows), tieCount: tieCount)
  }

  /// The same without the first word, whose row the published loader takes for a header.
  package var withoutFirstRow: WordObjectAlignment { selectingRows(Array(1..<max(wordCount, 1))) }
}
