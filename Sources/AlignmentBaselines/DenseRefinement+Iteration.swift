public import GraphAlignment
public import Graphs
public import LinearAlgebra
internal import Parallel

extension DenseRefinement {
  /// Refines an alignment: M starts from the similarities of its candidates, and 0 elsewhere.
  ///
  /// Similarities below 0 count as 0. A node without candidates starts with ε everywhere.
  ///
  /// - Parameters:
  ///   - alignment: the alignment to start from.
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - progress: is called after each iteration with the share that is done, and the MNC.
  /// - Throws: ``/Options/OptionError`` for an option that cannot be used or too many pairs,
  ///   ``CHOLMODError`` for lack of memory, `CancellationError` if the task is cancelled.
  /// - Precondition: the graphs are those of the alignment, and similarities are finite.
  public func refine(
    _ alignment: Alignment, source: Graph, target: Graph,
    progress: (Double, Double) -> Void = { _, _ in }
  ) throws -> Outcome {
    precondition(
      alignment.sourceCount == source.nodeCount && alignment.targetCount == target.nodeCount,
      "graphs of \(source.nodeCount) and \(target.nodeCount) nodes are not those aligned, "
        + "\(alignment.sourceCount) and \(alignment.targetCount)")
    try checkPairs(source, target, limit: pairLimit)
    var start = DoubleMatrix(rowCount: source.nodeCount, columnCount: target.nodeCount)
    for node in 0..<source.nodeCount {
      let row = alignment.candidates(of: node)
      for i in row.indices { start[node, row[i].target] = max(0, Double(row[i].similarity)) }
    }
    return try refine(start, source: source, target: target, progress: progress)
  }

  /// Refines similarities of all pairs.
  ///
  /// - Parameters:
  ///   - similarities: M to start from, n₁ × n₂.
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - progress: is called after each iteration with the share that is done, and the MNC.
  /// - Throws: as ``refine(_:source:target:progress:)``.
  /// - Precondition: similarities are n₁ × n₂, finite and not below 0.
  public func refine(
    _ similarities: DoubleMatrix, source: Graph, target: Graph,
    progress: (Double, Double) -> Void = { _, _ in }
  ) throws -> Outcome {
    try validate()
    try checkPairs(source, target, limit: pairLimit)
    precondition(
      similarities.rowCount == source.nodeCount && similarities.columnCount == target.nodeCount,
      "similarities of \(similarities.rowCount) × \(similarities.columnCount) for "
        + "\(source.nodeCount) source and \(target.nodeCount) target nodes")
    precondition(
      similarities.elements.allSatisfy { $0 >= 0 && $0.isFinite },
      "similarities must be finite and not below 0")
    let step = PairStep(
      left: SparseMatrix(source.undirected) { _, _, _ in 1 },
      right: SparseMatrix(target.undirected) { _, _, _ in 1 })
    let epsilon = epsilon(sourceCount: source.nodeCount, targetCount: target.nodeCount)
    func consistency(_ matrix: DoubleMatrix) -> Double {
      Alignment(source, target, similarities: matrix, count: 1)
        .structuralScores(source: source, target: target).matchedNeighborhoodConsistency
    }
    var current = similarities
    var history = [consistency(current)]
    for iteration in 0..<iterationCount {
      try Task.checkCancellation()
      let before = current
      current = try step(before)
      current.forEachRow { i, row in
        let old = before[row: i]
        for j in row.indices { row[j] = old[j] * row[j] + epsilon }
      }
      current.normalizeRows()
      current.normalizeColumns()
      history.append(consistency(current))
      progress(Double(iteration + 1) / Double(iterationCount), history[iteration + 1])
    }
    let alignment = Alignment(source, target, similarities: current, count: candidateCount)
    return Outcome(alignment: alignment, similarities: current, consistency: history)
  }
}

extension DenseMatrix<Double> {
  /// Scales every row to a sum of 1; rows that add up to 0 stay.
  fileprivate mutating func normalizeRows() {
    forEachRow { _, row in
      let sum = row.span.sum
      guard sum > 0 else { return }
      for j in row.indices { row[j] /= sum }
    }
  }

  /// Scales every column to a sum of 1; columns that add up to 0 stay.
  fileprivate mutating func normalizeColumns() {
    let factors = columnSums().map { $0 > 0 ? 1 / $0 : 1 }
    forEachRow { _, row in
      for j in row.indices { row[j] *= factors[j] }
    }
  }

  /// The sum of each column, added up from the first row to the last, by one thread.
  private func columnSums() -> [Double] {
    var sums = [Double](repeating: 0, count: columnCount)
    sums.mutableSpan.forEachSlice(rowCount: columnCount, grain: 512) { columns, sums in
      for row in 0..<rowCount {
        let elements = self[row: row].extracting(columns)
        for i in elements.indices { sums[i] += elements[i] }
      }
    }
    return sums
  }
}
