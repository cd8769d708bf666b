public import LinearAlgebra

/// How much each object of a picture attends to each word of the text: MEGA's β, summed over the pieces that
/// words are cut into.
///
/// The attention of an object is a whole: what its words do not get goes to ``elsewhere``.
public struct ObjectAttention: Sendable, Equatable {
  /// objectCount × wordCount, not negative.
  public var weights: Matrix
  /// What each object pays to [CLS], [SEP], markers and, in models that do not mask it, padding.
  public var elsewhere: [Float]

  /// The number of objects: rows.
  public var objectCount: Int { weights.rowCount }
  /// The number of words: columns.
  public var wordCount: Int { weights.columnCount }

  /// - Precondition: there is one number for each object.
  public init(weights: Matrix, elsewhere: [Float]) {
    precondition(
      weights.rowCount == elsewhere.count, "\(elsewhere.count) numbers for \(weights.rowCount) objects")
    (self.weights, self.elsewhere) = (weights, elsewhere)
  }

  /// The attention to words, given that to pieces.
  ///
  /// Pieces are for each object the shares of the pieces of `sample`, at most one in sum.
  ///
  /// - Precondition: there is a share for each piece, and pieces belong to the words.
  /// - Complexity: O(objects · pieces)
  public init(toPieces pieces: [[Float]], of sample: EncodedSample, wordCount: Int) {
    var weights = Matrix(rowCount: pieces.count, columnCount: wordCount)
    var elsewhere: [Float] = []
    for (object, shares) in pieces.enumerated() {
      precondition(shares.count == sample.count, "\(shares.count) shares for \(sample.count) pieces")
      var rest: Float = 1
      for (share, word) in zip(shares, sample.tokens) {
        guard let word else { continue }
        weights[object, word] += share
        rest -= share
      }
      elsewhere.append(max(rest, 0))
    }
    self.init(weights: weights, elsewhere: elsewhere)
  }

  /// The first objects alone.
  public func keepingObjects(_ count: Int) -> ObjectAttention {
    guard count < objectCount else { return self }
    return ObjectAttention(
      weights: weights.resized(rowCount: count), elsewhere: Array(elsewhere.prefix(count)))
  }
}
