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
    let batch = try regal.align(batch: pairs)
    #expect(batch.count == pairs.count)
    var certain = 0
    for (pair, batched) in zip(pairs, batch) {
      let alone = try regal.align(pair.source, to: pair.target)
      #expect(batched.sourceCount == alone.sourceCount && batched.targetCount == alone.targetCount)
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
        // What is clearly before the last is among the candidates of both.
        guard let last = theirs.indices.last else { continue }
        let known = Set(theirs.indices.map { theirs[$0].target })
        for rank in ours.indices where ours[rank].similarity > theirs[last].similarity + 2e-3 {
          #expect(known.contains(ours[rank].target), "node \(node)")
          certain += 1
        }
      }
    }
    #expect(certain > 100, "ties everywhere would make any two alignments agree")
  }

  @Test("of pairs that have one alignment is those alignments, in the order of the pairs")
  func order() throws {
    // Each pair a graph and its relabelled copy, which is found but for automorphisms.
    let graphs = (0..<20).map { size in
      Graph.barabasiAlbert(nodeCount: 12 + size, edgesPerNode: 2, seed: UInt64(size))
    }
    let pairs = try graphs.enumerated().map { index, graph in
      try NoiseModel(removedShare: 0).perturb(graph, seed: UInt64(index))
    }
    let alignments = try REGAL().align(batch: pairs.map { ($0.source, $0.target) })
    #expect(alignments.map(\.sourceCount) == graphs.map(\.nodeCount))
    for (pair, alignment) in zip(pairs, alignments) {
      let hits = alignment.scores(against: pair.truth).hits(at: 1)
      // The alignment of another pair finds about one in ten; a match that is tied counts for its share.
      #expect(hits >= 0.4)
    }
    #expect(try REGAL().align(batch: []).isEmpty)
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

  @Test("fails with the error of the first pair that fails, and without pairs too")
  func fails() throws {
    func random(_ nodeCount: Int, attributes: Int? = nil) -> Graph {
      var graph = Graph.random(nodeCount: nodeCount, edgeProbability: 0.5, seed: 1)
      graph.attributes = attributes.map { count in
        NodeAttributes(
          (0..<count).map { column in
            .init(name: "a\(column)", categories: (0..<nodeCount).map { "\($0 % 2)" })
          })
      }
      return graph
    }
    let good = (source: random(4), target: random(5))
    // Graphs whose attributes do not fit each other.
    let one = (source: random(4, attributes: 1), target: random(4))
    let two = (source: random(4, attributes: 1), target: random(4, attributes: 2))
    let alone = [one, two].map { pair in
      #expect(throws: (any Error).self) { try REGAL().align(pair.source, to: pair.target) }
        .map { "\($0)" }
    }
    #expect(alone[0] != nil && alone[1] != nil && alone[0] != alone[1])
    for (batch, expected) in [
      ([good, one, two], alone[0]), ([two, good, one], alone[1]),
      (Array(repeating: good, count: 40) + [two] + Array(repeating: one, count: 40), alone[1]),
    ] {
      let error = #expect(throws: (any Error).self) { try REGAL().align(batch: batch) }
      #expect(error.map { "\($0)" } == expected)
    }
    var regal = REGAL()
    regal.candidateCount = 0
    for batch in [[], [good]] {
      let error = #expect(throws: OptionError.self) { try regal.align(batch: batch) }
      #expect(error?.name == "candidateCount")
    }
  }
}
