internal import CommandLineSupport
internal import GraphAlignment

extension ProgressBar {
  /// Shows the stages of an alignment, each as long as the others.
  func update(_ progress: AlignmentProgress) { update(progress.stage, progress.fractionCompleted) }

  func update(_ progress: RefinementProgress) { update(.refinement, progress.fraction) }

  private func update(_ stage: AlignmentProgress.Stage, _ fraction: Double) {
    let stages = AlignmentProgress.Stage.allCases
    let done = Double(stages.firstIndex(of: stage)!) + fraction
    update(stage.rawValue, share: done / Double(stages.count))
  }
}

/// The time each stage took, for `--verbose`.
func describe(_ progress: AlignmentProgress) -> String {
  stageTime(progress.stage.rawValue, progress.duration)
}
