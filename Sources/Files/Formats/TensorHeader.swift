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
    var (entries, metadata): ([TensorFile.Entry], [String: String]) = ([], [:])
    var names: Set<String> = []
    try JSONEntryCutter.forEachEntry(of: text, file: file) { (entry) throws(FileError) in
      guard names.insert(entry.key).inserted else {
        throw entry.failure("“\(entry.key)” stands there twice")
      }
      if entry.key == "__metadata__" {
        metadata = try entry.decode([String: String].self)
      } else {
        entries.append(try Self.tensor(entry))
      }
    }
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

  private static func tensor(
    _ entry: JSONEntryCutter.Entry
  ) throws(FileError) -> TensorFile.Entry {
    struct Properties: Decodable {
      let dtype: String
      let shape, offsets: [Int]

      enum CodingKeys: String, CodingKey {
        case dtype, shape
        case offsets = "data_offsets"
      }
    }
    let own = try entry.decode(Properties.self)
    let (name, offsets) = (entry.key, own.offsets)
    if let number = (own.shape + offsets).first(where: { $0 < 0 }) {
      throw entry.failure("\(number) is negative")
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw entry.failure("“\(name)” needs a type, a shape and two offsets")
    }
    guard let scalar = TensorFile.Scalar(rawValue: own.dtype) else {
      throw entry.failure("“\(name)” has the type \(own.dtype), which is not read")
    }
    var size = scalar.byteCount
    for count in own.shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: count)
      guard !overflows else { throw entry.failure("“\(name)” is too large") }
      size = product
    }
    guard size == offsets[1] - offsets[0] else {
      throw entry.failure("“\(name)” needs \(size) bytes, but has \(offsets[1] - offsets[0])")
    }
    return TensorFile.Entry(
      name: name, scalar: scalar, shape: own.shape, range: offsets[0]..<offsets[1])
  }
}
