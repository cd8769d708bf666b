import AlignmentTestSupport
import GraphAlignment
import Graphs
import Parallel
import Testing

@Suite("Assignment") struct AssignmentTests {
  /// Random candidates with few similarities, so that many are equal.
  static func random(_ seed: Int) -> Alignment {
    var generator = SeededGenerator(seed: UInt64(seed))
    let (n, m) = (1 + generator.index(below: 25), 1 + generator.index(below: 25))
    let rows = (0..<n).map { _ in
      let targets = generator.permutation(m).prefix(generator.index(below: 6))
      let similarities = targets.map { _ in Float(generator.index(below: 5)) / 4 }.sorted(by: >)
      return zip(targets, similarities).map { ($0, $1) }
    }
    return ScoresTests.alignment(rows, targetCount: m)
  }

  @Test("nearest keeps the best candidates", arguments: 0..<20)
  func nearest(seed: Int) {
    let alignment = Self.random(seed)
    let assigned = alignment.assigned(by: .nearest)
    #expect(assigned.bestMatches == alignment.bestMatches)
    #expect(assigned.candidateCount <= 1)
    for node in 0..<alignment.sourceCount where !alignment.candidateList(of: node).isEmpty {
      #expect(assigned.candidateList(of: node)[0] == alignment.candidateList(of: node)[0])
    }
  }

  @Test(
    "greedy is one-to-one, maximal, and never passes over a better free pair",
    arguments: 0..<100)
  func greedy(seed: Int) {
    let alignment = Self.random(seed)
    let assigned = alignment.assigned(by: .greedy)
    let taken = assigned.bestMatches.compactMap { $0 }
    #expect(Set(taken).count == taken.count)
    var similarityOfTarget: [Int: Float] = [:]
    for node in 0..<assigned.sourceCount {
      let row = assigned.candidateList(of: node)
      if !row.isEmpty { similarityOfTarget[row[0].target] = row[0].similarity }
    }
    for node in 0..<alignment.sourceCount {
      let own = assigned.candidateList(of: node).isEmpty ? nil : assigned.candidateList(of: node)[0]
      let row = alignment.candidateList(of: node)
      for i in row.indices where row[i].similarity > own?.similarity ?? -1 {
        // Somebody at least as similar has this target.
        let other = similarityOfTarget[row[i].target]
        #expect(other ?? -1 >= row[i].similarity)
      }
    }
  }

  @Test("mutual pairs prefer each other, and none that do is missing", arguments: 0..<100)
  func mutual(seed: Int) {
    let alignment = Self.random(seed)
    let assigned = alignment.assigned(by: .mutual)
    let taken = assigned.bestMatches.compactMap { $0 }
    #expect(Set(taken).count == taken.count)
    for node in 0..<alignment.sourceCount {
      let row = alignment.candidateList(of: node)
      guard !row.isEmpty else {
        #expect(assigned.bestMatch(of: node) == nil)
        continue
      }
      let best = row[0]
      var (isOutdone, isSharedWithSmaller) = (false, false)
      for other in 0..<alignment.sourceCount where other != node {
        let rivals = alignment.candidateList(of: other)
        for i in rivals.indices where rivals[i].target == best.target {
          if rivals[i].similarity > best.similarity { isOutdone = true }
          if rivals[i].similarity == best.similarity, i == 0, other < node {
            isSharedWithSmaller = true
          }
        }
      }
      #expect(
        assigned.bestMatch(of: node) == (isOutdone || isSharedWithSmaller ? nil : best.target))
    }
  }

  @Test("decides ties by rank, then source, then target")
  func ties() {
    let alignment = ScoresTests.alignment(
      [[(1, 0.5), (0, 0.5)], [(0, 0.5)], [(0, 0.5)]], targetCount: 2)
    #expect(alignment.assigned(by: .greedy).bestMatches == [1, 0, nil])
    #expect(alignment.assigned(by: .mutual).bestMatches == [1, 0, nil])
    #expect(alignment.assigned(by: .nearest).bestMatches == [1, 0, 0])
  }

  @Test("keeps notes and identifiers, of any alignment, even an empty one")
  func keeps() {
    var alignment = Alignment(
      candidates: [[Candidate(target: 0, similarity: 1)], []],
      sourceIdentifiers: NodeIdentifiers(["a", "b"]), targetIdentifiers: NodeIdentifiers([7]))
    alignment.notes = ["mind the gap"]
    let empty = ScoresTests.alignment([], targetCount: 0)
    for assignment in Assignment.allCases {
      #expect(alignment.assigned(by: assignment) == alignment)
      #expect(empty.assigned(by: assignment) == empty)
    }
  }
}
