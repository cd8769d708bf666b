// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Functions are called as in the header, which says what each does and takes.

public import CGraphAlignmentHeader
internal import Graphs
internal import Synchronization

/// Makes a graph from its adjacency matrix.
@c @implementation
public func ga_graph_create(
  _ matrix: UnsafePointer<ga_matrix>?, _ direction: ga_direction,
  _ graph: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let graph = try unsafe address(graph, named: "graph")
    let entries = try unsafe MatrixEntries(matrix, quantity: "weight")
    let count = entries.rowCount
    guard count == entries.columnCount else {
      throw ArgumentError(
        "an adjacency matrix is square, not \(count) × \(entries.columnCount)")
    }
    let isDirected: Bool? =
      switch Int(direction) {
      case GA_UNDIRECTED: false
      case GA_DIRECTED: true
      case GA_AUTOMATIC: nil
      default: throw ArgumentError("there is no direction \(direction)")
      }
    var weights = entries.values
    if let values = weights {
      // Degrees add weights up.
      guard values.reduce(0, { $0 + abs($1) }).isFinite else {
        throw ArgumentError("the weights are so large that they cannot be added up")
      }
      if values.allSatisfy({ $0 == 1 }) { weights = nil }
    }
    unsafe graph.pointee = unsafe retained(
      GraphHandle(
        Graph(
          nodeCount: count, rows: entries.rows, columns: entries.columns, weights: weights,
          isDirected: isDirected)))
  }
}

/// Frees a graph.
@c @implementation
public func ga_graph_free(_ graph: OpaquePointer?) { unsafe release(graph, GraphHandle.self) }

/// The number of nodes; 0 for NULL.
@c @implementation
public func ga_graph_node_count(_ graph: OpaquePointer?) -> Int64 {
  Int64((try? unsafe object(graph, GraphHandle.self, named: "graph"))?.value.nodeCount ?? 0)
}

/// The number of edges; 0 for NULL.
@c @implementation
public func ga_graph_edge_count(_ graph: OpaquePointer?) -> Int64 {
  Int64((try? unsafe object(graph, GraphHandle.self, named: "graph"))?.value.edgeCount ?? 0)
}

/// Whether edges have a direction.
@c @implementation
public func ga_graph_is_directed(_ graph: OpaquePointer?) -> Int32 {
  (try? unsafe object(graph, GraphHandle.self, named: "graph"))?.value.isDirected ?? false ? 1 : 0
}

/// Adds an attribute of numbers.
@c @implementation
public func ga_graph_add_numbers(
  _ graph: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ values: UnsafePointer<Double>?,
  _ count: Int64, _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let graph = try unsafe object(graph, GraphHandle.self, named: "graph")
    let name = try unsafe text(name, named: "name of the attribute")
    let numbers = try unsafe Array(elements(values, count: count, named: "values"))
    if let node = numbers.firstIndex(where: { !$0.isFinite }) {
      throw ArgumentError(
        "attribute “\(name)” of node \(node) is \(numbers[node]): expected a finite number")
    }
    try graph.add(.init(name: name, numbers: numbers))
  }
}

/// Adds an attribute of categories.
@c @implementation
public func ga_graph_add_categories(
  _ graph: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ codes: UnsafePointer<Int32>?,
  _ count: Int64, _ labels: UnsafePointer<UnsafePointer<CChar>?>?, _ labelCount: Int64,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let graph = try unsafe object(graph, GraphHandle.self, named: "graph")
    let name = try unsafe text(name, named: "name of the attribute")
    let labels = try unsafe strings(labels, count: labelCount, named: "labels")
    let codes = try unsafe elements(codes, count: count, named: "codes")
    var categories: [String] = []
    categories.reserveCapacity(codes.count)
    for node in codes.indices {
      let code = unsafe Int(codes[node])
      guard labels.indices.contains(code) else {
        throw ArgumentError(
          "attribute “\(name)” of node \(node) has the code \(code), and there are \(labels.count) labels")
      }
      categories.append(labels[code])
    }
    try graph.add(.init(name: name, categories: categories))
  }
}

extension GraphHandle {
  fileprivate func add(_ column: NodeAttributes.Column) throws(ArgumentError) {
    try graph.withLock { (graph) throws(ArgumentError) in
      guard column.count == graph.nodeCount else {
        throw ArgumentError(
          "attribute “\(column.name)” has \(column.count) values for \(graph.nodeCount) nodes")
      }
      let columns = graph.attributes?.columns ?? []
      guard !columns.contains(where: { $0.name == column.name }) else {
        throw ArgumentError("there is an attribute “\(column.name)” already")
      }
      graph.attributes = NodeAttributes(columns + [column])
    }
  }
}
