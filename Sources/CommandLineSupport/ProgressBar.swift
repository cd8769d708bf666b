internal import Dispatch
internal import Foundation
internal import Synchronization

/// A bar on standard error that shows how far the work has come.
///
/// It appears only on a terminal, and only when the work lasts longer than a second; it is redrawn four
/// times a second, also while nothing is reported, and is wiped away at the end.
package final class ProgressBar: Sendable {
  private struct State {
    var text: String?
    var share = 0.0
    var isDrawn = false
  }

  private let start = ContinuousClock.now
  private let state = Mutex(State())
  // SAFETY: a dispatch source may be used from any thread.
  nonisolated(unsafe) private let timer: (any DispatchSourceTimer)?

  package init(isQuiet: Bool) {
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

  /// Whether it can be seen: standard error is a terminal, and the tool is not told to be quiet.
  package var isShown: Bool { unsafe timer != nil }

  /// - Parameters:
  ///   - text: what is being done.
  ///   - share: how much of it is, 0 to 1.
  package func update(_ text: @autoclosure () -> String, share: Double) {
    guard isShown else { return }
    let text = text()
    state.withLock { ($0.text, $0.share) = (text, min(max(share, 0), 1)) }
  }

  /// Removes the bar.
  package func finish() {
    guard let timer = unsafe timer else { return }
    timer.cancel()
    state.withLock { state in
      if state.isDrawn { Self.write("\r\u{1b}[K") }
      state.text = nil
    }
  }

  private func draw() {
    state.withLock { state in
      guard let text = state.text else { return }
      let filled = Int(20 * state.share)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
      let seconds = Int((ContinuousClock.now - start) / .seconds(1))
      Self.write("\r\u{1b}[K\(bar) \(text), \(seconds) s")
      state.isDrawn = true
    }
  }

  private static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
