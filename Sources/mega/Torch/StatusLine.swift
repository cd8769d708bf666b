#if Torch
  internal import Foundation
  internal import MEGAModel

  /// A bar on standard error, only on a terminal, redrawn four times a second.
  final class StatusLine {
    private let isShown: Bool
    private var last: ContinuousClock.Instant?
    private var isDrawn = false

    init(isQuiet: Bool) { isShown = !isQuiet && isatty(STDERR_FILENO) == 1 }

    func update(_ progress: TrainingProgress) {
      let text =
        progress.isValidating
        ? "validating"
        : String(
          format: "epoch %d/%d  loss %.3f  accuracy %.3f  %.0f pieces/s  %@ left", progress.epoch,
          progress.epochs, progress.loss, progress.accuracy, progress.tokensPerSecond,
          Self.time(progress.secondsLeft))
      draw(text, share: Double(progress.batch) / Double(max(progress.batchCount, 1)))
    }

    func update(_ stage: String, _ done: Int, of count: Int) {
      draw("\(stage) \(done) of \(count)", share: Double(done) / Double(max(count, 1)))
    }

    /// Removes the bar.
    func finish() {
      guard isDrawn else { return }
      write("\r\u{1b}[K")
      isDrawn = false
    }

    private func draw(_ text: String, share: Double) {
      guard isShown else { return }
      let now = ContinuousClock.now
      if let last, now - last < .milliseconds(250), share < 1 { return }
      last = now
      let filled = Int(20 * min(max(share, 0), 1))
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
      write("\r\u{1b}[K\(bar) \(text)")
      isDrawn = true
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    private static func time(_ seconds: Double) -> String {
      let whole = Int(seconds.rounded())
      if whole < 60 { return "\(whole) s" }
      return whole < 3600
        ? "\(whole / 60) min" : "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
  }
#endif
