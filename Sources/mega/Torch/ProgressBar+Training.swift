#if Torch
  internal import CommandLineSupport
  internal import Foundation
  internal import MEGAModel

  extension ProgressBar {
    func update(_ progress: TrainingProgress) {
      update(
        progress.isValidating ? "validating" : Self.text(of: progress),
        share: Double(progress.batch) / Double(max(progress.batchCount, 1)))
    }

    func update(_ stage: String, _ done: Int, of count: Int) {
      update("\(stage) \(done) of \(count)", share: Double(done) / Double(max(count, 1)))
    }

    private static func text(of progress: TrainingProgress) -> String {
      String(
        format: "epoch %d/%d  loss %.3f  accuracy %.3f  %.0f pieces/s  %@ left", progress.epoch,
        progress.epochs, progress.loss, progress.accuracy, progress.tokensPerSecond,
        time(progress.secondsLeft))
    }

    private static func time(_ seconds: Double) -> String {
      let whole = Int(seconds.rounded())
      if whole < 60 { return "\(whole) s" }
      return whole < 3600 ? "\(whole / 60) min" : "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
  }

  extension TrainingState.Epoch {
    var line: String {
      var text = String(
        format: "epoch %d  loss %.4f  accuracy %.4f  %.0f s  %.0f pieces/s, %.1f %% padding",
        number, loss, accuracy, seconds, Double(tokens) / max(seconds, 1e-9),
        100 * (1 - Double(tokens) / Double(max(places, 1))))
      if let f1 = validationF1, let share = validationAccuracy {
        text += String(format: "  validation F1 %.4f, accuracy %.4f", f1, share)
      }
      return text
    }
  }
#endif
