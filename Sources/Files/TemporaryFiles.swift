internal import Foundation
internal import Synchronization

/// The files that are being written at this moment under a temporary name.
///
/// A writer that fails removes its own. A process that is told to end can remove all of them:
///
/// ```swift
/// signal(SIGINT) { _ in
///   TemporaryFiles.removeAll()
///   _exit(130)
/// }
/// ```
public enum TemporaryFiles {
  // A signal handler may neither lock nor allocate, hence slots that are taken and given back by
  // single atomic steps. With all of them taken, a file is written all the same and merely not known
  // here.
  private static let slots = Slots()

  private struct Slots: ~Copyable, Sendable {
    /// Addresses of C strings, or 0.
    let paths = InlineArray<32, Atomic<UInt>> { _ in Atomic(0) }
  }

  /// Removes the temporary files of all unfinished writers.
  ///
  /// May be called in a signal handler, once any file has been opened for writing or never.
  public static func removeAll() {
    for i in 0..<32 {
      // SAFETY: whoever exchanges the address for 0 owns the string; it is not freed here, because
      // a signal handler must not call `free`.
      let address = slots.paths[i].exchange(0, ordering: .acquiringAndReleasing)
      if let path = unsafe UnsafePointer<CChar>(bitPattern: address) { unsafe unlink(path) }
    }
  }

  /// Makes a file known.
  ///
  /// - Returns: what ``forget(_:)`` wants to hear; `nil` when all slots are taken.
  static func remember(_ path: String) -> Int? {
    guard let copy = unsafe strdup(path) else { return nil }
    for i in 0..<32 {
      let isTaken = slots.paths[i].compareExchange(
        expected: 0, desired: UInt(bitPattern: copy), ordering: .acquiringAndReleasing
      ).exchanged
      if isTaken { return i }
    }
    unsafe free(copy)
    return nil
  }

  /// Forgets a file that has got its final name or is gone.
  static func forget(_ slot: Int?) {
    guard let slot else { return }
    // SAFETY: whoever exchanges the address for 0 owns the string; nobody else will free it.
    let address = slots.paths[slot].exchange(0, ordering: .acquiringAndReleasing)
    unsafe free(UnsafeMutableRawPointer(bitPattern: address))
  }
}
