public import Graphs
public import LinearAlgebra
import Parallel

extension Graph {
  /// A node in the middle and `leafCount` around it.
  public static func star(leafCount: Int) -> Graph {
    Graph(nodeCount: leafCount + 1, edges: (0..<leafCount).map { (0, $0 + 1) })
  }

  /// 0 – 1 – … – n − 1.
  public static func path(nodeCount: Int) -> Graph {
    Graph(nodeCount: nodeCount, edges: (0..<max(nodeCount - 1, 0)).map { ($0, $0 + 1) })
  }

  /// A graph of nodes alone.
  public static func edgeless(nodeCount: Int) -> Graph { Graph(nodeCount: nodeCount, edges: []) }

  /// The same graph with other weights; the closure is told the place of the edge in the edge list.
  public func reweighted(_ weight: (Int, Double) -> Double) -> Graph {
    let edges = edgeList()
    let weights = (0..<edges.sources.count).map { weight($0, edges.weights?[$0] ?? 1) }
    return Graph(
      nodeCount: nodeCount, sources: edges.sources, targets: edges.targets, weights: weights,
      isDirected: isDirected)
  }

  /// A random graph whose weights are random sixteenths from 1/16 to 8, so that sums are exact.
  public static func randomWeighted(
    nodeCount: Int, edgeProbability: Double, seed: UInt64, isDirected: Bool = false
  ) -> Graph {
    var generator = SeededGenerator(seed: seed &+ 1_000_003)
    return random(
      nodeCount: nodeCount, edgeProbability: edgeProbability, seed: seed, isDirected: isDirected
    ).reweighted { _, _ in Double(1 + generator.index(below: 128)) / 16 }
  }
}

extension DenseMatrix {
  /// A matrix of random numbers in [−1, 1).
  public static func uniform(rowCount: Int, columnCount: Int, seed: UInt64) -> DenseMatrix {
    var generator = SeededGenerator(seed: seed)
    return DenseMatrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount * columnCount).map { _ in Scalar(2 * generator.unit() - 1) })
  }
}
