public import Files

/// The scalars that NumPy files are written with.
public protocol NPYScalar: BinaryFloatingPoint, Sendable {
  /// NumPy's name of the type, little-endian.
  static var npyType: String { get }
}

extension Float: NPYScalar {
  /// Four bytes, little-endian.
  public static var npyType: String { "<f4" }
}

extension Double: NPYScalar {
  /// Eight bytes, little-endian.
  public static var npyType: String { "<f8" }
}

extension DenseMatrix where Scalar: NPYScalar {
  /// Reads a NumPy array of one or two dimensions; one dimension becomes one column.
  ///
  /// ```swift
  /// let embedding = try Matrix(contentsOfNPY: "embedding.npy")
  /// ```
  ///
  /// Arrays of `<f4`, `<f8`, `<i4`, `<i8`, `|i1`, `|u1` and `|b1` are read, in either order of elements. Numbers that
  /// `Scalar` does not have are rounded to the nearest. NaN and infinities are kept:
  /// ``firstNonFiniteRow`` finds them.
  ///
  /// - Parameter path: a file, compressed with gzip or not, or `-` for standard input.
  /// - Throws: ``/Files/FileError`` when the file is not such an array.
  /// - Complexity: O(elements)
  public init(contentsOfNPY path: String) throws(FileError) {
    try self.init(npy: try FileContents(at: path))
  }

  /// Reads a NumPy array from bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: what the file would hold, compressed or not.
  ///   - name: what errors call the bytes.
  /// - Throws: ``/Files/FileError`` when they are no such array.
  /// - Complexity: O(elements)
  public init(parsingNPY bytes: [UInt8], named name: String) throws(FileError) {
    try self.init(npy: try FileContents(bytes, name: name))
  }

  private init(npy contents: FileContents) throws(FileError) {
    let name = contents.name
    // SAFETY: the array holds a copy of the numbers.
    let array = try unsafe contents.withBytes { (bytes) throws(FileError) in
      try unsafe NPYArray(bytes, file: name)
    }
    self.init(
      rowCount: array.rowCount, columnCount: array.columnCount, elements: array.numbers())
  }

  /// Writes a NumPy array of format 1.0, whole or not at all.
  ///
  /// - Parameter path: a file, compressed if it ends in `.gz`, or `-` for standard output.
  /// - Throws: ``/Files/FileError`` with the system's reason.
  /// - Complexity: O(elements)
  public func writeNPY(to path: String) throws(FileError) {
    var header =
      "{'descr': '\(Scalar.npyType)', 'fortran_order': False, "
      + "'shape': (\(rowCount), \(columnCount)), }"
    // The numbers start at a multiple of 64, and the header ends with a line feed.
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    let length = UInt16(header.utf8.count)
    let start =
      NPYHeader.magic + [1, 0, UInt8(truncatingIfNeeded: length), UInt8(length >> 8)]
      + Array(header.utf8)
    // SAFETY: `append` copies or writes the bytes before it returns.
    try FileWriter.write(to: path) { (file) throws(FileError) in
      try unsafe start.withUnsafeBufferPointer { (bytes) throws(FileError) in
        try unsafe file.append(UnsafeRawBufferPointer(bytes))
      }
      // Every platform this builds on is little-endian, as the type in the header says.
      try unsafe elements.withUnsafeBufferPointer { (numbers) throws(FileError) in
        try unsafe file.append(UnsafeRawBufferPointer(numbers))
      }
    }
  }
}
