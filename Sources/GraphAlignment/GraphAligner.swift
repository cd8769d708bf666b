public import Graphs

/// Whatever can align two graphs.
public protocol GraphAligner: Sendable {
  /// Finds, for each node of `source`, the nodes of `target` that it may correspond to.
  ///
  /// - Parameter progress: is called on the calling thread as work proceeds.
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

/// How far an alignment has come: one value when a stage ends, more while it lasts.
public struct AlignmentProgress: Sendable, Equatable {
  /// The parts of an alignment, in the order in which they come.
  public enum Stage: String, Sendable, CaseIterable {
    case signatures, landmarks, embedding, matching
  }

  public let stage: Stage
  /// Between 0 and 1; the stage has ended at 1.
  public let fractionCompleted: Double
  /// Time since the stage began.
  public let duration: Duration

  public init(stage: Stage, fractionCompleted: Double, duration: Duration) {
    self.stage = stage
    self.fractionCompleted = fractionCompleted
    self.duration = duration
  }
}

/// Times stages, reports them, and stops between them when the task is cancelled.
struct StageReporter {
  let progress: (AlignmentProgress) -> Void

  func run<Result>(
    _ stage: AlignmentProgress.Stage, _ work: () throws -> Result
  ) throws -> Result {
    try Task.checkCancellation()
    progress(AlignmentProgress(stage: stage, fractionCompleted: 0, duration: .zero))
    let clock = ContinuousClock()
    let start = clock.now
    let result = try work()
    progress(
      AlignmentProgress(stage: stage, fractionCompleted: 1, duration: clock.now - start))
    return result
  }
}
