import AlignmentBaselines
import AlignmentTestSupport
import GraphAlignment
import Graphs
import Testing

@Suite("Progress of baselines") struct BaselineProgressTests {
  @Test("goes through every stage")
  func stages() throws {
    let source = Graph.random(nodeCount: 40, edgeProbability: 0.1, seed: 1)
    let target = Graph.random(nodeCount: 50, edgeProbability: 0.1, seed: 2)
    try expectProgress(of: DegreeAligner(), source, to: target, stages: [.signatures, .matching])
    try expectProgress(of: IsoRank(), source, to: target, stages: [.embedding, .matching])
    try expectProgress(of: FINAL(), source, to: target, stages: [.embedding, .matching])
  }
}
