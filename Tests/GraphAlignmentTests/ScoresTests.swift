import AlignmentTestSupport
import GraphAlignment
import Graphs
import Parallel
import Testing

@Suite("Scores against the truth") struct ScoresTests {
  /// Each row lists (target, similarity), best first.
  static func alignment(_ rows: [[(Int, Float)]], targetCount: Int) -> Alignment {
    Alignment(
      candidates: rows.map { $0.map { Candidate(target: $0.0, similarity: $0.1) } },
      sourceIdentifiers: .consecutive(rows.count), targetIdentifiers: .consecutive(targetCount))
  }

  @Test("count ranks, hits and reciprocal ranks as by hand")
  func byHand() {
    let alignment = Self.alignment(
      [[(0, 0.9), (1, 0.8)], [(2, 0.7), (1, 0.6), (0, 0.5)], [(0, 1)], [], [(3, 0.2)]],
      targetCount: 4)
    let scores = alignment.scores(against: [0, 0, 2, 1, nil])
    #expect(scores.ranks == [0, 2, nil, nil])
    #expect([1, 2, 3, 100].map(scores.hits) == [0.25, 0.25, 0.5, 0.5])
    #expect(scores.accuracy == 0.25 && scores.expectedAccuracy == 0.25)
    // (1 + 1/3) / 4.
    #expect(scores.meanReciprocalRank == (1 + 1 / 3.0) / 4)
    #expect(alignment.scores(against: [nil, nil, nil, nil, nil]).meanReciprocalRank == 0)
    #expect(alignment.scores(against: [0, 1, 2, 3, 3]).hits(at: 1) == 0.4)
    #expect(alignment.candidateCount == 3)
    #expect(alignment.bestMatches == [0, 2, 0, nil, 3])
  }

  @Test("draw lots between equally similar best candidates")
  func expectedAccuracy() {
    let alignment = Self.alignment(
      [[(0, 0.5), (1, 0.5), (2, 0.5), (3, 0.1)], [(1, 0.9), (2, 0.8)], [(0, 0.3), (2, 0.3)]],
      targetCount: 4)
    // A third, nothing, a half.
    let scores = alignment.scores(against: [2, 2, 0])
    #expect(abs(scores.expectedAccuracy - (1 / 3.0 + 1 / 2.0) / 3) < 1e-15)
    #expect(scores.hits(at: 1) == scores.expectedAccuracy && scores.accuracy == scores.hits(at: 1))
    let (first, second): (Double, Double) = (2.0 / 3, (2.0 / 3 + 2) / 3)
    #expect(scores.hits(at: 1, ties: .listed) == 1.0 / 3)
    #expect(scores.hits(at: 2, ties: .listed) == first)
    #expect(abs(scores.hits(at: 2) - second) < 1e-15 && scores.hits(at: 3) == 1)
    // (1 + 1/2 + 1/3)/3, 1/2, (1 + 1/2)/2; listed third, second and first.
    let drawn: Double = (11.0 / 18 + 0.5 + 0.75) / 3
    let listed: Double = (1.0 / 3 + 0.5 + 1) / 3
    #expect(abs(scores.meanReciprocalRank - drawn) < 1e-15)
    #expect(abs(scores.listedReciprocalRank - listed) < 1e-15)
  }

  @Test(
    "take any of several right targets, and equal the mean over all orders of ties",
    arguments: 0..<20)
  func severalTargets(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let similarities: [Float] = [0.9, 0.9, 0.9, 0.5, 0.5, 0.2]
    let right = (0..<6).filter { _ in generator.index(below: 2) == 0 } + [7]
    let row = similarities.enumerated().map { ($0, $1) }
    let scores = Self.alignment([row], targetCount: 8).scores(against: [right])
    // Every order of the first three and of the next two.
    var orders: [[Int]] = []
    for a in 0..<3 {
      for b in 0..<3 where b != a {
        for tail in [[3, 4], [4, 3]] { orders.append([a, b, 3 - a - b] + tail + [5]) }
      }
    }
    let ranks = orders.map { $0.firstIndex { right.contains($0) } }
    for k in 1...7 {
      let mean = Double(ranks.count { $0.map { $0 < k } ?? false }) / 12
      #expect(abs(scores.hits(at: k) - mean) < 1e-12)
    }
    let mean = ranks.reduce(0) { $0 + ($1.map { 1 / Double($0 + 1) } ?? 0) } / 12
    #expect(abs(scores.meanReciprocalRank - mean) < 1e-12)
  }

