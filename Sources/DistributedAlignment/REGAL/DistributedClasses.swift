internal import CKernels
internal import LinearAlgebra
internal import NearestNeighbors

/// Nodes with equal signatures, on whatever rank, and the numbers of their classes: those of the single process.
///
/// Nodes are numbered through both graphs, and classes by their first node. So the classes whose first node is of one
/// graph and one rank have consecutive numbers.
struct DistributedClasses {
  /// For each graph, and each node of this rank, the first node of its class.
  private(set) var firstNodes: [[Int32]] = []
  /// For each graph, the rows of this rank whose nodes are the first of their class, ascending.
  private(set) var ownRows: [[Int32]] = []
  /// For each graph, the number of the class of the first of these.
  private(set) var firstClasses: [Int] = []
  /// How many classes there are.
  private(set) var count = 0

  /// All ranks.
  ///
  /// - Parameters:
  ///   - signatures: for each graph a row for each node of this rank.
  ///   - graphs: the parts of the graphs.
  init(_ signatures: [Matrix], _ graphs: [GraphPart]) throws {
    let ranks = graphs[0].ranks
    let width = signatures[0].columnCount
    // What is equal on this rank goes away once.
    var (nodes, rows, representative): ([Int32], [Float], [[Int32]]) = ([], [], [])
    var shift = 0
    for (graph, matrix) in zip(graphs, signatures) {
      let first = RowSelection.firstEqualRows(matrix)
      var placeOf = [Int32](repeating: -1, count: matrix.rowCount)
      for row in 0..<matrix.rowCount where first[row] == row {
        placeOf[row] = Int32(nodes.count)
        nodes.append(Int32(shift + graph.nodes.lowerBound + row))
        rows += matrix.elements[row * width..<(row + 1) * width]
      }
      representative.append(first.map { placeOf[Int($0)] })
      shift += graph.nodeCount
    }
    let firsts = try Self.firstNodes(of: nodes, rows, width: width, ranks)
    shift = 0
    for (index, graph) in graphs.enumerated() {
      let own = representative[index].map { firsts[Int($0)] }
      let start = Int32(shift + graph.nodes.lowerBound)
      firstNodes.append(own)
      ownRows.append(own.indices.filter { own[$0] == start + Int32($0) }.map(Int32.init))
      let counts = try ranks.allGather([ownRows[index].count]).elements
      firstClasses.append(count + counts[..<ranks.own].reduce(0, +))
      count += counts.reduce(0, +)
      shift += graph.nodeCount
    }
  }

  /// For each row the smallest node of an equal one on any rank: equal rows meet at the rank that their hash says.
  private static func firstNodes(
    of nodes: [Int32], _ rows: [Float], width: Int, _ ranks: Ranks
  ) throws -> [Int32] {
    guard ranks.count > 1 || width == 0 else {
      return group(nodes, rows, width: width)
    }
    guard width > 0 else {
      let first = try ranks.least(nodes.min().map(Double.init) ?? .infinity)
      return nodes.map { _ in Int32(first) }
    }
    var hashes = [UInt64](repeating: 0, count: nodes.count)
    unsafe ga_row_hashes(rows, Int64(nodes.count), Int64(width), &hashes)
    var places = [[Int]](repeating: [], count: ranks.count)
    for (place, hash) in hashes.enumerated() {
      places[Int((hash >> 32) % UInt64(ranks.count))].append(place)
    }
    let sentNodes = try ranks.exchange(places.map { $0.map { nodes[$0] } })
    let order = places.joined()
    var sorted: [Float] = []
    sorted.reserveCapacity(rows.count)
    for place in order { sorted += rows[place * width..<(place + 1) * width] }
    let sentRows = try ranks.exchange(sorted, counts: places.map { $0.count * width }).elements
    let answers = group(sentNodes.elements, sentRows, width: width)
    let returned = try ranks.exchange(answers, counts: sentNodes.counts).elements
    var result = [Int32](repeating: 0, count: nodes.count)
    for (index, place) in order.enumerated() { result[place] = returned[index] }
    return result
  }

  private static func group(_ nodes: [Int32], _ rows: [Float], width: Int) -> [Int32] {
    let matrix = Matrix(rowCount: nodes.count, columnCount: width, elements: rows)
    let first = RowSelection.firstEqualRows(matrix)
    var smallest = nodes
    for (row, first) in first.enumerated() {
      smallest[Int(first)] = min(smallest[Int(first)], nodes[row])
    }
    return first.map { smallest[Int($0)] }
  }
}
