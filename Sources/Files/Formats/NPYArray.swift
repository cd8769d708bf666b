/// The numbers of a `.npy` file, row by row.
package struct NPYArray: Sendable {
  package let header: NPYHeader
  private let bytes: [UInt8]

  /// The rows; of an array of one dimension, its elements.
  package var rowCount: Int { header.shape[0] }
  /// The columns; 1 for an array of one dimension.
  package var columnCount: Int { header.shape.count == 2 ? header.shape[1] : 1 }

  /// Whether bytes start as a NumPy array does.
  package static func isNPY(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe bytes.starts(with: NPYHeader.magic)
  }

  package init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) throws(FileError) {
    header = try unsafe NPYHeader(bytes, file: file)
    let rows = header.shape[0]
    let columns = header.shape.count == 2 ? header.shape[1] : 1
    let (count, overflows) = rows.multipliedReportingOverflow(by: columns)
    let (size, isTooLarge) = count.multipliedReportingOverflow(by: header.type.byteCount)
    let found = bytes.count - header.byteCount
    guard !overflows, !isTooLarge, size == found else {
      throw FileError(
        file: file, reason: "expected \(rows) × \(columns) numbers, found \(found) bytes")
    }
    self.bytes = unsafe Array(bytes[header.byteCount...])
  }

  /// The elements as whole numbers, if they are.
  package var integers: [Int64]? {
    switch header.type {
    case .int32: elements { Int64(Int32(bitPattern: UInt32(truncatingIfNeeded: $0))) }
    case .int64: elements { Int64(bitPattern: $0) }
    case .int16: elements { Int64(Int16(truncatingIfNeeded: $0)) }
    case .int8: elements { Int64(Int8(bitPattern: UInt8($0))) }
    case .uint8, .uint16, .uint32, .boolean: elements { Int64($0) }
    // No graph has so many nodes, nor any table so many categories.
    case .uint64: elements { Int64(clamping: $0) }
    case .float, .double: nil
    }
  }

  /// The elements, rounded to `Scalar` if need be.
  package func numbers<Scalar: BinaryFloatingPoint>() -> [Scalar] {
    switch header.type {
    case .float: elements { Scalar(Float(bitPattern: UInt32(truncatingIfNeeded: $0))) }
    case .double: elements { Scalar(Double(bitPattern: $0)) }
    case .int32: elements { Scalar(Int32(bitPattern: UInt32(truncatingIfNeeded: $0))) }
    case .int64: elements { Scalar(Int64(bitPattern: $0)) }
    case .int16: elements { Scalar(Int16(truncatingIfNeeded: $0)) }
    case .int8: elements { Scalar(Int8(bitPattern: UInt8($0))) }
    case .uint8, .uint16, .uint32, .uint64, .boolean: elements { Scalar($0) }
    }
  }

  /// The elements row by row, each made from its bits.
  @inline(__always)
  private func elements<Element>(_ make: (UInt64) -> Element) -> [Element] {
    let (rows, columns, size) = (rowCount, columnCount, header.type.byteCount)
    // SAFETY: `init` has checked that there are bytes for rows × columns numbers; `place` is below that.
    return unsafe bytes.withUnsafeBytes { bytes in
      (0..<rows * columns).map { i in
        let place = header.isFortranOrder ? i % columns * rows + i / columns : i
        if size == 1 { return make(unsafe UInt64(bytes[place])) }
        if size == 2 {
          let half = unsafe bytes.loadUnaligned(fromByteOffset: 2 * place, as: UInt16.self)
          return make(UInt64(UInt16(littleEndian: half)))
        }
        let bits =
          unsafe size == 4
          ? UInt64(
            UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * place, as: UInt32.self)))
          : UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self))
        return make(bits)
      }
    }
  }
}
