internal import GraphAlignment
internal import LinearAlgebra

/// The coordinates of the nodes that a rank has of two graphs, as the single process computes them.
struct DistributedEmbedding {
  /// For each graph, coordinates of the classes that this rank's nodes have.
  private(set) var rows: [Matrix] = []
  /// For each graph, the row of each node.
  private(set) var rowOfNode: [[Int32]] = []
  /// For each graph, whether the similarities of a row to all landmarks underflow.
  private(set) var isUnderflowed: [[Bool]] = []

  /// All ranks.
  ///
  /// - Parameters:
  ///   - landmarkRows: the signatures of the landmarks, which every rank has.
  ///   - factor: what the first rank has computed for all.
  init(
    _ regal: REGAL, _ signatures: [Matrix], _ classes: DistributedClasses, _ graphs: [GraphPart],
    landmarkRows: Matrix, factor: DoubleMatrix
  ) throws {
    var own: [ClassRows] = []
    for (index, matrix) in signatures.enumerated() {
      own.append(
        ClassRows(
          regal, matrix, classes.ownRows[index], firstClass: classes.firstClasses[index],
          classCount: classes.count, landmarkRows, factor))
    }
    let width = factor.columnCount
    for index in graphs.indices {
      let firsts = classes.firstNodes[index].distinct()
      var (found, isZero) = (
        Matrix(rowCount: firsts.count, columnCount: width),
        [Bool](repeating: false, count: firsts.count)
      )
      // Of a class whose first node another rank has, that rank has the row. Nodes are numbered through both graphs.
      var shift = 0
      for (graph, known) in zip(graphs, own) {
        try known.fill(&found, &isZero, firsts, graph, shift: shift)
        shift += graph.nodeCount
      }
      rows.append(found)
      isUnderflowed.append(isZero)
      rowOfNode.append(classes.firstNodes[index].map { Int32(firsts.place(of: $0)) })
    }
  }
}

/// Rows of the classes that begin with one of this rank's nodes of a graph.
private struct ClassRows {
  /// The rows of the graph, among this rank's, that are the first of their class.
  private let nodes: [Int32]
  private let rows: Matrix
  private let isZero: [Bool]

  /// Embeds the first nodes of classes, each in the place of its block that it has in the single process: how a
  /// product is rounded may depend on that.
  init(
    _ regal: REGAL, _ signatures: Matrix, _ nodes: [Int32], firstClass: Int, classCount: Int,
    _ landmarkRows: Matrix, _ factor: DoubleMatrix
  ) {
    self.nodes = nodes
    let p = landmarkRows.rowCount
    guard !nodes.isEmpty else {
      (rows, isZero) = (Matrix(rowCount: 0, columnCount: factor.columnCount), [])
      return
    }
    let exponents = SimilarityExponents(
      signatures: Matrix(
        rowCount: p + signatures.rowCount, columnCount: signatures.columnCount,
        elements: landmarkRows.elements + signatures.elements), of: regal)
    let size = NystromRows.blockSize
    let before = firstClass % size
    let end = firstClass + nodes.count
    let after = min((end + size - 1) / size * size, classCount) - end
    let places =
      [Int32](repeating: 0, count: before) + nodes.map { Int32(p) + $0 }
      + [Int32](repeating: 0, count: after)
    let found = NystromRows(
      places, exponents, landmarks: Array(0..<p), factor: factor, precision: regal.precision)
    let range = before..<before + nodes.count
    isZero = Array(found.isUnderflowed[range])
    // Most ranks have a block or two more than their own rows, which are no reason for a copy if there are none.
    rows = range == 0..<places.count ? found.rows : found.rows.selectingRows(range)
  }

  /// Fills in the rows of classes that begin with a node of this graph; all ranks.
  ///
  /// - Parameters:
  ///   - firsts: the first node of each class, ascending.
  ///   - shift: the number of the graph's first node.
  func fill(
    _ found: inout Matrix, _ foundZero: inout [Bool], _ firsts: [Int32], _ graph: GraphPart,
    shift: Int
  ) throws {
    let (ranks, width) = (graph.ranks, found.columnCount)
    // The row of a node among those of classes that begin with one of this rank.
    var placeOf = [Int32](repeating: -1, count: graph.nodes.count)
    for (place, row) in nodes.enumerated() { placeOf[Int(row)] = Int32(place) }
    func copy(_ source: [Float], _ place: Int, to target: Int) {
      for column in 0..<width {
        found.elements[target * width + column] = source[place * width + column]
      }
    }
    var (asked, targets): ([Int32], [Int]) = ([], [])
    for (target, first) in firsts.enumerated() {
      let node = Int(first) - shift
      guard node >= 0, node < graph.nodeCount else { continue }
      if graph.nodes.contains(node) {
        let place = Int(placeOf[node - graph.nodes.lowerBound])
        copy(rows.elements, place, to: target)
        foundZero[target] = isZero[place]
      } else {
        asked.append(Int32(node))
        targets.append(target)
      }
    }
    let ghosts = try GhostNodes(asked, graph.partition, ranks)
    let places = ghosts.asked.map { Int(placeOf[Int($0)]) }
    var sent: [Float] = []
    sent.reserveCapacity(places.count * width)
    for place in places { sent += rows.elements[place * width..<(place + 1) * width] }
    let received = try ranks.exchange(sent, counts: ghosts.askedCounts.map { $0 * width }).elements
    let zeros = try ranks.exchange(
      places.map { isZero[$0] }, counts: ghosts.askedCounts
    ).elements
    for (place, target) in targets.enumerated() {
      copy(received, place, to: target)
      foundZero[target] = zeros[place]
    }
  }
}
