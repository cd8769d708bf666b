import GraphAlignment
import Graphs
import Parallel
import Testing

@Suite("Tallies of scores") struct ScoreTallyTests {
  @Test("of parts of the nodes add up to the scores of all, to the last bit", arguments: 0..<20)
  func addUp(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let (count, targetCount) = (60, 12)
    let rows: [[(Int, Float)]] = (0..<count).map { _ in
      let targets = generator.permutation(targetCount).prefix(generator.index(below: 8))
      // Few different similarities, so that there are ties.
      let similarities = targets.map { _ in Float(generator.index(below: 3)) / 3 }.sorted(by: >)
      return zip(targets, similarities).map { (Int($0), $1) }
    }
    let truth = (0..<count).map { _ in
      (0..<generator.index(below: 3)).map { _ in generator.index(below: targetCount) }
    }
    let whole = ScoresTests.alignment(rows, targetCount: targetCount).scores(against: truth)
    let cut = generator.index(below: count)
    let parts = [0..<cut, cut..<count].map {
      ScoresTests.alignment(Array(rows[$0]), targetCount: targetCount)
        .scores(against: Array(truth[$0])).tally
    }
    let sum = ScoreTally(numbers: parts[1].numbers + parts[0].numbers)
    #expect(sum == whole.tally)
    #expect([1, 2, 5, 10].map(sum.hits) == [1, 2, 5, 10].map { whole.hits(at: $0) })
    #expect(sum.meanReciprocalRank == whole.meanReciprocalRank)
    #expect(sum.knownCount == whole.knownCount && sum.matchedCount == whole.matchedCount)
    #expect([sum.precision, sum.recall, sum.f1] == [whole.precision, whole.recall, whole.f1])
  }
}
