import AlignmentTestSupport
import GraphAlignment
import Graphs
import Parallel
import Testing

@Suite("What symmetry allows") struct SymmetryCeilingTests {
  private func ceiling(
    _ source: Graph, _ target: Graph, _ truth: [[Int]]? = nil, anchors: [(Int, Int)] = [], lost: Int = 0
  ) -> Double? {
    let evidence = AlignmentEvidence(anchors: anchors.map { WeightedAnchor(source: $0.0, target: $0.1) })
    return SymmetryCeiling(
      source: source, target: target, evidence: evidence, truth: truth ?? (0..<source.nodeCount).map { [$0] },
      lostCount: lost)?.hits
  }

  @Test("is one node of each color where all nodes are known")
  func bijection() {
    #expect(ceiling(.path(5), .path(5)) == 0.6)
    #expect(ceiling(.star(5), .star(5)) == 0.4)
    #expect(ceiling(.cycle(8), .cycle(8)) == 0.125)
    for seed in 0..<10 {
      let graph = Graph.random(nodeCount: 40, edgeProbability: 0.05, seed: UInt64(seed))
      #expect(abs(ceiling(graph, graph)! - ColorRefinement(of: graph).hitsCeiling) < 1e-12)
    }
  }

  @Test("counts all nodes that look alike, known or not")
  func partly() {
    // One leaf of five is asked for.
    #expect(ceiling(.star(6), .star(6), [[], [3], [], [], [], []]) == 0.2)
    // Three targets are right for it.
    #expect(abs(ceiling(.star(6), .star(6), [[], [1, 3, 4], [], [], [], []])! - 0.6) < 1e-12)
    // Source leaves look alike, targets do not: one of the two is found.
    let tail = Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3)], isDirected: true)
    #expect(ceiling(.star(3), tail, [[], [0], [3]]) == 0.5)
    // Both are right for it.
    #expect(ceiling(.star(3), tail, [[], [3], [3]]) == 1)
    #expect(ceiling(.path(1), .path(1), [[0]], lost: 3) == 0.25)
  }

  @Test("rises with what tells nodes apart: anchors, attributes, directions")
  func evidence() {
    #expect(ceiling(.path(5), .path(5), anchors: [(0, 0)]) == 1)
    #expect(ceiling(.star(5), .star(5), anchors: [(1, 1)]) == 0.6)
    var star = Graph.star(5)
    star.attributes = NodeAttributes([.init(name: "role", categories: ["a", "b", "b", "c", "d"])])
    #expect(ceiling(star, star) == 0.8)
    let path = Graph(nodeCount: 3, edges: [(0, 1), (1, 2)], isDirected: true)
    #expect(ceiling(path, path) == 1)
  }

  @Test("says nothing where colors do not see all there is, or where nothing is known")
  func unknown() {
    let weighted = Graph.path(3).reweighted { edge, _ in Double(edge + 1) }
    #expect(ceiling(weighted, .path(3)) == nil)
    #expect(ceiling(.path(3), weighted) == nil)
    #expect(ceiling(.path(3), .path(3), [[], [], []]) == nil)
    #expect(ceiling(.path(0), .path(0)) == nil)
    let prior = SparsePrior([.init(source: 0, target: 0, similarity: 1)])
    let evidence = AlignmentEvidence(priors: [prior])
    let truth = (0..<3).map { [$0] }
    #expect(SymmetryCeiling(source: .path(3), target: .path(3), evidence: evidence, truth: truth) == nil)
  }

  @Test(
    "is reached by the robust aligner in the mean over renumberings, and not passed",
    arguments: [Graph.star(6), .path(7)])
  func reached(graph: Graph) throws {
    var generator = SeededGenerator(seed: 3)
    let count = 120
    var hits = 0.0
    for _ in 0..<count {
      let order = generator.permutation(graph.nodeCount)
      let found = try RobustAligner().align(graph, to: graph.relabeled(by: order))
      hits += found.scores(against: order.map { [$0] }).accuracy
    }
    // Four standard deviations of a mean of so many.
    let expected = try #require(ceiling(graph, graph))
    #expect(abs(hits / Double(count) - expected) < 4 * 0.5 / Double(count).squareRoot())
  }
}
