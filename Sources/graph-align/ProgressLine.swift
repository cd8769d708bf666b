internal import Dispatch
internal import Foundation
internal import GraphAlignment
internal import Synchronization

/// A line on standard error that shows how far the work has come.
///
/// It appears only on a terminal, and only when the work lasts longer than a second; it is redrawn four
/// times a second, also while a stage reports nothing, and is wiped away at the end.
final class ProgressLine: Sendable {
  private struct State {
    var stage: AlignmentProgress.Stage?
    var fraction = 0.0
    var isDrawn = false
  }

  private let start = ContinuousClock.now
  private let state = Mutex(State())
  // SAFETY: a dispatch source may be used from any thread.
  nonisolated(unsafe) private let timer: (any DispatchSourceTimer)?

  init(isQuiet: Bool) {
    guard !isQuiet, isatty(STDERR_FILENO) == 1 else {
      unsafe timer = nil
      return
    }
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "progress"))
    unsafe self.timer = timer
    timer.schedule(deadline: .now() + 1, repeating: .milliseconds(250))
    timer.setEventHandler { [weak self] in self?.draw() }
    timer.resume()
  }

  func update(_ progress: AlignmentProgress) {
    state.withLock {
      $0.stage = progress.stage
      $0.fraction = progress.fractionCompleted
    }
  }

  /// Removes the line.
  func finish() {
    guard let timer = unsafe timer else { return }
    timer.cancel()
    state.withLock { state in
      if state.isDrawn { Self.write("\r\u{1b}[K") }
      state.stage = nil
    }
  }

  private func draw() {
    state.withLock { state in
      guard let stage = state.stage else { return }
      let stages = AlignmentProgress.Stage.allCases
      let done = Double(stages.firstIndex(of: stage)!) + state.fraction
      let filled = Int(20 * done / Double(stages.count))
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
      let seconds = (ContinuousClock.now - start).seconds
      Self.write("\r\u{1b}[K\(bar) \(stage.rawValue), \(Int(seconds)) s")
      state.isDrawn = true
    }
  }

  private static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}

extension Duration {
  /// This many seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

/// The time each stage took, for `--verbose`.
func describe(_ progress: AlignmentProgress) -> String {
  let name = progress.stage.rawValue.padding(toLength: 10, withPad: " ", startingAt: 0)
  return "\(name) \(String(format: "%8.3f", progress.duration.seconds)) s"
}
