internal import Foundation
internal import Synchronization

/// The files and folders that are being written at this moment under a temporary name.
///
/// A writer that fails removes its own. A process that is told to end can remove all of them, from
/// ordinary code, not from a signal handler:
///
/// ```swift
/// signal(SIGINT, SIG_IGN)
/// let source = DispatchSource.makeSignalSource(
///   signal: SIGINT, queue: DispatchQueue(label: "interruption"))
/// source.setEventHandler { TemporaryFiles.removeAll { _exit(130) } }
/// source.activate()
/// defer { source.cancel() }  // It works for as long as it is referenced.
/// ```
///
/// The main queue would not do: a tool that is busy on the main thread never gets to it.
public enum TemporaryFiles {
  private static let paths = Mutex<Set<String>>([])

  /// Removes the temporary files and folders of all unfinished writers.
  ///
  /// - Parameter end: called afterwards, while no thread can begin another one.
  /// - Complexity: O(files and folders that are removed)
  public static func removeAll(then end: () -> Void = {}) {
    paths.withLock { paths in
      for path in paths { remove(path) }
      paths = []
      end()
    }
  }

  /// Creates a file or folder and makes it known in one step.
  ///
  /// - Parameter create: returns whether it was created.
  static func create(_ path: String, _ create: () -> Bool) {
    paths.withLock { paths in
      if create() { paths.insert(path) }
    }
  }

  /// Gives a file or folder its final name, and forgets it: at no moment is it half removed and has that name.
  ///
  /// - Returns: 0, or the system's reason why not, and then it is still known.
  static func rename(_ path: String, to final: String) -> Int32 {
    paths.withLock { paths in
      guard unsafe Foundation.rename(path, final) == 0 else { return errno }
      paths.remove(path)
      return 0
    }
  }

  /// Forgets what has got its final name or is gone.
  static func forget(_ path: String) {
    _ = paths.withLock { $0.remove(path) }
  }

  private static func remove(_ path: String) {
    if unsafe unlink(path) == 0 || errno == ENOENT { return }
    // A thread that fills a folder may put another file into it while it is being emptied.
    for _ in 0..<100 {
      try? FileManager.default.removeItem(atPath: path)
      if unsafe access(path, F_OK) != 0 { return }
    }
  }
}
