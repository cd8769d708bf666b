internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import Options

extension GraphAligner {
  /// Reports the two stages of an aligner that compares all pairs, and keeps the best of each row.
  func alignDensely(
    _ source: Graph, to target: Graph, count: Int, _ progress: (AlignmentProgress) -> Void,
    _ similarities: ((Double) -> Void) throws -> PairFixedPoint
  ) throws -> Alignment {
    try withoutActuallyEscaping(progress) { progress in
      let reporter = StageReporter(progress: progress)
      let clock = ContinuousClock()
      let start = clock.now
      let result = try reporter.run(.embedding) {
        try similarities { fraction in
          // The end of the stage is reported by the stage.
          guard fraction < 1 else { return }
          progress(
            AlignmentProgress(
              stage: .embedding, fractionCompleted: fraction, duration: clock.now - start))
        }
      }
      return try reporter.run(.matching) {
        var alignment = Alignment(
          source, target, similarities: result.similarities, count: count)
        alignment.notes = result.notes
        return alignment
      }
    }
  }
}

/// The prior given, or else the one chosen, scaled to a sum of 1.
func preparedPrior(
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
