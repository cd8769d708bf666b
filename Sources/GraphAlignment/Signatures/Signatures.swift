public import Graphs
public import LinearAlgebra
public import Options

/// The signatures of all nodes of some graphs, comparable with each other.
///
/// ```swift
/// let signatures = try Signatures(of: [source, target])
/// print(signatures.rows(ofGraph: 0)[row: 7][0])
/// ```
public struct Signatures: Sendable, Equatable {
  /// n × width: a row for each node, the nodes of the first graph first.
  public let rows: Matrix

  /// Where each graph's rows begin, and the end of the last.
  public let splits: [Int]

  /// b, the number of degree buckets (both kinds together for ``SignatureOptions/DegreeKind/inOut``).
  public var width: Int { rows.columnCount }

  /// The signatures of one graph.
  public func rows(ofGraph graph: Int) -> Matrix {
    rows.selectingRows(splits[graph]..<splits[graph + 1])
  }

  /// Computes the signatures of all nodes of the given graphs.
  ///
  /// Counts are whole numbers and are weighted in `Double` before they are rounded to `Float`, so
  /// nodes with equal surroundings get equal rows, to the last bit.
  ///
  /// - Throws: ``/Options/OptionError`` if an option cannot be used.
  /// - Complexity: O(n · nodes within K − 1 steps · degree) time, O(n · b) space
  public init(of graphs: [Graph], options: SignatureOptions = .init()) throws(OptionError) {
    try options.validate()
    var splits = [0]
    for graph in graphs { splits.append(splits.last! + graph.nodeCount) }
    let kinds = DegreeTable.kinds(of: options, isDirected: graphs.contains(where: \.isDirected))
    let tables = kinds.map { kind in
      DegreeTable(kind: kind, graphs: graphs, bucketBase: options.bucketBase)
    }
    let width = tables.reduce(0) { $0 + $1.buckets.count }
    var rows = Matrix(rowCount: splits.last!, columnCount: width)
    for (index, graph) in graphs.enumerated() {
      var column = 0
      for table in tables {
        rows.addHistograms(
          of: graph, buckets: table.nodeBuckets[index], bucketCount: table.buckets.count,
          options: options, firstRow: splits[index], firstColumn: column)
        column += table.buckets.count
      }
    }
    self.rows = rows
    self.splits = splits
  }
}

/// The degrees of one kind, bucketed, for several graphs.
private struct DegreeTable {
  enum Kind { case total, outgoing, incoming }

  let buckets: DegreeBuckets
  /// The bucket of every node of every graph.
  let nodeBuckets: [[Int32]]

  static func kinds(of options: SignatureOptions, isDirected: Bool) -> [Kind] {
    options.degrees == .inOut && isDirected ? [.outgoing, .incoming] : [.total]
  }

  init(kind: Kind, graphs: [Graph], bucketBase: Double?) {
    let degrees = graphs.map { graph in
      (0..<graph.nodeCount).map { node in
        switch kind {
        case .total: graph.degree(of: node)
        case .outgoing: graph.outgoing.strength(of: node)
        case .incoming: graph.incoming.strength(of: node)
        }
      }
    }
    let buckets = DegreeBuckets(base: bucketBase, degrees: degrees)
    nodeBuckets = degrees.map { $0.map { Int32(buckets.bucket(of: $0)) } }
    self.buckets = buckets
  }
}

extension Matrix {
  /// Adds Σ_k weight(k) · histogram_k for every node of a graph.
  fileprivate mutating func addHistograms(
    of graph: Graph, buckets: [Int32], bucketCount: Int, options: SignatureOptions, firstRow: Int,
    firstColumn: Int
  ) {
    guard bucketCount > 0 else { return }  // no edges anywhere: signatures have no coordinates
    let adjacency =
      switch options.ringDirection {
      case .both: graph.undirected
      case .outgoing: graph.outgoing
      case .incoming: graph.incoming
      }
    let rings = RingHistograms(
      adjacency, buckets: buckets, bucketCount: bucketCount, hopCount: options.hopCount,
      isSymmetric: !graph.isDirected || options.ringDirection == .both)
    let weights = (0...rings.hopCount).map { options.weight(ofHop: $0) }
    let width = columnCount
    unsafe elements.withUnsafeMutableBufferPointer { elements in
      // SAFETY: each range of nodes writes only its own rows.
      nonisolated(unsafe) let elements = unsafe elements
      unsafe rings.forEachRange { nodes, counts in
        for node in nodes {
          unsafe rings.add(
            counts.baseAddress! + (node - nodes.lowerBound) * rings.stride, of: node, weights,
            to: elements.baseAddress! + (firstRow + node) * width + firstColumn)
        }
      }
    }
  }
}
