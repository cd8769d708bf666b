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
    #expect(scores.accuracy == 1 / 3.0)
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
