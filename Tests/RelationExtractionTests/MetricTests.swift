import Files
import Foundation
import Parallel
import RelationExtraction
import Testing

@Suite("Relation scores") struct RelationScoresTests {
  private let vocabulary = RelationVocabulary(["None", "a", "b", "c"])

  @Test("count as OpenNRE does: None is no answer")
  func small() {
    // Two right, one mixed up, one missed, one false alarm, one None right.
    let scores = RelationScores(
      gold: [1, 1, 2, 2, 0, 0], predicted: [1, 1, 1, 0, 2, 0], vocabulary: vocabulary)
    #expect(scores.correctCount == 3 && scores.accuracy == 0.5)
    #expect(scores.micro == .init(correct: 2, predicted: 4, gold: 4))
    #expect(scores.micro.precision == 0.5 && scores.micro.recall == 0.5 && scores.micro.f1 == 0.5)
    #expect(scores.falseAlarmCount == 1 && scores.missCount == 1 && scores.mixUpCount == 1)
    #expect(scores.counts(of: 1) == .init(correct: 2, predicted: 3, gold: 2))
    // c does not occur, so it does not lower the mean of 0.8 and 0.
    #expect(scores.macroF1 == 0.4)
  }

  @Test("are 0 where there is nothing to divide by")
  func degenerate() {
    let none = RelationScores(gold: [0, 0], predicted: [0, 0], vocabulary: vocabulary)
    #expect(none.accuracy == 1 && none.micro.f1 == 0 && none.macroF1 == 0)
    #expect(none.micro.precision == 0 && none.micro.recall == 0)
    let empty = RelationScores(gold: [], predicted: [], vocabulary: vocabulary)
    #expect(empty.accuracy == 0 && empty.micro.f1 == 0)
    // Without a negative relation, everything is an answer.
    let all = RelationScores(
      gold: [0, 1], predicted: [0, 0], vocabulary: RelationVocabulary(["x", "y"]))
    #expect(all.micro.f1 == 0.5 && all.falseAlarmCount == 0 && all.missCount == 0)
  }

  /// MEGA's row of Table 2 in the paper: accuracy 76.15, precision 64.51, recall 68.44, F1 66.41 on
  /// 1 614 samples, 640 of them with a relation. Only these whole numbers give it.
  @Test("give the published row of MEGA from its counts")
  func publishedRow() {
    let (correct, mixUps, misses, falseAlarms, rest) = (438, 58, 144, 183, 791)
    let gold =
      [Int](repeating: 1, count: correct + mixUps + misses)
      + [Int](repeating: 0, count: falseAlarms + rest)
    let predicted =
      [Int](repeating: 1, count: correct) + [Int](repeating: 2, count: mixUps)
      + [Int](repeating: 0, count: misses) + [Int](repeating: 3, count: falseAlarms)
      + [Int](repeating: 0, count: rest)
    let scores = RelationScores(gold: gold, predicted: predicted, vocabulary: vocabulary)
    #expect(scores.sampleCount == 1614 && scores.correctCount == 1229)
    #expect(scores.micro == .init(correct: 438, predicted: 679, gold: 640))
    func percent(_ x: Double) -> Double { (x * 10_000).rounded() / 100 }
    #expect(percent(scores.accuracy) == 76.15 && percent(scores.micro.precision) == 64.51)
    #expect(percent(scores.micro.recall) == 68.44 && percent(scores.micro.f1) == 66.41)
    #expect(scores.falseAlarmCount == 183 && scores.missCount == 144 && scores.mixUpCount == 58)
  }

  @Test(
    "of the answer None are the share of samples without relation: 60.35 % on the test set",
    .enabled(if: MNREFiles.areHere, "\(MNREFiles.absence)"))
  func allNone() throws {
    let vocabulary = try RelationVocabulary(contentsOf: MNREFiles.path("ours_rel2id.json"))
    let gold = try RelationSample.read(from: MNREFiles.path("mnre_test.txt"))
      .compactMap { $0.relation.flatMap(vocabulary.identifier(of:)) }
    let scores = RelationScores(
      gold: gold, predicted: gold.map { _ in 0 }, vocabulary: vocabulary)
    #expect((scores.accuracy * 10_000).rounded() == 6035 && scores.micro.gold == 640)
  }
}

