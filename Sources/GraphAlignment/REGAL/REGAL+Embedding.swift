public import Graphs

extension REGAL {
  /// Embeds the nodes of any number of graphs together, so that they can be compared.
  ///
  /// - Returns: a row of unit length for each node, the nodes of the first graph first; see
  ///   ``NodeEmbedding/underflowedNodes`` for rows that are zero instead.
  /// - Throws: ``/Options/OptionError`` for an option that cannot be used, ``/LinearAlgebra/LAPACKError`` if the
  ///   factorization fails, `CancellationError` if the task is cancelled.
  /// - Complexity: O(n · (nodes within K − 1 steps · degree + p · b + p · r) + p³)
  public func embed(
    _ graphs: [Graph], progress: (AlignmentProgress) -> Void = { _ in }
  ) throws -> NodeEmbedding {
    try validate()
    return try withoutActuallyEscaping(progress) { progress in
      let reporter = StageReporter(progress: progress)
      return try embed(try measure(graphs, reporter), graphs, reporter).expanded()
    }
  }

  /// Signatures and attributes, ready to be compared, and which nodes they do not tell apart.
  func measure(_ graphs: [Graph], _ reporter: StageReporter) throws -> SignatureClasses {
    try reporter.run(.signatures) {
      let signatures = try Signatures(of: graphs, options: self.signatures)
      return SignatureClasses(try exponents(graphs, signatures), signatures)
    }
  }

  /// Similarities by signatures and, if there are any, attributes.
  func exponents(_ graphs: [Graph], _ signatures: Signatures) throws -> SimilarityExponents {
    SimilarityExponents(
      signatures: signatures.rows, attributes: try AttributeTable(graphs), kernel: kernel,
      structureWeight: structureWeight, attributeWeight: attributeWeight)
  }

  func embed(
    _ measured: SignatureClasses, _ graphs: [Graph], _ reporter: StageReporter
  ) throws -> ClassEmbedding {
    let chosen = try reporter.run(.landmarks) {
      try chooseLandmarks(graphs, measured.signatures)
    }
    let result = try reporter.run(.embedding) {
      try NystromRows(
        measured.firstNodes, measured.exponents, landmarks: chosen, cutoff: eigenvalueCutoff,
        precision: precision)
    }
    return ClassEmbedding(result, of: measured, landmarks: chosen)
  }
}
