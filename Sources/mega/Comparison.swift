internal import RelationExtraction

/// What predictions are compared with, and how.
struct Comparison {
  let gold: [Int]
  /// The picture of each sample.
  let clusters: [String]
  let vocabulary: RelationVocabulary
  let drawCount: Int
  let seed: UInt64

  /// Draws samples again for the difference of micro-F1; `nil` if that is not wanted.
  func bootstrap(_ first: [Int], _ second: [Int]) -> PairedBootstrap? {
    drawCount == 0
      ? nil
      : PairedBootstrap(
        gold: gold, first: first, second: second, clusters: clusters, vocabulary: vocabulary,
        drawCount: drawCount, seed: seed)
  }

  /// The scores of one file.
  func figures(_ file: String, _ predicted: [Int], perRelation: Bool) -> ScoreFigures {
    let scores = RelationScores(gold: gold, predicted: predicted, vocabulary: vocabulary)
    var figures = ScoreFigures(file: file, scores)
    // Nobody's F1 is 0 whatever is drawn, so the difference from that is F1 itself.
    if let negative = vocabulary.negative {
      let nobody = [Int](repeating: negative, count: gold.count)
      figures.interval = bootstrap(predicted, nobody).map {
        let interval = $0.interval()
        return [interval.lowerBound, interval.upperBound]
      }
    }
    if perRelation {
      figures.relations = vocabulary.names.indices.map { relation in
        ScoreFigures.Relation(vocabulary.names[relation], scores.counts(of: relation))
      }.filter { $0.gold + $0.predicted > 0 }
    }
    return figures
  }
}

/// The scores of one file of predictions.
struct ScoreFigures: Encodable {
  struct Relation: Encodable {
    var name: String
    var precision, recall, f1: Double
    var correct, predicted, gold: Int

    init(_ name: String, _ counts: RelationScores.Counts) {
      self.name = name
      (precision, recall, f1) = (counts.precision, counts.recall, counts.f1)
      (correct, predicted, gold) = (counts.correct, counts.predicted, counts.gold)
    }
  }

  var file: String
  var samples: Int
  var accuracy, precision, recall, f1, macroF1: Double
  var correct, predicted, gold: Int
  var falseAlarms, misses, mixUps: Int
  /// 95 % of the draws of micro-F1 are in it.
  var interval: [Double]?
  var relations: [Relation]?

  init(file: String, _ scores: RelationScores) {
    self.file = file
    samples = scores.sampleCount
    let micro = scores.micro
    accuracy = scores.accuracy
    (precision, recall, f1) = (micro.precision, micro.recall, micro.f1)
    macroF1 = scores.macroF1
    (correct, predicted, gold) = (micro.correct, micro.predicted, micro.gold)
    (falseAlarms, misses, mixUps) = (scores.falseAlarmCount, scores.missCount, scores.mixUpCount)
  }
}
