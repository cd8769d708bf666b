/// A file of named arrays of numbers, in the safetensors format.
///
/// ```swift
/// let file = try TensorFile(contentsOf: "model.safetensors")
/// let weights = try file.floats("encoder.layer.0.output.dense.weight")
/// ```
///
/// The length of a header, eight bytes; the header, a JSON object; the numbers, little-endian and row by
/// row. Files are mapped into memory, so that only what is used is read.
///
/// - SeeAlso: github.com/huggingface/safetensors, “Format”.
public struct TensorFile: Sendable {
  /// The types of numbers.
  public enum Scalar: String, Sendable, CaseIterable {
    /// `Double`.
    case float64 = "F64"
    /// `Float`.
    case float32 = "F32"
    /// Half precision: 5 bits of exponent, 10 of fraction.
    case float16 = "F16"
    /// The upper half of a `Float`.
    case bfloat16 = "BF16"
    /// `Int64`.
    case int64 = "I64"
    /// `Int32`.
    case int32 = "I32"
    /// `Int16`.
    case int16 = "I16"
    /// `Int8`.
    case int8 = "I8"
    /// `UInt64`.
    case uint64 = "U64"
    /// `UInt32`.
    case uint32 = "U32"
    /// `UInt16`.
    case uint16 = "U16"
    /// `UInt8`.
    case uint8 = "U8"
    /// A byte, 0 or 1.
    case boolean = "BOOL"

    /// The number of bytes of one.
    public var byteCount: Int {
      switch self {
      case .float64, .int64, .uint64: 8
      case .float32, .int32, .uint32: 4
      case .float16, .bfloat16, .int16, .uint16: 2
      case .int8, .uint8, .boolean: 1
      }
    }
  }

  /// An array in the file.
  public struct Entry: Sendable, Hashable {
    /// What the array is called.
    public let name: String
    /// The type of its numbers.
    public let scalar: Scalar
    /// The number of elements in each dimension; empty for a single number.
    public let shape: [Int]
    /// Where the numbers are, counted from the end of the header.
    let range: Range<Int>

    /// The number of elements.
    public var count: Int { range.count / scalar.byteCount }
  }

  /// What messages call the file.
  public let name: String
  /// The arrays, in the order of the header.
  public let entries: [Entry]
  /// What else the header says.
  public let metadata: [String: String]

  private let indices: [String: Int]
  let contents: FileContents
  let start: Int

  /// Reads the header of a file.
  ///
  /// - Throws: ``FileError`` when the header is damaged, when arrays overlap, reach beyond the
  ///   file or are not as long as their shapes say, and when bytes belong to no array.
  /// - Complexity: O(header), and O(bytes) if the file is compressed
  public init(contentsOf path: String) throws(FileError) {
    try self.init(FileContents(at: path))
  }

  /// Reads a file in memory.
  ///
  /// - Throws: ``FileError`` as for a file.
  /// - Complexity: O(header), and O(bytes) if they are compressed
  public init(parsing bytes: [UInt8], named name: String) throws(FileError) {
    try self.init(FileContents(bytes, name: name))
  }

  private init(_ contents: FileContents) throws(FileError) {
    let file = contents.name
    let header = try contents.withSpan { (bytes) throws(FileError) in
      try TensorHeader(bytes, file: file)
    }
    name = file
    entries = header.entries
    metadata = header.metadata
    start = header.byteCount
    indices = Dictionary(uniqueKeysWithValues: zip(entries.map(\.name), entries.indices))
    self.contents = contents
  }

  /// The array of that name, if there is one.
  ///
  /// - Complexity: O(1) expected
  public func entry(_ name: String) -> Entry? { indices[name].map { entries[$0] } }

