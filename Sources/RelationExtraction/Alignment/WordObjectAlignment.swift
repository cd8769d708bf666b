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

  /// An alignment with these weights.
  public init(weights: Matrix, tieCount: Int = 0) {
    self.weights = weights
    self.tieCount = tieCount
  }

  /// No correspondence at all: what an empty scene graph gives.
  public static func zeros(wordCount: Int, objectCount: Int) -> WordObjectAlignment {
    WordObjectAlignment(weights: Matrix(rowCount: wordCount, columnCount: objectCount))
  }

  /// The same with rows of zeros at the end, if it has fewer than `wordCount`.
  package func filled(to wordCount: Int) -> WordObjectAlignment {
    guard self.wordCount < wordCount else { return self }
    return resized(wordCount: wordCount, objectCount: objectCount)
  }

  /// The same with columns of zeros at the end.
  package func widened(to objectCount: Int) -> WordObjectAlignment {
    resized(wordCount: wordCount, objectCount: objectCount)
  }

  private func resized(wordCount: Int, objectCount: Int) -> WordObjectAlignment {
    var resized = Matrix(rowCount: wordCount, columnCount: objectCount)
    for word in 0..<self.wordCount {
      for object in 0..<self.objectCount { resized[word, object] = weights[word, object] }
    }
    return WordObjectAlignment(weights: resized, tieCount: tieCount)
  }

  /// The same without the first word, whose row the published loader takes for a header.
  package var withoutFirstRow: WordObjectAlignment {
    selectingRows((0..<wordCount).dropFirst().map { $0 })
  }
}
