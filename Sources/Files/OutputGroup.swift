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
    // Before the first name is given, so that the names come right one after the other.
    let formers = files.map { files.count > 1 ? $0.keepFormer() : nil }
    for index in files.indices {
      do throws(FileError) {
        try files[index].rename()
      } catch {
        for i in files[..<index].indices.reversed() { files[i].undo(formers[i]) }
        for i in files[index...].indices {
          files[i].removeTemporary()
          files[i].removeFormer(formers[i])
        }
        throw error
      }
    }
    for index in files.indices { files[index].removeFormer(formers[index]) }
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

  /// Keeps the file that has the final name now under another one.
  ///
  /// - Returns: where that is, if there is one and the file system knows hard links.
  func keepFormer() -> String? {
    let former = temporary + ".former"
    var isKept = false
    TemporaryFiles.create(former) {
      isKept = unsafe link(final, former) == 0
      return isKept
    }
    return isKept ? former : nil
  }

  func removeFormer(_ former: String?) {
    guard let former else { return }
    unsafe unlink(former)
    TemporaryFiles.forget(former)
  }

  /// Gives the file its final name.
  func rename() throws(FileError) {
    let code = TemporaryFiles.rename(temporary, to: final)
    guard code == 0 else { throw FileError(file: name, "cannot be created", code: code) }
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
