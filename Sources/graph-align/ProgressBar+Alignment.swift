internal import CommandLineSupport
internal import GraphAlignment

extension ProgressBar {
  /// Shows the stages of an alignment, each as long as the others.
  func update(_ progress: AlignmentProgress) {
    let stages = AlignmentProgress.Stage.allCases
    let done = Double(stages.firstIndex(of: progress.stage)!) + progress.fractionCompleted
    update(progress.stage.rawValue, share: done / Double(stages.count))
  }
}

/// The time each stage took, for `--verbose`.
func describe(_ progress: AlignmentProgress) -> String {
  stageTime(progress.stage.rawValue, progress.duration)
}
