import Graphs
import Testing

@Suite("Generators, traps") struct GeneratorTrapTests {
  @Test("trap on more edges than there is room for")
  func tooManyEdges() async {
    await #expect(processExitsWith: .failure) {
      _ = Graph.erdosRenyi(nodeCount: 3, edgeCount: 4, seed: 1)
    }
  }

  @Test("trap on a probability above 1")
  func probability() async {
    await #expect(processExitsWith: .failure) {
      _ = Graph.erdosRenyi(nodeCount: 3, edgeProbability: 1.5, seed: 1)
    }
  }

  @Test("trap on nodes that bring more edges than there are others")
  func attachment() async {
    await #expect(processExitsWith: .failure) {
      _ = Graph.barabasiAlbert(nodeCount: 3, edgesPerNode: 3, seed: 1)
    }
  }

  @Test("trap on an odd number of neighbors on the ring")
  func oddRing() async {
    await #expect(processExitsWith: .failure) {
      _ = Graph.wattsStrogatz(nodeCount: 9, neighborCount: 3, rewiringProbability: 0, seed: 1)
    }
  }

  @Test("trap on block probabilities that are not symmetric")
  func asymmetricBlocks() async {
    await #expect(processExitsWith: .failure) {
      _ = Graph.stochasticBlockModel(
        blockSizes: [2, 2], probabilities: [[0, 0.1], [0.2, 0]], seed: 1)
    }
  }

  @Test("trap on quadrants that do not add up to 1")
  func quadrants() async {
    await #expect(processExitsWith: .failure) {
      _ = Graph.rmat(scale: 3, edgeCount: 5, quadrants: (0.5, 0.2, 0.2, 0.2), seed: 1)
    }
  }
}
