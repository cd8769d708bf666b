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

  public init(weights: Matrix, tieCount: Int = 0) {
    self.weights = weights
    self.tieCount = tieCount
  }

  /// No correspondence at all: what an empty scene graph gives.
  public static func zeros(wordCount: Int, objectCount: Int) -> WordObjectAlignment {
    WordObjectAlignment(weights: Matrix(rowCount: wordCount, columnCount: objectCount))
  }
}
