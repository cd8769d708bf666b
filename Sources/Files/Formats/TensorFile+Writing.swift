extension TensorFile {
  /// An array to be written.
  public struct Output: Sendable, Equatable {
    /// The numbers, and how they are written.
    public enum Values: Sendable, Equatable {
      /// Single precision.
      case float32([Float])
      /// Rounded to half precision.
      case float16([Float])
      /// Whole numbers of 64 bits.
      case int64([Int])
    }

    /// What the array is called.
    public var name: String
    /// The number of elements in each dimension.
    public var shape: [Int]
    /// The elements, row by row.
    public var values: Values

    /// An array of a name and a shape.
    ///
    /// - Precondition: there are as many values as the shape says.
    public init(name: String, shape: [Int], values: Values) {
      self.name = name
      self.shape = shape
      self.values = values
      precondition(
        shape.reduce(1, *) == count, "\(count) values do not fill “\(name)” of shape \(shape)")
    }

    var count: Int {
      switch values {
      case .float32(let values), .float16(let values): values.count
      case .int64(let values): values.count
      }
    }

    var scalar: Scalar {
      switch values {
      case .float32: .float32
      case .float16: .float16
      case .int64: .int64
      }
    }
  }

  /// Writes arrays to a file, whole or not at all.
  ///
  /// - Parameters:
  ///   - arrays: what is written, in this order.
  ///   - metadata: what else the header is to say.
  ///   - path: a file, compressed if it ends in `.gz` (other programs do not read that), or `-` for
  ///     standard output.
  /// - Precondition: no name occurs twice, and none is `__metadata__`.
  /// - Throws: ``FileError`` with the system's reason.
  public static func write(
    _ arrays: [Output], metadata: [String: String] = [:], to path: String
  ) throws(FileError) {
    try write(arrays, metadata: metadata, to: path, named: nil)
  }

  /// Writes arrays to a file that errors call by another name than its path.
  package static func write(
    _ arrays: [Output], metadata: [String: String], to path: String, named name: String?
  ) throws(FileError) {
    try FileWriter.write(to: path, named: name) { (file) throws(FileError) in
      try file.append(header(arrays.map { ($0.name, $0.scalar, $0.shape) }, metadata: metadata))
      for array in arrays {
        switch array.values {
        case .float32(let values): try file.append(values: values)
        case .float16(let values): try file.append(values: values.map { Float16($0) })
        case .int64(let values): try file.append(values: values.map { Int64($0) })
        }
      }
    }
  }

  /// The length and the header of a file whose arrays follow in the given order.
  package static func header(
    _ arrays: [(name: String, scalar: Scalar, shape: [Int])], metadata: [String: String]
  ) -> [UInt8] {
    precondition(
      Set(arrays.map(\.name) + ["__metadata__"]).count == arrays.count + 1,
      "arrays need different names")
    var parts: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }
        .map { "\(JSONText.quoted($0.key)):\(JSONText.quoted($0.value))" }
      parts.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    for (name, scalar, shape) in arrays {
      let end = offset + shape.reduce(scalar.byteCount, *)
      let sizes = shape.map(String.init).joined(separator: ",")
      parts.append(
        "\(JSONText.quoted(name)):{\"dtype\":\"\(scalar.rawValue)\",\"shape\":[\(sizes)],"
          + "\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    var text = Array("{\(parts.joined(separator: ","))}".utf8)
    // The numbers start at a multiple of eight, so that mapped files can be used in place.
    text += [UInt8](repeating: 0x20, count: (8 - text.count % 8) % 8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
  }
}

extension FileWriter {
  /// Appends numbers as they are in memory: little-endian on every platform this builds on.
  package func append<Value: BitwiseCopyable>(values: [Value]) throws(FileError) {
    // SAFETY: numbers have no padding, so all their bytes are set.
    try unsafe values.withUnsafeBufferPointer { (values) throws(FileError) in
      try unsafe append(UnsafeRawBufferPointer(values))
    }
  }
}
