import DistributedAlignment
import Graphs
import Testing

@Suite("Costs of the robust aligner on several processes") struct RobustCostTests {
  /// Graphs of n nodes and five times the edges, one of them without 5 % of them, as `graph-align generate barabasi-albert`
  /// and `perturb` make them with seed 1; `--verbose` told the bytes, and the MiB of the first process and of another.
  @Test(
    "are as the model says, on runs that its constants were not taken from",
    arguments: [
      (100_000, 2, 181_722_820, 189.0, 165.0), (100_000, 4, 392_890_114, 192, 152),
      (200_000, 2, 388_662_479, 334, 291),
    ])
  func areAsPredicted(nodes: Int, ranks: Int, bytes: Int, first: Double, other: Double) {
    let sample = Graph.barabasiAlbert(nodeCount: 20_000, edgesPerNode: 5, seed: 1)
    let model = CostModel(
      nodes: nodes, edges: 5 * nodes, ranks: ranks, landmarks: 1, embeddingWidth: 1, signatureWidth: 1,
      degrees: (0..<sample.nodeCount).map { Int(sample.degree(of: $0)) })
    let work = CostModel.RobustWork(hopCounts: (2, 2), bucketCount: 11)
    let sum = model.robustBytes(work).reduce(0) { $0 + $1.bytes }
    #expect(abs(sum / Double(bytes) - 1) < 0.1)
    let memory = model.robustMemory(work)
    #expect(abs(memory.first / 0x1p20 / first - 1) < 0.1)
    #expect(abs(memory.other / 0x1p20 / other - 1) < 0.1)
  }
}
