import AlignmentTestSupport
import GraphAlignment
import Graphs
import Testing

@Suite("Progress") struct ProgressTests {
  private func pair() throws -> PerturbedPair {
    let graph = Graph.barabasiAlbert(nodeCount: 150, edgesPerNode: 3, seed: 3)
    return try NoiseModel(removedShare: 0.1).perturb(graph, seed: 5)
  }

  @Test("of REGAL goes through every stage of its space", arguments: MatchingSpace.allCases)
  func regal(space: MatchingSpace) throws {
    let pair = try pair()
    for var regal in [REGAL(), .paper, .authorsCode] {
      regal.space = space
      try expectProgress(
        of: regal, pair.source, to: pair.target,
        stages: space == .signature
          ? [.signatures, .matching] : [.signatures, .landmarks, .embedding, .matching])
    }
  }

  @Test("of the robust aligner tells between beginning and end how refinement and sampling go")
  func robust() throws {
    let pair = try pair()
    let reports = try expectProgress(
      of: RobustAligner(), pair.source, to: pair.target,
      stages: [.signatures, .matching, .refinement, .sampling])
    #expect(reports.count { $0.stage == .sampling } > 10)
    let between = reports.filter {
      $0.stage == .refinement && $0.fractionCompleted > 0 && $0.fractionCompleted < 1
    }
    #expect(!between.isEmpty && between.contains { $0.detail != nil })
  }

  @Test("of the robust aligner without refinement has no such stage")
  func withoutRefinement() throws {
    let pair = try pair()
    var aligner = RobustAligner()
    aligner.refinement = nil
    let reports = try expectProgress(
      of: aligner, pair.source, to: pair.target, stages: [.signatures, .matching])
    #expect(!reports.contains { $0.stage == .refinement })
  }

  @Test("comes to its end on graphs without edges, or without nodes")
  func degenerate() throws {
    for graph in [Graph.edgeless(nodeCount: 0), .edgeless(nodeCount: 4)] {
      try expectProgress(of: REGAL(), graph, to: graph, stages: [.signatures, .matching])
      // Which stages a graph and itself need is the aligner's affair.
      try expectProgress(of: RobustAligner(), graph, to: graph, stages: [])
    }
  }
}
