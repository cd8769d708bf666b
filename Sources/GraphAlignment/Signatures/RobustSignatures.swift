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
    self.init(of: graphs, hopCount: hopCount, options: options) {
      graph, buckets, bucketCount, width in
      RingSearch(
        whole: graphs[graph], buckets: buckets, bucketCount: bucketCount, hopCount: hopCount,
        isSymmetric: true
      ).histograms(width: width)
    }
  }

  /// The same with histograms from elsewhere.
  ///
  /// - Parameter histograms: those of the rings around all nodes of a graph: given its number, the buckets of its
  ///   nodes, how many there are, and the width of a row.
  init(
    of graphs: [Adjacency], hopCount: Int, options: RobustSignatureOptions,
    histograms: (Int, [Int32], Int, Int) throws -> Matrix
  ) rethrows {
    let degrees = graphs.map { graph in
      (0..<graph.nodeCount).map { Double(graph.count(of: $0)) }
    }
    let buckets = DegreeBuckets(base: options.bucketBase, degrees: degrees)
    let width = hopCount * buckets.count + 1
    rows = try degrees.enumerated().map { graph, degrees in
      let nodeBuckets = degrees.map { Int32(buckets.bucket(of: $0)) }
      var rows =
        buckets.count > 0
        ? try histograms(graph, nodeBuckets, buckets.count, width)
        : Matrix(rowCount: degrees.count, columnCount: width)
      for node in degrees.indices { rows[node, width - 1] = Float(degrees[node]) }
      if options.isLogarithmic { rows.takeLogarithms() }
      if options.isCentered { rows.subtractMeans() }
      return rows
    }
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
