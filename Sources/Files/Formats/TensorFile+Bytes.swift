extension TensorFile {
  /// Calls `body` with the bytes of an array, or of some of its rows, where the file has them.
  ///
  /// Nothing is copied or converted: numbers are little-endian, row by row, of the type that the entry
  /// says. Of an uncompressed file, pages are read from the disk as they are used, and the system may
  /// drop them again, so a model may be larger than what memory is left.
  ///
  /// ```swift
  /// let sum = try file.withBytes(of: "weight") { bytes in
  ///   (0..<bytes.byteCount / 4).reduce(Float(0)) {
  ///     $0 + bytes.unsafeLoadUnaligned(fromByteOffset: 4 * $1, as: Float.self)
  ///   }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - name: of the array.
  ///   - rows: a range of the first dimension; `nil` for everything.
  ///   - body: gets bytes that are valid during the call only. They start at a multiple of the size of
  ///     a number in files of this package and of Hugging Face; the format does not promise it.
  /// - Throws: ``FileError`` when there is no such array, and what `body` throws.
  /// - Precondition: `rows` are in the array.
  /// - Complexity: O(1)
  public func withBytes<Result>(
    of name: String, rows: Range<Int>? = nil, _ body: (RawSpan) throws -> Result
  ) throws -> Result {
    let range = try byteRange(of: required(name), rows: rows)
    return try unsafe contents.withBytes { bytes in
      // SAFETY: the span cannot leave `body`, and the bytes are valid as long as that runs.
      try body(
        unsafe RawSpan(
          _unsafeBytes: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[range]))))
    }
  }

  /// Where the bytes of some rows of an array are in the file.
  func byteRange(of entry: Entry, rows: Range<Int>?) -> Range<Int> {
    let first = start + entry.range.lowerBound
    guard let rows else { return first..<first + entry.range.count }
    let width = entry.shape.dropFirst().reduce(entry.scalar.byteCount, *)
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= entry.shape.first ?? 1,
      "\(rows) are no rows of “\(entry.name)”")
    return first + rows.lowerBound * width..<first + rows.upperBound * width
  }
}
