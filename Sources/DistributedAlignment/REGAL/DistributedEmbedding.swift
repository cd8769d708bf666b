internal import GraphAlignment
internal import LinearAlgebra

/// The coordinates of the nodes that a rank has of two graphs, as the single process computes them.
struct DistributedEmbedding {
  /// For each graph, coordinates of the classes that this rank's nodes have.
  let rows: [Matrix]
  /// For each graph, the row of each node.
  let rowOfNode: [[Int32]]
  /// For each graph, whether the similarities of a row to all landmarks underflow.
  let isUnderflowed: [[Bool]]

  /// All ranks.
  ///
  /// - Parameters:
  ///   - landmarkRows: the signatures of the landmarks, which every rank has.
  ///   - factor: what the first rank has computed for all.
  init(
    _ regal: REGAL, _ signatures: [Matrix], _ classes: DistributedClasses, _ graphs: [GraphPart],
    landmarkRows: Matrix, factor: DoubleMatrix
  ) throws {
    var (own, isZero): ([Matrix], [[Bool]]) = ([], [])
    for (index, matrix) in signatures.enumerated() {
      let result = Self.embed(
        regal, matrix, classes.ownRows[index], firstClass: classes.firstClasses[index],
        classCount: classes.count, landmarkRows, factor)
      own.append(result.rows)
      isZero.append(result.isZero)
    }
    let (width, ranks) = (factor.columnCount, graphs[0].ranks)
    // Of a class whose first node another rank has, that rank has the row. Nodes are numbered through both graphs.
    let shifts = [0, graphs[0].nodeCount]
    let wanted = (classes.firstNodes[0] + classes.firstNodes[1]).distinct()
    var found = [Float](repeating: 0, count: wanted.count * width)
    var foundZero = [Bool](repeating: false, count: wanted.count)
    for (index, graph) in graphs.enumerated() {
      let shift = shifts[index]
      let places = wanted.indices.filter {
        let node = Int(wanted[$0]) - shift
        return node >= 0 && node < graph.nodeCount
      }
      let ghosts = try GhostNodes(
        places.map { wanted[$0] - Int32(shift) }, graph.partition, ranks)
      // The row of a node among those of classes that begin with one of this rank.
      var placeOf = [Int32](repeating: -1, count: graph.nodes.count)
      for (place, row) in classes.ownRows[index].enumerated() { placeOf[Int(row)] = Int32(place) }
      let asked = ghosts.asked.map { Int(placeOf[Int($0)]) }
      var sent: [Float] = []
      sent.reserveCapacity(asked.count * width)
      for place in asked { sent += own[index].elements[place * width..<(place + 1) * width] }
      let rows = try ranks.exchange(sent, counts: ghosts.askedCounts.map { $0 * width }).elements
      let zeros = try ranks.exchange(
        asked.map { isZero[index][$0] }, counts: ghosts.askedCounts
      ).elements
      for (position, place) in places.enumerated() {
        for column in 0..<width { found[place * width + column] = rows[position * width + column] }
        foundZero[place] = zeros[position]
      }
    }
    // Each graph has only the rows of its own nodes, since one of them goes around.
    (rows, rowOfNode, isUnderflowed) = Self.split(
      wanted, Matrix(rowCount: wanted.count, columnCount: width, elements: found), foundZero, classes)
  }

  private static func split(
    _ wanted: [Int32], _ all: Matrix, _ isZero: [Bool], _ classes: DistributedClasses
  ) -> (rows: [Matrix], rowOfNode: [[Int32]], isUnderflowed: [[Bool]]) {
    var result: (rows: [Matrix], rowOfNode: [[Int32]], isUnderflowed: [[Bool]]) = ([], [], [])
    for nodes in classes.firstNodes {
      let firsts = nodes.distinct()
      let places = firsts.map { wanted.place(of: $0) }
      result.rows.append(all.selectingRows(places))
      result.rowOfNode.append(nodes.map { Int32(firsts.place(of: $0)) })
      result.isUnderflowed.append(places.map { isZero[$0] })
    }
    return result
  }

  /// Embeds the first nodes of classes, each in the place of its block that it has in the single process: how a
  /// product is rounded may depend on that.
  private static func embed(
    _ regal: REGAL, _ signatures: Matrix, _ own: [Int32], firstClass: Int, classCount: Int,
    _ landmarkRows: Matrix, _ factor: DoubleMatrix
  ) -> (rows: Matrix, isZero: [Bool]) {
    let p = landmarkRows.rowCount
    guard !own.isEmpty else { return (Matrix(rowCount: 0, columnCount: factor.columnCount), []) }
    let exponents = SimilarityExponents(
      signatures: Matrix(
        rowCount: p + signatures.rowCount, columnCount: signatures.columnCount,
        elements: landmarkRows.elements + signatures.elements), of: regal)
    let size = NystromRows.blockSize
    let before = firstClass % size
    let end = firstClass + own.count
    let after = min((end + size - 1) / size * size, classCount) - end
    let nodes =
      [Int32](repeating: 0, count: before) + own.map { Int32(p) + $0 }
      + [Int32](repeating: 0, count: after)
    let found = NystromRows(
      nodes, exponents, landmarks: Array(0..<p), factor: factor, precision: regal.precision)
    let range = before..<before + own.count
    return (found.rows.selectingRows(range), Array(found.isUnderflowed[range]))
  }
}