  /// The numbers of an array, or of some of its rows, rounded to `Float` if need be.
  ///
  /// - Parameters:
  ///   - name: what the array is called.
  ///   - rows: a range of the first dimension; `nil` for everything.
  /// - Throws: ``FileError`` when there is no such array.
  /// - Precondition: `rows` are in the array.
  /// - Complexity: O(elements)
  public func floats(_ name: String, rows: Range<Int>? = nil) throws(FileError) -> [Float] {
    let entry = try required(name)
    if entry.scalar == .float32 { return copiedFloats(entry, rows) }
    return try elements(entry, rows) { entry.scalar.float(fromBits: $0) }
  }

  /// The numbers of an array of whole numbers.
  ///
  /// - Throws: ``FileError`` when there is no such array, when its numbers are not whole by type,
  ///   or when one is too large for `Int`.
  /// - Complexity: O(elements)
  public func integers(_ name: String) throws(FileError) -> [Int] {
    let entry = try required(name)
    guard entry.scalar.integer(fromBits: 0) != nil else {
      throw FileError(
        file: self.name,
        reason: "expected whole numbers as “\(name)”, found \(entry.scalar.rawValue)"
      )
    }
    let all = try elements(entry, nil) { entry.scalar.integer(fromBits: $0) }
    let integers = all.compactMap { $0 }
    guard integers.count == all.count else {
      throw FileError(file: self.name, reason: "a number of “\(name)” is too large")
    }
    return integers
  }

  func required(_ name: String) throws(FileError) -> Entry {
    guard let entry = entry(name) else {
      throw FileError(file: self.name, reason: "there is no array “\(name)”")
    }
    return entry
  }

  private func elements<Element>(
    _ entry: Entry, _ rows: Range<Int>?, _ make: (UInt64) -> Element
  ) throws(FileError) -> [Element] {
    let size = entry.scalar.byteCount
    let range = byteRange(of: entry, rows: rows)
    return try contents.withSpan { (bytes) throws(FileError) in
      var elements: [Element] = []
      elements.reserveCapacity(range.count / size)
      for first in stride(from: range.lowerBound, to: range.upperBound, by: size) {
        var bits: UInt64 = 0
        for j in (0..<size).reversed() { bits = bits << 8 | UInt64(bytes[first + j]) }
        elements.append(make(bits))
      }
      return elements
    }
  }

  /// Numbers that need no conversion, copied in one piece.
  private func copiedFloats(_ entry: Entry, _ rows: Range<Int>?) -> [Float] {
    let range = byteRange(of: entry, rows: rows)
    let count = range.count / MemoryLayout<Float>.stride
    return unsafe contents.withBytes { bytes in
      unsafe [Float](unsafeUninitializedCapacity: count) { elements, initializedCount in
        // SAFETY: there are as many bytes as `count` floats have, every pattern of which is a float.
        unsafe UnsafeMutableRawBufferPointer(elements).copyMemory(
          from: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[range])))
        initializedCount = count
      }
    }
  }
}

extension TensorFile.Scalar {
  /// The number with these bits, rounded to `Float`.
  func float(fromBits bits: UInt64) -> Float {
    switch self {
    case .float64: Float(Double(bitPattern: bits))
    case .float32: Float(bitPattern: UInt32(truncatingIfNeeded: bits))
    case .float16: Float(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
    case .bfloat16: Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16)
    case .uint64: Float(bits)
    default: Float(integer(fromBits: bits) ?? 0)
    }
  }

  /// The whole number with these bits; `nil` if it is too large, or if the type has others.
  func integer(fromBits bits: UInt64) -> Int? {
    switch self {
    case .float64, .float32, .float16, .bfloat16: nil
    case .int64: Int(Int64(bitPattern: bits))
    case .int32: Int(Int32(truncatingIfNeeded: bits))
    case .int16: Int(Int16(truncatingIfNeeded: bits))
    case .int8: Int(Int8(truncatingIfNeeded: bits))
    case .uint64: Int(exactly: bits)
    case .uint32, .uint16, .uint8, .boolean: Int(bits)
    }
  }
}
