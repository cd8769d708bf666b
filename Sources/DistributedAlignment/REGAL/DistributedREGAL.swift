package import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import NearestNeighbors
internal import Parallel

/// REGAL on graphs of which each rank has a part.
///
/// Every rank gets the candidates of its source nodes: those of `REGAL.align(_:to:progress:)`, to the last bit.
package struct DistributedREGAL {
  let regal: REGAL
  let ranks: Ranks
  let stages: StageKeeper

  /// - Parameter stages: reports stages, and keeps their results.
  package init(_ regal: REGAL, _ ranks: Ranks, _ stages: StageKeeper) {
    (self.regal, self.ranks, self.stages) = (regal, ranks, stages)
  }

  /// What an alignment leaves.
  package struct Result {
    /// Candidates of this rank's source nodes.
    package var rows: CandidateRows
    /// What a user should know.
    package var notes: [String] = []
    /// The columns of signatures and of the embedding; 0 where they were not computed.
    package var signatureWidth = 0
    package var embeddingWidth = 0
  }

  /// All ranks.
  package func align(_ source: GraphPart, to target: GraphPart) throws -> Result {
    try regal.validate()
    if let folder = stages.folder,
      let rows = try folder.candidates(
        "matches", columnCount: target.nodeCount, source.partition, ranks)
    {
      return Result(
        rows: rows, notes: ["The alignment was finished before, and is taken from its checkpoint."])
    }
    let result = try compute(source, target)
    try stages.folder?.write("matches", 0, result.rows, source.partition, ranks)
    return result
  }

  private func compute(_ source: GraphPart, _ target: GraphPart) throws -> Result {
    let graphs = [source, target]
    let signatures = try stages.run(.signatures) {
      try stages.keep("signatures", graphs) {
        try DistributedSignatures(of: graphs, options: regal.signatures).rows
      }
    }
    guard regal.space == .embedding else {
      let rows = try stages.run(.matching) {
        try matchSignatures(Array(0..<source.nodes.count), signatures, target)
      }
      return Result(rows: rows, signatureWidth: signatures[0].columnCount)
    }
    let (landmarkRows, factor) = try stages.run(.landmarks) {
      try stages.keep("landmarks", ranks) { try landmarks(signatures, graphs) }
    }
    let embedding = try stages.run(.embedding) {
      let classes = try DistributedClasses(signatures, graphs)
      return try DistributedEmbedding(
        regal, signatures, classes, graphs, landmarkRows: landmarkRows, factor: factor)
    }
    let lost = embedding.rowOfNode[0].indices.filter {
      embedding.isUnderflowed[0][Int(embedding.rowOfNode[0][$0])]
    }
    let lostTargets = embedding.rowOfNode[1].count {
      embedding.isUnderflowed[1][Int($0)]
    }
    let lostCounts = try ranks.sum([lost.count, lost.count + lostTargets])
    let rows = try stages.run(.matching) {
      let rows = try matchEmbeddings(embedding, target)
      guard lostCounts[0] > 0 else { return rows }
      return rows.replacing(lost, by: try matchSignatures(lost, signatures, target))
    }
    let nodeCount = source.nodeCount + target.nodeCount
    return Result(
      rows: rows,
      notes: lostCounts[1] > 0 ? [REGAL.underflowNote(lostCounts[1], of: nodeCount)] : [],
      signatureWidth: signatures[0].columnCount, embeddingWidth: factor.columnCount)
  }

  /// Chooses landmarks, gives all ranks their signatures, and the factor that the first rank computes; all ranks.
  private func landmarks(
    _ signatures: [Matrix], _ graphs: [GraphPart]
  ) throws -> (rows: Matrix, factor: DoubleMatrix) {
    let nodeCount = graphs[0].nodeCount + graphs[1].nodeCount
    var chosen: [Int]
    if regal.landmarkSelection == .uniform {
      var generator = SeededGenerator(seed: regal.seed)
      chosen =
        ranks.isFirst
        ? generator.permutationStart(nodeCount, count: regal.landmarks.count(of: nodeCount)) : []
    } else {
      // These look at all nodes one after the other: the first rank does that.
      let degrees = try graphs.flatMap { try ranks.gather($0.degrees()).elements }
      let rows = try signatures.flatMap { try ranks.gather($0.elements).elements }
      chosen =
        ranks.isFirst
        ? try regal.chooseLandmarks(
          degrees: degrees,
          Matrix(rowCount: nodeCount, columnCount: signatures[0].columnCount, elements: rows)) : []
    }
    chosen = try ranks.broadcast(chosen)
    let width = signatures[0].columnCount
    var rows = Matrix(rowCount: chosen.count, columnCount: width)
    var shift = 0
    for (graph, matrix) in zip(graphs, signatures) {
      let own = chosen.indices.filter { graph.nodes.contains(chosen[$0] - shift) }
      let places = try ranks.allGather(own.map(Int32.init)).elements
      let values = try ranks.allGather(
        own.flatMap { place -> [Float] in
          let row = chosen[place] - shift - graph.nodes.lowerBound
          return Array(matrix.elements[row * width..<(row + 1) * width])
        }
      ).elements
      for (index, place) in places.enumerated() {
        for column in 0..<width { rows[Int(place), column] = values[index * width + column] }
      }
      shift += graph.nodeCount
    }
    var factor = DoubleMatrix(rowCount: chosen.count, columnCount: 0)
    if ranks.isFirst {
      factor = try NystromRows.factor(
        SimilarityExponents(signatures: rows, of: regal), landmarks: Array(0..<chosen.count),
        cutoff: regal.eigenvalueCutoff)
    }
    let elements = try ranks.broadcast(factor.elements)
    let columnCount = try ranks.broadcast([factor.columnCount])[0]
    return (
      rows,
      DoubleMatrix(rowCount: chosen.count, columnCount: columnCount, elements: elements)
    )
  }

  private func matchEmbeddings(
    _ embedding: DistributedEmbedding, _ target: GraphPart
  ) throws -> CandidateRows {
    try match(
      RowSelection(embedding.rows[0], rows: embedding.rowOfNode[0]),
      .init(rows: embedding.rows[1], rowOfPoint: embedding.rowOfNode[1]), target
    ) { [kernel = regal.kernel] in kernel.similarity(squaredDistance: $0) }
  }

  /// Matches by the kernel itself, which is monotone in the distance of signatures.
  private func matchSignatures(
    _ rows: [Int], _ signatures: [Matrix], _ target: GraphPart
  ) throws -> CandidateRows {
    func distinct(_ matrix: Matrix) -> (rows: Matrix, rowOf: [Int32]) {
      let first = RowSelection.firstEqualRows(matrix)
      let kept = first.distinct()
      return (
        matrix.selectingRows(kept.map(Int.init)), first.map { Int32(kept.place(of: $0)) }
      )
    }
    let queries = distinct(signatures[0])
    let points = distinct(signatures[1])
    return try match(
      RowSelection(queries.rows, rows: rows.map { queries.rowOf[$0] }),
      .init(rows: points.rows, rowOfPoint: points.rowOf), target
    ) { [regal] squaredDistance in
      let distance = regal.kernel == .gaussian ? squaredDistance : squaredDistance.squareRoot()
      return Kernel.similarity(exponent: regal.structureWeight * distance)
    }
  }

  private func match(
    _ queries: RowSelection, _ block: RingOfBlocks.Block, _ target: GraphPart,
    weight: @Sendable (Double) -> Float
  ) throws -> CandidateRows {
    let ring = RingOfBlocks(ranks: ranks, search: regal.search, count: regal.candidateCount)
    let best = try ring.nearest(to: queries, among: block, target.partition)
    let width = min(regal.candidateCount, target.nodeCount)
    return CandidateRows(
      columnCount: target.nodeCount, offsets: (0...queries.count).map { $0 * width },
      ids: best.map { Int32($0.index) }, weights: best.map { weight($0.squaredDistance) })
  }
}
