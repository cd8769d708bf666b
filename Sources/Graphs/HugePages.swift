internal import Foundation

extension UnsafeMutableBufferPointer {
  /// Asks the system to back fresh memory with huge pages, where it has them.
  ///
  /// The first touch of a page costs about as much as all that is done with it here; with huge pages
  /// there are 512 times fewer. It is a wish: nothing depends on it.
  func adviseHugePages() {
    #if os(Linux)
      let pageSize = 1 << 21
      let start = UInt(bitPattern: baseAddress)
      let first = (start + UInt(pageSize) - 1) & ~UInt(pageSize - 1)
      let end = (start + UInt(count * MemoryLayout<Element>.stride)) & ~UInt(pageSize - 1)
      guard first < end else { return }
      // SAFETY: the pages lie inside this buffer, and the advice does not change what they hold.
      unsafe madvise(UnsafeMutableRawPointer(bitPattern: first), Int(end - first), MADV_HUGEPAGE)
    #endif
  }
}
