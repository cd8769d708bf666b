public import Graphs
public import LinearAlgebra
import Parallel

extension Graph {
  /// A random graph in which each pair of nodes is an edge with the given probability.
  ///
  /// Deliberately simple and independent of the library's generators, which it helps to test.
  public static func random(
    nodeCount: Int, edgeProbability: Double, seed: UInt64, isDirected: Bool = false
  ) -> Graph {
    var generator = SeededGenerator(seed: seed)
    var edges: [(Int, Int)] = []
    for i in 0..<nodeCount {
      for j in 0..<nodeCount where isDirected ? i != j : i < j {
        if generator.unit() < edgeProbability { edges.append((i, j)) }
      }
    }
    return Graph(nodeCount: nodeCount, edges: edges, isDirected: isDirected)
  }
}

extension DenseMatrix {
  /// A matrix of random whole numbers from a range, small enough that many rows are equally far.
  public static func random(
    rowCount: Int, columnCount: Int, in range: Range<Int>, seed: UInt64
  ) -> DenseMatrix {
    var generator = SeededGenerator(seed: seed)
    return DenseMatrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount * columnCount).map { _ in
        Scalar(range.lowerBound + generator.index(below: range.count))
      })
  }
}
