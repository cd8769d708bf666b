internal import Foundation

/// Ends a process that uses more memory than ``MemoryLimit`` allows, for what nobody has estimated.
///
/// A limit of the system's would not do: when memory is short, the library that hands out work to threads waits for
/// the thread that it cannot start, for ever.
package enum MemoryWatch {
  /// Looks twenty times a second how much memory is in use, and calls `end` when it is too much.
  ///
  /// Pages of mapped files do not count: the system takes them back when it needs them.
  ///
  /// - Parameter end: is called once, on a thread of its own.
  package static func start(_ end: @escaping @Sendable () -> Void) {
    guard memoryInUse() != nil else { return }
    Thread.detachNewThread {
      while let bytes = memoryInUse() {
        if bytes > MemoryLimit.bytes { return end() }
        usleep(50_000)
      }
    }
  }

  /// The bytes of memory that belong to this process alone.
  private static func memoryInUse() -> Int? {
    let descriptor = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var text = [UInt8](repeating: 0, count: 128)
    let count = unsafe text.withUnsafeMutableBytes { text in
      // SAFETY: `read` writes at most `text.count` bytes.
      unsafe read(descriptor, text.baseAddress!, text.count)
    }
    // Pages: all, resident, and of those the ones of files.
    let fields = text.prefix(max(count, 0)).split(separator: UInt8(ascii: " "))
      .prefix(3).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    return fields.count == 3 ? (fields[1] - fields[2]) * sysconf(Int32(_SC_PAGESIZE)) : nil
  }
}
