import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra
import Parallel
import Testing

@Suite("REGAL") struct REGALTests {
  @Test(
    "with every node a landmark, is the exact kernel: matches have equal signatures",
    arguments: [REGAL.paper, .authorsCode], MatchingSpace.allCases)
  func findsRelabeledNodes(preset: REGAL, space: MatchingSpace) throws {
    let source = Graph.random(nodeCount: 60, edgeProbability: 0.1, seed: 3)
    var generator = SeededGenerator(seed: 4)
    let truth = generator.permutation(60)
    let edges = source.edgeList()
    let target = Graph(
      nodeCount: 60,
      edges: zip(edges.sources, edges.targets).map { (truth[Int($0)], truth[Int($1)]) })
    var regal = preset
    regal.landmarks = .all
    regal.space = space
    let alignment = try regal.align(source, to: target)
    let signatures = try Signatures(of: [source, target], options: regal.signatures)
    for node in 0..<60 {
      let match = try #require(alignment.bestMatch(of: node))
      #expect(squaredDistance(signatures.rows[row: node], signatures.rows[row: 60 + match]) == 0)
    }
  }
}
