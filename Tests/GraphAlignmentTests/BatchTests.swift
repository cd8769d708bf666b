import AlignmentTestSupport
import GraphAlignment
import Graphs
import Options
import Parallel
import Testing

@Suite("A batch of pairs") struct BatchTests {
  @Test(
    "agrees with aligning each pair alone, exact embeddings and approximate ones",
    arguments: [REGAL.paper, .authorsCode], MatchingSpace.allCases)
  func agreesWithSinglePairs(preset: REGAL, space: MatchingSpace) throws {
    var regal = preset
    regal.space = space
    regal.eigenvalueCutoff = 1e-12
    regal.precision = .double
    // Pairs above 58 nodes have fewer landmarks than nodes.
    let sizes = [(1, 1), (0, 3), (3, 0), (12, 30), (30, 12), (29, 29), (40, 50)]
    let pairs = sizes.enumerated().map { index, sizes in
      (
        source: Graph.random(nodeCount: sizes.0, edgeProbability: 0.2, seed: UInt64(index)),
        target: Graph.random(nodeCount: sizes.1, edgeProbability: 0.2, seed: UInt64(index) + 100)
      )
    }
    for (pair, batched) in zip(pairs, try regal.align(batch: pairs)) {
      let alone = try regal.align(pair.source, to: pair.target)
      #expect(batched.sourceCount == alone.sourceCount)
      for node in 0..<pair.source.nodeCount {
        let (ours, theirs) = (batched.candidates(of: node), alone.candidates(of: node))
        #expect(ours.count == theirs.count)
        for rank in ours.indices {
          // exp(−d) is steep at 0, where rows in Float leave d uncertain by about 1e-4.
          #expect(abs(ours[rank].similarity - theirs[rank].similarity) <= 1e-3)
        }
        // Equal signatures are at distance 0 either way.
        if let best = ours.isEmpty ? nil : ours[0], best.similarity == 1 {
          #expect(theirs[0] == best)
        }
      }
    }
  }

  @Test("gives the same result for any number of threads")
  func threadsDoNotMatter() throws {
    let pairs = (0..<100).map { seed in
      (
        source: Graph.random(nodeCount: 20, edgeProbability: 0.2, seed: UInt64(seed)),
        target: Graph.random(nodeCount: 25, edgeProbability: 0.2, seed: UInt64(seed) + 1000)
      )
    }
    let one = try Parallelism.withThreadCount(1) { try REGAL().align(batch: pairs) }
    let four = try Parallelism.withThreadCount(4) { try REGAL().align(batch: pairs) }
    #expect(one == four)
  }

  @Test("fails with the first pair's error")
  func fails() {
    var regal = REGAL()
    regal.candidateCount = 0
    #expect(throws: OptionError.self) {
      try regal.align(batch: [
        (
          source: .random(nodeCount: 3, edgeProbability: 1, seed: 1),
          target: .random(nodeCount: 3, edgeProbability: 1, seed: 1)
        )
      ])
    }
  }
}
