/// The header of a safetensors file, checked.
struct TensorHeader {
  private(set) var entries: [TensorFile.Entry] = []
  private(set) var metadata: [String: String] = [:]
  /// Where the numbers start.
  let byteCount: Int

  /// Headers beyond this are refused, as by the format's own library.
  private static let limit = 100_000_000

  init(_ bytes: Span<UInt8>, file: String) throws(FileError) {
    guard bytes.count >= 8 else {
      throw FileError(file: file, reason: "the file is too short for the length of its header")
    }
    var length: UInt64 = 0
    for i in (0..<8).reversed() { length = length << 8 | UInt64(bytes[i]) }
    guard length <= Self.limit, length <= bytes.count - 8 else {
      throw FileError(
        file: file,
        reason: "the header is said to have \(length) bytes, but \(bytes.count - 8) follow")
    }
    byteCount = 8 + Int(length)
    let text = bytes.extracting(8..<byteCount)
    if let place = TextScanner(text, file: file).firstInvalidByte {
      throw FileError(file: file, reason: "byte \(place) of the header is not UTF-8")
    }
    var reader = JSONReader(text, file: file)
    var (entries, metadata): ([TensorFile.Entry], [String: String]) = ([], [:])
    var names: Set<String> = []
    try reader.object { (name, reader) throws(FileError) in
      guard names.insert(name).inserted else {
        throw reader.scanner.failure("“\(name)” stands there twice")
      }
      if name == "__metadata__" {
        try reader.object { (key, reader) throws(FileError) in
          metadata[key] = try reader.string()
        }
      } else {
        entries.append(try reader.tensor(name))
      }
    }
    try reader.finish()
    (self.entries, self.metadata) = (entries, metadata)
    try checkRanges(dataCount: bytes.count - byteCount, file: file)
  }

  /// Arrays follow each other without gaps and fill the file.
  private func checkRanges(dataCount: Int, file: String) throws(FileError) {
    var end = 0
    for entry in entries.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      guard entry.range.upperBound <= dataCount else {
        throw FileError(
          file: file,
          reason: "“\(entry.name)” ends at byte \(entry.range.upperBound) of \(dataCount)")
      }
      guard entry.range.lowerBound >= end else {
        throw FileError(
          file: file,
          reason:
            "“\(entry.name)” starts at byte \(entry.range.lowerBound), inside of another array")
      }
      guard entry.range.lowerBound == end else {
        throw FileError(
          file: file, reason: "bytes \(end) to \(entry.range.lowerBound) belong to no array")
      }
      end = entry.range.upperBound
    }
    guard end == dataCount else {
      throw FileError(file: file, reason: "bytes \(end) to \(dataCount) belong to no array")
    }
  }
}

extension JSONReader {
  fileprivate mutating func tensor(_ name: String) throws(FileError) -> TensorFile.Entry {
    _ = peek()
    let start = scanner.position
    var (type, shape, offsets): (String?, [Int]?, [Int]?) = (nil, nil, nil)
    try object { (key, reader) throws(FileError) in
      switch key {
      case "dtype": type = try reader.string()
      case "shape": shape = try reader.naturals()
      case "data_offsets": offsets = try reader.naturals()
      default: throw reader.scanner.failure("“\(key)” is no property of an array")
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2, offsets[0] <= offsets[1] else {
      throw scanner.failure("“\(name)” needs a type, a shape and two offsets", at: start)
    }
    guard let scalar = TensorFile.Scalar(rawValue: type) else {
      throw scanner.failure("“\(name)” has the type \(type), which is not read", at: start)
    }
    var size = scalar.byteCount
    for count in shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: count)
      guard !overflows else { throw scanner.failure("“\(name)” is too large", at: start) }
      size = product
    }
    guard size == offsets[1] - offsets[0] else {
      throw scanner.failure(
        "“\(name)” needs \(size) bytes, but has \(offsets[1] - offsets[0])", at: start)
    }
    return TensorFile.Entry(
      name: name, scalar: scalar, shape: shape, range: offsets[0]..<offsets[1])
  }

  private mutating func naturals() throws(FileError) -> [Int] {
    var numbers: [Int] = []
    try array { (reader) throws(FileError) in
      let number = try reader.integer()
      guard number >= 0 else { throw reader.scanner.failure("\(number) is negative") }
      numbers.append(number)
    }
    return numbers
  }
}
