internal import Foundation
package import Graphs
package import LinearAlgebra
internal import Parallel

/// Signatures that survive missing edges, comparable between the graphs they were computed for.
package struct RobustSignatures: Sendable {
  /// For each graph a row of K·b + 1 coordinates for each node.
  package let rows: [Matrix]

  init(rows: [Matrix]) { self.rows = rows }

  /// Computes the signatures of all nodes.
  ///
  /// - Parameter hopCount: K, whatever the options say.
  /// - Complexity: O(n · nodes within K − 1 steps · degree) time, O(n · K · b) space
  package init(of graphs: [Adjacency], hopCount: Int, options: RobustSignatureOptions) {
    let degrees = graphs.map { graph in
      (0..<graph.nodeCount).map { Double(graph.count(of: $0)) }
    }
    let buckets = DegreeBuckets(base: options.bucketBase, degrees: degrees)
    rows = zip(graphs, degrees).map { graph, degrees in
      let nodeBuckets = degrees.map { Int32(buckets.bucket(of: $0)) }
      var rows = Self.counts(
        graph, nodeBuckets, bucketCount: buckets.count, hopCount: hopCount, degrees)
      if options.isLogarithmic { rows.takeLogarithms() }
      if options.isCentered { rows.subtractMeans() }
      return rows
    }
  }

  /// The histograms of the rings, one after the other, and the degree.
  private static func counts(
    _ graph: Adjacency, _ buckets: [Int32], bucketCount: Int, hopCount: Int, _ degrees: [Double]
  ) -> Matrix {
    let width = hopCount * bucketCount + 1
    var rows = Matrix(rowCount: graph.nodeCount, columnCount: width)
    for node in 0..<graph.nodeCount { rows[node, width - 1] = Float(degrees[node]) }
    guard bucketCount > 0 else { return rows }
    let rings = RingHistograms(
      graph, buckets: buckets, bucketCount: bucketCount, hopCount: hopCount, isSymmetric: true)
    unsafe rows.elements.withUnsafeMutableBufferPointer { elements in
      // SAFETY: each range of nodes writes only its own rows.
      nonisolated(unsafe) let elements = unsafe elements
      unsafe rings.forEachRange { nodes, counts in
        for node in nodes {
          unsafe rings.copy(
            counts.baseAddress! + (node - nodes.lowerBound) * rings.stride,
            to: elements.baseAddress! + node * width)
        }
      }
    }
    return rows
  }
}

extension Matrix {
  /// x ← log(1 + x).
  fileprivate mutating func takeLogarithms() {
    let (width, count) = (columnCount, elements.count)
    // Counts are whole numbers, most of them small.
    let logarithms = (0..<1024).map { Float(log1p(Double($0))) }
    unsafe elements.withUnsafeMutableBufferPointer { elements in
      // SAFETY: each range of rows writes only its own elements.
      nonisolated(unsafe) let elements = unsafe elements
      parallelFor(count, grain: 1024 * width) { range in
        for i in range {
          let x = unsafe elements[i]
          unsafe elements[i] = x < 1024 ? logarithms[Int(x)] : Float(log1p(Double(x)))
        }
      }
    }
  }

  /// Subtracts from each column its mean.
  fileprivate mutating func subtractMeans() {
    guard rowCount > 0 else { return }
    let width = columnCount
    var means = [Double](repeating: 0, count: width)
    for row in 0..<rowCount {
      for column in 0..<width { means[column] += Double(elements[row * width + column]) }
    }
    let offsets = means.map { Float($0 / Double(rowCount)) }
    for row in 0..<rowCount {
      for column in 0..<width { elements[row * width + column] -= offsets[column] }
    }
  }
}