  @Test("count a match of a node that has none as wrong, and a node left alone as not found")
  func precisionAndRecall() {
    let alignment = Self.alignment(
      [[(0, 0.95)], [(1, 0.85)], [(0, 0.75)], [], [(2, 0.35)]], targetCount: 4)
    let scores = alignment.scores(against: [[0], [1], [2], [3], []], unmatched: [4])
    #expect(scores.knownCount == 4 && scores.matchedCount == 4)
    #expect(scores.precision == 0.5 && scores.recall == 0.5 && scores.f1 == 0.5)
    let sure = alignment.keeping(similarityAtLeast: 0.8)
      .scores(against: [[0], [1], [2], [3], []], unmatched: [4])
    #expect(sure.precision == 1 && sure.recall == 0.5 && abs(sure.f1 - 2 / 3.0) < 1e-15)
    #expect(alignment.keeping(similarityAtLeast: 0.75).bestMatches == [0, 1, 0, nil, nil])
    let none = alignment.keeping(similarityAtLeast: 2).scores(against: [0, 1, 2, 3, 3])
    #expect(none.precision == 0 && none.recall == 0 && none.f1 == 0)
    #expect(none.expectedCalibrationError == nil)
  }

  @Test("measure calibration in ten bins, if similarities are probabilities")
  func calibration() {
    func rows(_ similarity: Float) -> [[(Int, Float)]] {
      (0..<20).map { node in [(node % 2 == 0 ? node : 19 - node, similarity)] }
    }
    let scores = Self.alignment(rows(0.5), targetCount: 20).scores(against: Array(0..<20))
    // Half of the matches are right, as they say.
    #expect(scores.expectedCalibrationError == 0)
    let bold = Self.alignment(rows(1), targetCount: 20)
      .scores(against: Array(0..<20))
    #expect(bold.expectedCalibrationError == 0.5)
    let bins = bold.calibration ?? []
    #expect(bins.map(\.matchCount) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 20])
    #expect(bins.last?.confidence == 1 && bins.last?.accuracy == 0.5)
    for similarity: Float in [-0.1, 1.5] {
      let other = Self.alignment([[(0, similarity)]], targetCount: 1).scores(against: [0])
      #expect(other.expectedCalibrationError == nil && other.precision == 1)
    }
  }

  @Test("rise with k, and MRR lies between Hits@1 and 1", arguments: 0..<20)
  func laws(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let rows = (0..<30).map { _ in
      let targets = generator.permutation(12).prefix(generator.index(below: 13))
      return targets.enumerated().map { ($1, 1 / Float($0 + 1)) }
    }
    let truth = (0..<30).map { _ in generator.index(below: 12) }
    let scores = Self.alignment(rows, targetCount: 12).scores(against: truth)
    let hits = (1...13).map(scores.hits)
    #expect(zip(hits, hits.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(hits[11] == hits[12] && hits[0] < hits[11])
    #expect(scores.meanReciprocalRank > hits[0] && scores.meanReciprocalRank < hits[12])
    #expect(scores.expectedAccuracy == scores.accuracy, "no two are equally similar")
  }

  @Test("trap on no rank and on a truth of another size")
  func traps() async {
    let rank = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ScoresTests.alignment([[]], targetCount: 1).scores(against: [0]).hits(at: 0)
    }
    expectSaid("cannot count hits among the first 0", rank)
    let truth = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ScoresTests.alignment([[]], targetCount: 1).scores(against: [0, 0])
    }
    expectSaid("2 true targets for 1 source nodes", truth)
  }
}

extension Alignment {
  /// The candidates of a source node as an array, which closures may capture.
  func candidateList(of source: Int) -> [Candidate] {
    let row = candidates(of: source)
    return row.indices.map { row[$0] }
  }
}
