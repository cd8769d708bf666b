import AlignmentTestSupport
import GraphAlignment
import Graphs
import Testing

@Suite("Completing a matching") struct CompletionTests {
  @Test(
    "as many pairs as the smaller graph has nodes, those that stood among them",
    arguments: [(30, 30), (20, 35), (35, 20), (0, 5)])
  func isComplete(size: (source: Int, target: Int)) {
    let source = Graph.random(nodeCount: size.source, edgeProbability: 0.2, seed: 1)
    let target = Graph.random(nodeCount: size.target, edgeProbability: 0.2, seed: 2)
    let candidates = Alignment(
      gains: OptimalAssignmentTests.gains(
        size.source, size.target, density: 0.05, below: 9, seed: 3))
    for assignment in [Assignment.greedy, .mutual, .optimal] {
      let matching = candidates.assigned(by: assignment)
      let complete = matching.completed(from: candidates, source: source, target: target)
      #expect(complete.isOneToOne)
      #expect(complete.bestMatches.compactMap { $0 }.count == min(size.source, size.target))
      for node in 0..<size.source {
        if let match = matching.bestMatch(of: node) {
          #expect(complete.bestMatch(of: node) == match)
        }
      }
    }
  }

  @Test("a candidate of similarity 0 comes before a stranger of the same degree")
  func candidatesFirst() {
    let star = Graph.star(4)
    let nothing = Alignment(
      candidates: [[], [.init(target: 0, similarity: 0)], [], []],
      sourceIdentifiers: .consecutive(4), targetIdentifiers: .consecutive(4))
    let complete = nothing.assigned(by: .optimal)
      .completed(from: nothing, source: star, target: star)
    // Node 0 is the middle of the star: node 1 has it, and leaves remain for leaves.
    #expect(complete.bestMatches == [3, 0, 1, 2])
  }

  @Test("no two strangers would both have a partner of closer degree in each other")
  func byDegree() {
    for seed in 0..<20 as Range<UInt64> {
      let source = Graph.random(nodeCount: 12, edgeProbability: 0.3, seed: seed)
      let target = Graph.random(nodeCount: 17, edgeProbability: 0.4, seed: seed + 100)
      let nothing = Alignment(
        candidates: .init(repeating: [], count: 12), sourceIdentifiers: .consecutive(12),
        targetIdentifiers: .consecutive(17))
      let complete = nothing.completed(from: nothing, source: source, target: target)
      func difference(_ i: Int, _ j: Int) -> Double {
        abs(source.degree(of: i) - target.degree(of: j))
      }
      var partnerOfTarget = [Int: Int]()
      for i in 0..<12 { partnerOfTarget[complete.bestMatch(of: i)!] = i }
      for i in 0..<12 {
        for j in 0..<17 {
          let isCloserForSource = difference(i, j) < difference(i, complete.bestMatch(of: i)!)
          let isCloserForTarget =
            partnerOfTarget[j].map { difference(i, j) < difference($0, j) } ?? true
          #expect(!(isCloserForSource && isCloserForTarget))
        }
      }
    }
  }

  @Test("what is not one-to-one traps")
  func traps() async {
    await #expect(processExitsWith: .failure) {
      let graph = Graph.path(2)
      let double = Alignment(
        candidates: [[.init(target: 0, similarity: 1)], [.init(target: 0, similarity: 1)]],
        sourceIdentifiers: .consecutive(2), targetIdentifiers: .consecutive(2))
      _ = double.completed(from: double, source: graph, target: graph)
    }
  }
}
