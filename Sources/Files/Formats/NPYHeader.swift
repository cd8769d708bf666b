/// What stands before the numbers in a file of NumPy's `.npy` format, versions 1.0 to 3.0.
///
/// Ten or twelve bytes say how long the rest is, a Python dictionary of three known keys:
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }`.
///
/// - SeeAlso: NEP 1, “A simple file format for NumPy arrays”.
package struct NPYHeader: Equatable, Sendable {
  /// The type of the numbers; `>` never occurs here.
  package enum Scalar: String, Sendable {
    case float = "<f4"
    case double = "<f8"
    case int32 = "<i4"
    case int64 = "<i8"
    case int16 = "<i2"
    case int8 = "|i1"
    case uint64 = "<u8"
    case uint32 = "<u4"
    case uint16 = "<u2"
    case uint8 = "|u1"
    case boolean = "|b1"

    var byteCount: Int {
      switch self {
      case .int8, .uint8, .boolean: 1
      case .int16, .uint16: 2
      case .float, .int32, .uint32: 4
      case .double, .int64, .uint64: 8
      }
    }
  }

  package var type: Scalar
  package var isFortranOrder: Bool
  package var shape: [Int]
  /// Where the numbers start.
  var byteCount: Int

  package static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads a header.
  ///
  /// - Throws: ``/Files/FileError`` when it is damaged, or of a type or shape that is not read here.
  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) throws(FileError) {
    guard unsafe bytes.starts(with: Self.magic), bytes.count >= 12 else {
      throw FileError(file: file, reason: "expected a NumPy array")
    }
    // SAFETY: there are twelve bytes, and `byteCount` is checked before the text is cut out.
    let version = unsafe bytes[6]
    guard (1...3).contains(version) else {
      throw FileError(file: file, reason: "expected NumPy format 1, 2 or 3, found \(version)")
    }
    let start = version == 1 ? 10 : 12
    var length = 0
    for i in (8..<start).reversed() { length = unsafe length << 8 | Int(bytes[i]) }
    byteCount = start + length
    guard byteCount <= bytes.count else {
      throw FileError(file: file, reason: "the NumPy header ends too early")
    }
    let text = unsafe String(decoding: bytes[start..<byteCount], as: UTF8.self)
    let header = try? PythonLiteral(parsing: text, named: file)
    let descr = header?["descr"]?.string
    guard let descr, let type = Scalar(rawValue: descr) else {
      throw FileError(
        file: file,
        reason: "expected <f4, <f8, or whole numbers or booleans, as the type of numbers, "
          + "found \(descr ?? "none")")
    }
    let shape = header?["shape"]?.elements ?? []
    let sizes = shape.compactMap(\.integer).filter { $0 >= 0 }
    guard case .boolean(let isFortranOrder) = header?["fortran_order"],
      (1...2).contains(sizes.count), sizes.count == shape.count
    else {
      throw FileError(file: file, reason: "expected a NumPy array of one or two dimensions")
    }
    (self.type, self.shape, self.isFortranOrder) = (type, sizes, isFortranOrder)
  }
}
