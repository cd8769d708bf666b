internal import Foundation

extension FileError {
  /// An error whose reason is the system's: `cannot be opened: Permission denied`.
  ///
  /// - Parameter code: the value of `errno`, taken right after the call that failed.
  init(file: String, _ what: String, code: Int32) {
    self.init(file: file, reason: "\(what): \(unsafe String(cString: strerror(code)))")
  }
}

/// Calls a system function again as long as a signal interrupts it.
///
/// - Returns: what the function returned, and `errno` when that is negative.
func uninterrupted(_ call: () -> Int) -> (result: Int, code: Int32) {
  while true {
    let result = call()
    if result >= 0 { return (result, 0) }
    let code = errno
    if code != EINTR { return (result, code) }
  }
}
