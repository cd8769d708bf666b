package import Files

extension FileContents {
  /// Calls `body` with the text of the file, without a byte order mark, its lines ended by line feeds.
  ///
  /// - Throws: when what is there is not the text but stands for it, or is no text in UTF-8.
  package func withText<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    let name = name
    return try unsafe withBytes { (bytes) throws(FileError) in
      if let reason = unsafe bytes.reasonAgainstBytes ?? bytes.reasonAgainstText {
        throw FileError(file: name, reason: reason)
      }
      let text = unsafe bytes.withoutByteOrderMark
      // The lines of old systems end with carriage returns alone.
      if unsafe text.contains(lineFeed) || !text.contains(0x0d) { return try unsafe body(text) }
      return try unsafe text.map { $0 == 0x0d ? lineFeed : $0 }.withUnsafeBufferPointer(body)
    }
  }
}
