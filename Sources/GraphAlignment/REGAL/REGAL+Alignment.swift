public import Graphs
internal import LinearAlgebra
internal import NearestNeighbors
internal import Parallel

extension REGAL {
  /// Finds, for each node of `source`, the ``candidateCount`` most similar nodes of `target`.
  ///
  /// A source node whose embedding underflows to zero (only the squared kernel can do that) is equally
  /// far from everything; its candidates are those of ``MatchingSpace/signature``, the order that the
  /// embedding approximates, and ``Alignment/notes`` says how many such nodes there are.
  ///
  /// - Parameters:
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - progress: is called on the calling thread when a stage begins and when it ends.
  /// - Throws: ``/Options/OptionError`` for an option that cannot be used, ``/LinearAlgebra/LAPACKError`` if the
  ///   factorization fails, `CancellationError` if the task is cancelled.
  public func align(
    _ source: Graph, to target: Graph, progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    try validate()
    return try withoutActuallyEscaping(progress) { progress in
      let reporter = StageReporter(progress: progress)
      let measured = try measure([source, target], reporter)
      guard space == .embedding else {
        let rows = try reporter.run(.matching) {
          matchSignatures(measured, of: Array(0..<source.nodeCount), source, target)
        }
        return Alignment(source, target, rows)
      }
      let embedding = try embed(measured, [source, target], reporter)
      let underflowed = embedding.underflowedNodes
      let rows = try reporter.run(.matching) {
        let rows = matchEmbeddings(embedding, target)
        let lost = underflowed.filter { $0 < source.nodeCount }
        guard !lost.isEmpty else { return rows }
        return rows.replacing(lost, by: matchSignatures(measured, of: lost, source, target))
      }
      guard !underflowed.isEmpty else { return Alignment(source, target, rows) }
      let note = Self.underflowNote(underflowed.count, of: measured.classOfNode.count)
      return Alignment(source, target, rows, notes: [note])
    }
  }

  /// What there is to say of nodes whose embedding underflows.
  package static func underflowNote(_ count: Int, of nodeCount: Int) -> String {
    "\(count) of \(nodeCount) nodes are so unlike every landmark that their similarities underflow to "
      + "zero; as sources they were matched by signature. A smaller structureWeight avoids this."
  }

  private func matchEmbeddings(_ embedding: ClassEmbedding, _ target: Graph) -> CandidateRows {
    let lists = search.index(of: embedding.rows(ofGraph: 1))
      .nearest(to: embedding.rows(ofGraph: 0), count: candidateCount)
    return CandidateRows(lists, columnCount: target.nodeCount) {
      kernel.similarity(squaredDistance: $0)
    }
  }

  /// Matches by the kernel itself. Without attributes it is monotone in the distance of signatures.
  ///
  /// - Parameter nodes: the source nodes to match; the result has a row for each.
  private func matchSignatures(
    _ measured: SignatureClasses, of nodes: [Int], _ source: Graph, _ target: Graph
  ) -> CandidateRows {
    if measured.exponents.attributes != nil {
      return matchWithAttributes(measured.exponents, of: nodes, source, target)
    }
    let targetNodes = Array(source.nodeCount..<source.nodeCount + target.nodeCount)
    let lists = search.index(of: measured.signatures(of: targetNodes))
      .nearest(to: measured.signatures(of: nodes), count: candidateCount)
    return CandidateRows(lists, columnCount: target.nodeCount) { squaredDistance in
      let distance = kernel == .gaussian ? squaredDistance : squaredDistance.squareRoot()
      return Kernel.similarity(exponent: structureWeight * distance)
    }
  }

  /// Compares every pair: a disagreement in attributes moves nodes apart in no common space.
  ///
  /// - Complexity: O(n₁ · n₂ · (b + attributes))
  private func matchWithAttributes(
    _ exponents: SimilarityExponents, of nodes: [Int], _ source: Graph, _ target: Graph
  ) -> CandidateRows {
    let (first, targetCount) = (source.nodeCount, target.nodeCount)
    return CandidateRows(
      rowCount: nodes.count, columnCount: targetCount,
      nearest: min(candidateCount, targetCount), grain: 16
    ) { row, nearest in
      for other in 0..<targetCount {
        let exponent = exponents.exponent(nodes[row], first + other)
        nearest.insert(Neighbor(index: other, squaredDistance: exponent))
      }
    } weight: {
      Kernel.similarity(exponent: $0)
    }
  }
}
