internal import Foundation
internal import Synchronization

/// Files that get their final names together: see ``FileWriter/together(_:)``.
final class OutputGroup: Sendable {
  /// A file that is finished and has its temporary name still.
  struct Finished {
    let temporary: String
    let final: String
    /// What errors call it.
    let name: String
  }

  /// The group that files which are finished now belong to.
  @TaskLocal static var current: OutputGroup?

  private let finished = Mutex<[Finished]>([])

  func add(_ file: Finished) { finished.withLock { $0.append(file) } }

  /// Removes all files.
  func discard() {
    for file in take() { file.removeTemporary() }
  }

  /// Gives all files their final names, or none of them.
  ///
  /// What was there before stays at hand under another name until every file has been renamed.
  func commit() throws(FileError) {
    let files = take()
    var done: [(file: Finished, former: String?)] = []
    for (index, file) in files.enumerated() {
      do throws(FileError) {
        done.append((file, try file.rename(keepingFormer: index + 1 < files.count || index > 0)))
      } catch {
        for (file, former) in done.reversed() { file.undo(former) }
        for file in files[index...] { file.removeTemporary() }
        throw error
      }
    }
    for (_, former) in done {
      if let former {
        unsafe unlink(former)
        TemporaryFiles.forget(former)
      }
    }
  }

  private func take() -> [Finished] {
    finished.withLock { files in
      defer { files = [] }
      return files
    }
  }
}

extension OutputGroup.Finished {
  func removeTemporary() {
    unsafe unlink(temporary)
    TemporaryFiles.forget(temporary)
  }

  /// Gives the file its final name.
  ///
  /// - Parameter keepingFormer: whether the file that had the name before is to be kept.
  /// - Returns: where that is, if there was one and the file system knows hard links.
  func rename(keepingFormer: Bool) throws(FileError) -> String? {
    let former = temporary + ".former"
    var isKept = false
    if keepingFormer {
      TemporaryFiles.create(former) {
        isKept = unsafe link(final, former) == 0
        return isKept
      }
    }
    guard unsafe Foundation.rename(temporary, final) == 0 else {
      let code = errno
      if isKept {
        unsafe unlink(former)
        TemporaryFiles.forget(former)
      }
      throw FileError(file: name, "cannot be created", code: code)
    }
    TemporaryFiles.forget(temporary)
    return isKept ? former : nil
  }

  /// Puts back what had the name before.
  func undo(_ former: String?) {
    guard let former else {
      unsafe unlink(final)
      return
    }
    unsafe Foundation.rename(former, final)
    TemporaryFiles.forget(former)
  }
}
