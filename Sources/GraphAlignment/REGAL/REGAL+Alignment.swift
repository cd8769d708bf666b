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
  /// - Parameter progress: is called on the calling thread when a stage begins and when it ends.
  /// - Throws: ``OptionError`` for an option that cannot be used, ``LinearAlgebra/LAPACKError`` if the
  ///   factorization fails, `CancellationError` if the task is cancelled.
  public func align(
    _ source: Graph, to target: Graph, progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    try validate()
    return try withoutActuallyEscaping(progress) { progress in
      let reporter = StageReporter(progress: progress)
      let measured = try measure([source, target], reporter)
      var alignment: Alignment
      switch space {
      case .signature:
        alignment = try reporter.run(.matching) {
          matchSignatures(measured, source, target, rows: nil)
        }
      case .embedding:
        let embedding = try embed(measured, [source, target], reporter)
        let underflowed = embedding.underflowedNodes
        alignment = try reporter.run(.matching) {
          var alignment = matchEmbeddings(embedding, source, target)
          let lost = underflowed.filter { $0 < source.nodeCount }
          if !lost.isEmpty {
            let rescued = matchSignatures(measured, source, target, rows: lost)
            for node in lost {
              alignment.replaceCandidates(of: node, with: rescued.candidates(of: node))
            }
          }
          return alignment
        }
        if !underflowed.isEmpty {
          alignment.notes.append(
            "\(underflowed.count) of \(measured.classOfNode.count) nodes are so unlike "
              + "every landmark that their similarities underflow to zero; as sources they were "
              + "matched by signature. A smaller structureWeight avoids this.")
        }
      }
      return alignment
    }
  }

  private func matchEmbeddings(
    _ embedding: EmbeddedNodes, _ source: Graph, _ target: Graph
  ) -> Alignment {
    let lists = search.index(of: embedding.rows(ofGraph: 1))
      .nearest(to: embedding.rows(ofGraph: 0), count: candidateCount)
    return Alignment(source, target, lists) { kernel.similarity(squaredDistance: $0) }
  }

  /// Matches by the kernel itself. Without attributes it is monotone in the distance of signatures.
  ///
  /// - Parameter rows: the source nodes to match; others stay without candidates. `nil` for all.
  private func matchSignatures(
    _ measured: MeasuredNodes, _ source: Graph, _ target: Graph, rows: [Int]?
  ) -> Alignment {
    if measured.exponents.attributes != nil {
      return matchWithAttributes(measured.exponents, source, target, rows: rows)
    }
    let nodes = rows ?? Array(0..<source.nodeCount)
    let targetNodes = Array(source.nodeCount..<source.nodeCount + target.nodeCount)
    let lists = search.index(of: measured.signatures(of: targetNodes))
      .nearest(to: measured.signatures(of: nodes), count: candidateCount)
    return Alignment(source, target, lists, rows: rows) { squaredDistance in
      let distance = kernel == .gaussian ? squaredDistance : squaredDistance.squareRoot()
      return Kernel.similarity(exponent: structureWeight * distance)
    }
  }

  /// Compares every pair: a disagreement in attributes moves nodes apart in no common space.
  ///
  /// - Complexity: O(n₁ · n₂ · (b + attributes))
  private func matchWithAttributes(
    _ exponents: SimilarityExponents, _ source: Graph, _ target: Graph, rows: [Int]?
  ) -> Alignment {
    let nodes = rows ?? Array(0..<source.nodeCount)
    let (first, count) = (source.nodeCount, min(candidateCount, target.nodeCount))
    var lists = [[Candidate]](repeating: [], count: source.nodeCount)
    unsafe lists.withUnsafeMutableBufferPointer { lists in
      // SAFETY: each iteration writes only the lists of its own nodes.
      nonisolated(unsafe) let lists = unsafe lists
      parallelFor(nodes.count, grain: 16) { range in
        for node in nodes[range] {
          let exponent = (0..<target.nodeCount).map { exponents.exponent(node, first + $0) }
          let order = (0..<target.nodeCount).sorted {
            exponent[$0] != exponent[$1] ? exponent[$0] < exponent[$1] : $0 < $1
          }
          unsafe lists[node] = order.prefix(count).map {
            Candidate(target: $0, similarity: Kernel.similarity(exponent: exponent[$0]))
          }
        }
      }
    }
    return Alignment(source, target, lists)
  }
}
