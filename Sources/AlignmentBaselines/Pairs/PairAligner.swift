public import GraphAlignment
public import Graphs
public import LinearAlgebra
public import Options

/// An aligner that hands similarity on from pairs of nodes to the pairs of their neighbors, again and again,
/// until nothing changes: ``IsoRank`` and ``FINAL``.
///
/// Such aligners share their options, ``PairIteration``, and differ in what one iteration does. Each of
/// them holds the similarities of all pairs in a dense matrix.
public protocol PairAligner: GraphAligner {
  /// α, the prior H, and when to stop.
  var iteration: PairIteration { get set }

  /// What one iteration makes of the similarities of all pairs.
  ///
  /// - Parameters:
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - prior: H, n₁ × n₂, with elements that add up to 1.
  /// - Returns: a function from n₁ × n₂ similarities to as many new ones, none below 0.
  /// - Throws: ``/Options/OptionError`` for graphs that cannot be compared, ``CHOLMODError`` for lack of
  ///   memory; so does the function returned.
  func update(
    _ source: Graph, _ target: Graph, prior: DoubleMatrix
  ) throws -> (DoubleMatrix) throws -> DoubleMatrix
}

extension PairAligner {
  /// Throws if an option cannot be used.
  public func validate() throws(OptionError) { try iteration.validate() }

  /// Finds, for each node of `source`, the ``PairIteration/candidateCount`` most similar nodes of `target`.
  ///
  /// - Throws: ``/Options/OptionError`` for an option that cannot be used, graphs that cannot be compared, or
  ///   too many pairs, ``CHOLMODError`` for lack of memory, `CancellationError` if the task is cancelled.
  /// - Complexity: O(iterations · (n₁ · m₂ + m₁ · n₂)) time, O(n₁ · n₂) space
  public func align(
    _ source: Graph, to target: Graph, progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    try withoutActuallyEscaping(progress) { progress in
      let reporter = StageReporter(progress: progress)
      let clock = ContinuousClock()
      let start = clock.now
      let result = try reporter.run(.embedding) {
        try similarities(of: source, and: target) { fraction in
          // The end of the stage is reported by the stage.
          guard fraction < 1 else { return }
          progress(
            AlignmentProgress(
              stage: .embedding, fractionCompleted: fraction, duration: clock.now - start))
        }
      }
      return try reporter.run(.matching) {
        var alignment = Alignment(
          source, target, similarities: result.similarities, count: iteration.candidateCount)
        alignment.notes = result.notes
        return alignment
      }
    }
  }

  /// The similarities of all pairs.
  ///
  /// - Parameters:
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - prior: H, in place of the ``PairIteration/prior`` chosen; also where the iteration starts. It is
  ///     scaled to a sum of 1.
  ///   - progress: is called with the share of ``PairIteration/iterationLimit`` that is done.
  /// - Throws: as ``align(_:to:progress:)``.
  /// - Precondition: a prior given is n₁ × n₂, and has no element below 0.
  /// - Complexity: O(iterations · (n₁ · m₂ + m₁ · n₂)) time, O(n₁ · n₂) space
  public func similarities(
    of source: Graph, and target: Graph, prior: DoubleMatrix? = nil,
    progress: (Double) -> Void = { _ in }
  ) throws -> PairFixedPoint {
    try validate()
    try checkPairs(source, target, limit: iteration.pairLimit)
    let prior = try preparedPrior(prior, iteration.prior, source, target)
    return try PairFixedPoint(
      from: prior, limit: iteration.iterationLimit, tolerance: iteration.tolerance,
      progress: progress, step: try update(source, target, prior: prior))
  }
}

/// The prior given, or else the one chosen, scaled to a sum of 1.
private func preparedPrior(
  _ given: DoubleMatrix?, _ choice: SimilarityPrior, _ source: Graph, _ target: Graph
) throws(OptionError) -> DoubleMatrix {
  guard var given else { return try choice.matrix(source, target) }
  precondition(
    given.rowCount == source.nodeCount && given.columnCount == target.nodeCount,
    "a prior of \(given.rowCount) × \(given.columnCount) for \(source.nodeCount) source and "
      + "\(target.nodeCount) target nodes")
  precondition(
    given.elements.allSatisfy { $0 >= 0 && $0.isFinite },
    "a prior must be finite and have no element below 0")
  given.scaleToSum(1)
  return given
}
