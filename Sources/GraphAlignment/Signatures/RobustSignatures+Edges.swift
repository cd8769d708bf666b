internal import Foundation
package import Graphs
internal import LinearAlgebra

extension RobustSignatures {
  /// The same signatures with what the directions and weights of a node's edges say beside their number.
  ///
  /// Between directed graphs a node gets the logarithms of its out- and in-degree and of the walks of two
  /// edges through it and beyond it, by the directions of both; between weighted graphs, how many of its edges
  /// are in each eighth of the weights of their sign, so that units have no influence. Columns are centered
  /// like the others.
  ///
  /// - Returns: `nil` if neither both graphs are directed nor both weighted.
  /// - Complexity: O(n · columns + m log m)
  package func addingEdges(
    of graphs: [Graph], options: RobustSignatureOptions
  ) -> RobustSignatures? {
    let isDirected = graphs.allSatisfy(\.isDirected)
    let isWeighted = graphs.allSatisfy(\.isWeighted)
    guard isDirected || isWeighted else { return nil }
    let isSigned =
      isWeighted && graphs.contains { $0.outgoing.weights!.contains { $0 < 0 } }
    var columns = graphs.map { graph in
      (isDirected ? Self.directedCounts(graph) : [])
        + (isWeighted ? Self.weightCounts(graph, isSigned: isSigned) : [])
    }
    for graph in columns.indices {
      for column in columns[graph].indices {
        let logs = columns[graph][column].map { log1p($0) }
        let mean = options.isCentered ? logs.reduce(0, +) / Double(max(logs.count, 1)) : 0
        columns[graph][column] = logs.map { $0 - mean }
      }
    }
    let added = zip(graphs, columns).map { graph, columns in
      var matrix = Matrix(rowCount: graph.nodeCount, columnCount: columns.count)
      for (column, values) in columns.enumerated() {
        for node in values.indices { matrix[node, column] = Float(values[node]) }
      }
      return matrix
    }
    return RobustSignatures(
      rows: zip(rows, added).map { own, added in
        var matrix = Matrix(
          rowCount: own.rowCount, columnCount: own.columnCount + added.columnCount)
        for node in 0..<own.rowCount {
          for column in 0..<own.columnCount { matrix[node, column] = own[node, column] }
          for column in 0..<added.columnCount {
            matrix[node, own.columnCount + column] = added[node, column]
          }
        }
        return matrix
      })
  }

  /// Degrees and walks, a column each.
  private static func directedCounts(_ graph: Graph) -> [[Double]] {
    let nodes = 0..<graph.nodeCount
    let degrees = [graph.outgoing, graph.incoming].map { adjacency in
      nodes.map { Double(adjacency.count(of: $0)) }
    }
    var columns = degrees
    for first in [graph.outgoing, graph.incoming] {
      for second in degrees {
        columns.append(
          nodes.map { node in
            let row = first[node]
            return row.indices.reduce(0) { $0 + second[Int(row[$1])] }
          })
      }
    }
    return columns
  }

  /// How many edges of each node are in each eighth of the weights, those below 0 apart.
  private static func weightCounts(_ graph: Graph, isSigned: Bool) -> [[Double]] {
    let adjacency = graph.undirected
    // Of edges in both directions the larger weight is left, and those may all be 1.
    let weights = adjacency.weights ?? .init(repeating: 1, count: adjacency.entryCount)
    var columns = [[Double]](
      repeating: .init(repeating: 0, count: graph.nodeCount), count: isSigned ? 16 : 8)
    for sign in isSigned ? [1.0, -1.0] : [1.0] {
      let sorted = weights.filter { $0 * sign > 0 }.map(abs).sorted()
      guard !sorted.isEmpty else { continue }
      for node in 0..<graph.nodeCount {
        for i in adjacency.offsets[node]..<adjacency.offsets[node + 1] where weights[i] * sign > 0 {
          // Equal weights share the middle of their ranks.
          let (low, high) = sorted.bounds(of: abs(weights[i]))
          let eighth = min(7, 4 * (low + high) / sorted.count)
          columns[eighth + (sign < 0 ? 8 : 0)][node] += 1
        }
      }
    }
    return columns
  }
}

extension [Double] {
  /// Where a value's equals begin and end in a sorted array.
  fileprivate func bounds(of value: Double) -> (low: Int, high: Int) {
    (
      indices.partitioningPoint { self[$0] >= value },
      indices.partitioningPoint { self[$0] > value }
    )
  }
}
