internal import Files
internal import RelationExtraction

/// What predictions are compared with, and how.
struct Comparison {
  let gold: [Int]
  let clusters: [String]
  let vocabulary: RelationVocabulary
  let drawCount: Int
  let seed: UInt64

  /// - Parameters:
  ///   - file: what errors call the samples.
  ///   - drawCount: how often pictures are drawn for intervals; 0 for none.
  init(
    _ samples: [RelationSample], _ vocabulary: RelationVocabulary, file: String, drawCount: Int,
    seed: UInt64 = 1
  ) throws(FileError) {
    gold = try vocabulary.identifiers(of: samples, in: file)
    clusters = samples.map { $0.imageID ?? "sample \($0.index)" }
    (self.vocabulary, self.drawCount, self.seed) = (vocabulary, drawCount, seed)
  }

  /// Reads predictions, of which there must be one for each sample.
  func read(_ path: String) throws(FileError) -> [Int] {
    let identifiers = try Prediction.identifiers(from: path, in: vocabulary)
    guard identifiers.count == gold.count else {
      throw FileError(
        file: path, reason: "there are \(identifiers.count) predictions for \(gold.count) samples")
    }
    return identifiers
  }

  /// Draws samples again for the difference of micro-F1; `nil` if that is not wanted.
  func bootstrap(_ first: [Int], _ second: [Int]) -> PairedBootstrap? {
    drawCount == 0
      ? nil
      : PairedBootstrap(
        gold: gold, first: first, second: second, clusters: clusters, vocabulary: vocabulary,
        drawCount: drawCount, seed: seed)
  }

  func figures(_ file: String, _ predicted: [Int], perRelation: Bool) -> ScoreFigures {
    let scores = RelationScores(gold: gold, predicted: predicted, vocabulary: vocabulary)
    var figures = ScoreFigures(file: file, scores)
    // Of no answers F1 is 0 whatever is drawn, so the difference from that is F1 itself.
    if let negative = vocabulary.negative {
      let silent = [Int](repeating: negative, count: gold.count)
      figures.interval = bootstrap(predicted, silent)?.interval()
    }
    if perRelation {
      figures.relations = vocabulary.names.indices.map { relation in
        ScoreFigures.Relation(vocabulary.names[relation], scores.counts(of: relation))
      }.filter { $0.gold + $0.predicted > 0 }
    }
    return figures
  }
}

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
  var interval: ClosedRange<Double>?
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
