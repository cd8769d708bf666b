internal import Foundation

/// Bytes that come a piece at a time, nobody knows how many, held at one place.
///
/// Not an array: that traps when there is no memory, and copies whenever it grows. Here both are the system's
/// business, which moves pages instead, and too much is an error.
@safe final class GrowingBytes {
  private let name: String
  private let limit: Int
  private var start: UnsafeMutableRawPointer?
  private(set) var count = 0
  private var capacity = 0

  /// - Parameters:
  ///   - name: what errors call the file.
  ///   - limit: the most bytes that may come.
  init(name: String, limit: Int = MemoryLimit.bytesOfFile) {
    (self.name, self.limit) = (name, limit)
  }

  deinit { unsafe free(start) }

  /// The bytes; they stay valid as long as this lives and nothing is appended.
  var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: start, count: count) }

  /// Appends bytes.
  ///
  /// - Throws: ``FileError`` when there are more than the limit, or no memory is left.
  func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(FileError) {
    guard !bytes.isEmpty else { return }
    if bytes.count > capacity - count { try grow(to: count + bytes.count) }
    // SAFETY: there is room for `bytes.count` more behind `count`.
    unsafe memcpy(start! + count, bytes.baseAddress!, bytes.count)
    count += bytes.count
  }

  private func grow(to least: Int) throws(FileError) {
    guard least <= limit else {
      throw FileError(
        file: name,
        reason: "holds more than \(byteCount(Double(limit))), half of the memory that may be used; "
          + "--memory-limit allows more")
    }
    for wanted in [min(max(2 * capacity, 1 << 16, least), limit), least] {
      // SAFETY: `start` is nil, or what `realloc` returned before.
      if let larger = unsafe realloc(start, wanted) {
        unsafe (start, capacity) = (larger, wanted)
        return
      }
    }
    throw FileError(file: name, reason: "there is no memory for \(byteCount(Double(least))) of it")
  }
}