@Suite("Comparing models") struct ModelComparisonTests {
  private let vocabulary = RelationVocabulary(["None", "a", "b"])

  /// Predictions that are right with some probability.
  private func predictions(_ gold: [Int], accuracy: Double, seed: UInt64) -> [Int] {
    var random = SeededGenerator(seed: seed)
    return gold.map { random.unit() < accuracy ? $0 : random.index(below: 3) }
  }

  @Test("a better model is found better, an equal one is not")
  func bootstrap() {
    let gold = predictions([Int](repeating: 1, count: 600), accuracy: 0, seed: 1)
    let images = (0..<600).map { "\($0 / 3).jpg" }
    let good = predictions(gold, accuracy: 0.8, seed: 2)
    let bad = predictions(gold, accuracy: 0.5, seed: 3)
    let better = PairedBootstrap(
      gold: gold, first: good, second: bad, clusters: images, vocabulary: vocabulary,
      drawCount: 500)
    #expect(better.pValue < 0.01 && better.interval().lowerBound > 0)
    #expect(better.interval().contains(better.difference))
    let scores = [good, bad].map {
      RelationScores(gold: gold, predicted: $0, vocabulary: vocabulary).micro.f1
    }
    #expect(abs(better.difference - (scores[0] - scores[1])) < 1e-12)
    let same = PairedBootstrap(
      gold: gold, first: good, second: good, clusters: images, vocabulary: vocabulary,
      drawCount: 50)
    #expect(same.pValue == 1 && same.difference == 0)
    // The same seed gives the same draws, and exchanging the models the opposite differences.
    let reversed = PairedBootstrap(
      gold: gold, first: bad, second: good, clusters: images, vocabulary: vocabulary,
      drawCount: 500)
    #expect(reversed.differences == better.differences.reversed().map { -$0 })
  }

  @Test("draws pictures, not samples: more in common, more uncertain")
  func clusters() {
    // The samples of a picture are all right or all wrong.
    let gold = [Int](repeating: 1, count: 600)
    var random = SeededGenerator(seed: 4)
    let first = (0..<60).flatMap { _ in [Int](repeating: random.unit() < 0.6 ? 1 : 2, count: 10) }
    let second = (0..<60).flatMap { _ in [Int](repeating: random.unit() < 0.5 ? 1 : 2, count: 10) }
    func width(_ clusters: [String]) -> Double {
      let interval = PairedBootstrap(
        gold: gold, first: first, second: second, clusters: clusters, vocabulary: vocabulary,
        drawCount: 500
      ).interval()
      return interval.upperBound - interval.lowerBound
    }
    let ratio = width((0..<600).map { "\($0 / 10)" }) / width((0..<600).map { "\($0)" })
    // √10 in expectation.
    #expect((2.5...4).contains(ratio), "\(ratio)")
  }

