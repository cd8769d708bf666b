/// How well relations were predicted.
///
/// ```swift
/// let scores = RelationScores(gold: gold, predicted: predicted, vocabulary: vocabulary)
/// print(scores.accuracy, scores.micro.f1)
/// ```
///
/// Precision and recall are those of OpenNRE and all that follows it: the negative relation is no
/// answer. Shares of nothing are 0.
public struct RelationScores: Sendable, Equatable {
  /// Predictions of one relation, or of several together, counted.
  public struct Counts: Sendable, Equatable {
    /// Samples that are predicted to have it, and do; those predicted to have it; and those that have it.
    public var correct, predicted, gold: Int

    /// Counts as they are.
    public init(correct: Int = 0, predicted: Int = 0, gold: Int = 0) {
      (self.correct, self.predicted, self.gold) = (correct, predicted, gold)
    }

    /// The counts of both together.
    public static func + (a: Counts, b: Counts) -> Counts {
      Counts(correct: a.correct + b.correct, predicted: a.predicted + b.predicted, gold: a.gold + b.gold)
    }

    /// correct ∕ predicted.
    public var precision: Double { predicted == 0 ? 0 : Double(correct) / Double(predicted) }
    /// correct ∕ gold.
    public var recall: Double { gold == 0 ? 0 : Double(correct) / Double(gold) }
    /// The harmonic mean of precision and recall.
    public var f1: Double { predicted + gold == 0 ? 0 : 2 * Double(correct) / Double(predicted + gold) }
  }

  /// The names of the relations.
  public let vocabulary: RelationVocabulary

  /// confusions[g · count + p]: samples of relation g that are predicted to have p.
  public let confusions: [Int]

  /// - Precondition: both are of one length, and in the vocabulary.
  /// - Complexity: O(samples + relations²)
  public init(gold: [Int], predicted: [Int], vocabulary: RelationVocabulary) {
    precondition(gold.count == predicted.count, "\(predicted.count) predictions for \(gold.count) samples")
    let count = vocabulary.count
    var confusions = [Int](repeating: 0, count: count * count)
    for (g, p) in zip(gold, predicted) {
      precondition((0..<count).contains(g) && (0..<count).contains(p), "there are only \(count) relations")
      confusions[g * count + p] += 1
    }
    (self.vocabulary, self.confusions) = (vocabulary, confusions)
  }

  /// The number of samples.
  public var sampleCount: Int { confusions.reduce(0, +) }

  /// Samples that are predicted as they are, those without relation included.
  public var correctCount: Int {
    (0..<vocabulary.count).reduce(0) { $0 + confusions[$1 * vocabulary.count + $1] }
  }

  /// The share of samples that are predicted as they are.
  public var accuracy: Double { sampleCount == 0 ? 0 : Double(correctCount) / Double(sampleCount) }

  /// The counts of one relation.
  public func counts(of relation: Int) -> Counts {
    let count = vocabulary.count
    return Counts(
      correct: confusions[relation * count + relation],
      predicted: (0..<count).reduce(0) { $0 + confusions[$1 * count + relation] },
      gold: (0..<count).reduce(0) { $0 + confusions[relation * count + $1] })
  }

  /// The counts of all relations but the negative one, together.
  public var micro: Counts { positiveRelations.map { counts(of: $0) }.reduce(Counts(), +) }

  /// The mean F1 of the relations that occur, without the negative one.
  public var macroF1: Double {
    let present = positiveRelations.map { counts(of: $0) }.filter { $0.gold > 0 }
    return present.isEmpty ? 0 : present.reduce(0) { $0 + $1.f1 } / Double(present.count)
  }

  /// Samples without a relation that are predicted to have one.
  public var falseAlarmCount: Int {
    vocabulary.negative.map { counts(of: $0).gold - counts(of: $0).correct } ?? 0
  }

  /// Samples with a relation that are predicted to have none.
  public var missCount: Int {
    vocabulary.negative.map { counts(of: $0).predicted - counts(of: $0).correct } ?? 0
  }

  /// Samples with a relation that are predicted to have another.
  public var mixUpCount: Int { micro.predicted - micro.correct - falseAlarmCount }

  private var positiveRelations: [Int] { (0..<vocabulary.count).filter { $0 != vocabulary.negative } }
}
