public import Graphs

/// A way to align two graphs.
public protocol GraphAligner: Sendable {
  /// Finds, for each node of `source`, the nodes of `target` that it may correspond to.
  ///
  /// - Parameters:
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - progress: is called on the calling thread as work proceeds.
  /// - Throws: what the aligner cannot do, and `CancellationError` if the task is cancelled.
  func align(
    _ source: Graph, to target: Graph, progress: (AlignmentProgress) -> Void
  ) throws -> Alignment
}

extension GraphAligner {
  /// Finds, for each node of `source`, the nodes of `target` that it may correspond to.
  public func align(_ source: Graph, to target: Graph) throws -> Alignment {
    try align(source, to: target) { _ in }
  }
}

/// How far an alignment has come: a value when a stage begins, one when it ends, perhaps more between.
public struct AlignmentProgress: Sendable, Equatable {
  /// The parts of an alignment, in the order in which they come.
  public enum Stage: String, Sendable, CaseIterable {
    /// Whether the graphs are the same but for names.
    case isomorphism
    /// Surroundings become numbers.
    case signatures
    /// Nodes are chosen that all others are compared with.
    case landmarks
    /// Numbers become points.
    case embedding
    /// The nearest points, or signatures, are found.
    case matching
    /// Neighbors are asked.
    case refinement
    /// Matchings that keep as many edges are drawn.
    case sampling
    /// Edges, attributes, anchors and similarities from elsewhere become one belief.
    case fusion
  }

  /// The part that is under way.
  public let stage: Stage
  /// Between 0 and 1; the stage has ended at 1.
  public let fractionCompleted: Double
  /// Time since the stage began.
  public let duration: Duration
  /// What is worth knowing at this point, if anything, such as how consistent the matches are by now.
  public let detail: String?

  /// A report of a stage.
  public init(
    stage: Stage, fractionCompleted: Double, duration: Duration, detail: String? = nil
  ) {
    self.stage = stage
    self.fractionCompleted = fractionCompleted
    self.duration = duration
    self.detail = detail
  }
}

/// Times stages, reports them, and stops between them when the task is cancelled.
package struct StageReporter {
  let progress: (AlignmentProgress) -> Void

  package init(progress: @escaping (AlignmentProgress) -> Void) { self.progress = progress }

  package func run<Result>(
    _ stage: AlignmentProgress.Stage, _ work: () throws -> Result
  ) throws -> Result {
    try run(stage) { (_: (Double, String?) -> Void) in try work() }
  }

  /// Runs a stage that can say how far it has come. What is reported never goes back: a stage of several
  /// rounds may end one early, or begin the next at an estimate.
  package func run<Result>(
    _ stage: AlignmentProgress.Stage, _ work: ((Double, String?) -> Void) throws -> Result
  ) throws -> Result {
    try Task.checkCancellation()
    let start = ContinuousClock.now
    var reached = 0.0
    func report(_ fraction: Double, _ detail: String?) {
      reached = min(max(reached, fraction), 1)
      progress(
        AlignmentProgress(
          stage: stage, fractionCompleted: reached, duration: ContinuousClock.now - start,
          detail: detail))
    }
    report(0, nil)
    let result = try work(report)
    report(1, nil)
    return result
  }
}