  /// Upper tails of Student's distribution, integrated with Simpson's rule in Python (error below 1e-12).
  @Test(
    "the t-test has the tails of Student's distribution",
    arguments: [(2.0, 10, 0.036694017385), (1, 1, 0.25), (3.5, 4, 0.012448081730)])
  func studentTails(_ t: Double, _ degrees: Int, _ expected: Double) throws {
    // Evenly spaced differences, moved so that t is what is wanted.
    let count = degrees + 1
    let raw = (0..<count).map { Double($0) - Double(count - 1) / 2 }
    let deviation = (raw.reduce(0) { $0 + $1 * $1 } / Double(degrees)).squareRoot()
    let shift = t * deviation / Double(count).squareRoot()
    let test = try #require(
      PairedTTest(raw.map { $0 + shift }, [Double](repeating: 0, count: count)))
    #expect(abs(test.t - t) < 1e-12 && test.degreesOfFreedom == degrees)
    #expect(abs(test.oneTailed - expected) < 1e-11)
    #expect(abs(test.twoTailed - 2 * expected) < 1e-11)
    let opposite = try #require(
      PairedTTest([Double](repeating: 0, count: count), raw.map { $0 + shift }))
    #expect(abs(opposite.oneTailed - (1 - expected)) < 1e-11)
  }

  @Test("the t-test needs differences that differ")
  func degenerateTTest() {
    #expect(PairedTTest([1], [0]) == nil && PairedTTest([], []) == nil)
    #expect(PairedTTest([0.3, 0.4, 0.5], [0.1, 0.2, 0.3]) == nil)
  }

  /// Two-sided binomial probabilities, summed exactly in Python.
  @Test(
    "McNemar's test is exact",
    arguments: [(3, 12, 0.03515625), (5, 5, 1), (0, 0, 1), (100, 140, 0.011664092317677663)])
  func mcNemar(_ first: Int, _ second: Int, _ expected: Double) {
    let test = McNemarTest(firstOnly: first, secondOnly: second)
    #expect(abs(test.pValue - expected) < 1e-12)
    #expect(test.pValue == McNemarTest(firstOnly: second, secondOnly: first).pValue)
    let counted = McNemarTest(gold: [1, 1, 1, 0], first: [1, 0, 1, 0], second: [0, 1, 0, 0])
    #expect(counted == McNemarTest(firstOnly: 2, secondOnly: 1))
  }

  @Test("McNemar's test bears counts whose probabilities underflow")
  func mcNemarUnderflow() {
    #expect(McNemarTest(firstOnly: 2000, secondOnly: 2000).pValue == 1)
    #expect((0...1e-300).contains(McNemarTest(firstOnly: 0, secondOnly: 2000).pValue))
  }

  @Test("Lines of predictions are read as they were written, the best relation first")
  func predictionLines() throws {
    let vocabulary = RelationVocabulary(["None", "a \"b\"\\/c", "日本"])
    let rows: [[Float]] = [[0.25, 0.5, 0.25], [0.4, 0.2, 0.4], [0, 0, 1]]
    let lines = rows.map { Prediction($0, vocabulary: vocabulary, top: 2) }
    #expect(lines.map(\.relation) == ["a \"b\"\\/c", "None", "日本"])
    // Of equally likely relations the smaller number comes first.
    #expect(lines[0].best.map(\.relation) == ["a \"b\"\\/c", "None"])
    #expect(lines[1].best.map(\.relation) == ["None", "日本"])
    #expect(
      Prediction(rows[0], vocabulary: vocabulary).json
        == #"{"prediction": "a \"b\"\\/c", "score": 0.500000}"#)
    #expect(
      lines[1].json
        == #"{"prediction": "None", "score": 0.400000, "relations": [["None", 0.400000], ["日本", 0.400000]]}"#
    )
    try withFolder { folder in
      let path = folder.appending(path: "p.jsonl.gz").path
      try Prediction.write(lines, to: path)
      #expect(try Prediction.identifiers(from: path, in: vocabulary) == [1, 0, 2])
    }
    let text = "None\n\n  日本 \n{\"score\": 1, \"prediction\": \"None\"}"
    #expect(
      try Prediction.identifiers(
        FileContents(Array((text).utf8), name: "p"), in: vocabulary) == [0, 2, 0])
    for (line, message) in [
      ("Nowhere", "p:2: “Nowhere” is not one of the 3 relations"),
      ("{\"score\": 1}", "p:2: there is no “prediction”"),
    ] {
      let error = #expect(throws: FileError.self) {
        try Prediction.identifiers(
          FileContents(Array(("None\n" + line).utf8), name: "p"), in: vocabulary)
      }
      #expect(error?.description == message)
    }
  }
}
