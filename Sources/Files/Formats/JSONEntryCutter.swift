/// Cuts a JSON object that is too large for memory into its entries, as its bytes come.
///
/// Only brackets and strings are looked at to find where an entry ends; each value is then decoded, and errors
/// say where in the file it is. Unlike a dictionary, entries keep their order, and keys that occur twice.
package struct JSONEntryCutter {
  /// An entry.
  package struct Entry: ~Escapable {
    package let key: String
    /// The JSON of the value.
    package let value: Span<UInt8>
    /// Where the value starts in the file.
    package let position: TextPosition
    fileprivate let file: String

    /// The value.
    ///
    /// - Throws: ``FileError`` with line and column when it is not of that type.
    package func decode<Value: Decodable>(_ type: Value.Type) throws(FileError) -> Value {
      try Value(json: value, file: file, origin: position)
    }

    /// An error about the value.
    package func failure(_ reason: String) -> FileError {
      FileError(file: file, line: position.line, column: position.column, reason: reason)
    }

    @_lifetime(copy value)
    fileprivate init(_ key: String, _ value: Span<UInt8>, _ position: TextPosition, _ file: String) {
      (self.key, self.value, self.position, self.file) = (key, value, position, file)
    }
  }

  private enum Place {
    case before, inside, after
  }

  private let file: String
  /// An entry that is longer than this has certainly lost its end.
  private let limit: Int
  private var place = Place.before
  /// The entry so far.
  private var buffer: [UInt8] = []
  /// Where ``buffer`` starts in the file.
  private var origin = TextPosition()
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var entryCount = 0

  package init(file: String, limit: Int = 1 << 28) {
    self.file = file
    self.limit = limit
  }

  /// Goes through all entries of an object in memory.
  ///
  /// - Throws: ``FileError`` with line and column when it is no object, and what `body` throws.
  package static func forEachEntry(
    of bytes: Span<UInt8>, file: String, _ body: (Entry) throws(FileError) -> Void
  ) throws(FileError) {
    var cutter = JSONEntryCutter(file: file, limit: bytes.count)
    try cutter.take(bytes, body)
    try cutter.finish(body)
  }

  /// Goes through the bytes that come next.
  ///
  /// - Parameter body: is called for every entry that is complete.
  package mutating func take(
    _ block: Span<UInt8>, _ body: (Entry) throws(FileError) -> Void
  ) throws(FileError) {
    var start = 0
    var i = 0
    while i < block.count {
      guard place == .inside else {
        i = try skipOutside(block, from: i)
        start = i
        continue
      }
      let byte = block[i]
      i += 1
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      // Most bytes are digits, and the rest of what follows is for few.
      if byte == UInt8(ascii: ",") {
        if depth > 0 { continue }
        append(block, start..<i - 1)
        try complete(body)
        origin.advance(over: byte)
        start = i
        continue
      }
      guard
        byte == UInt8(ascii: "\"") || byte | 0x20 == UInt8(ascii: "{")
          || byte | 0x20 == UInt8(ascii: "}")
      else { continue }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}") where depth == 0:
        append(block, start..<i - 1)
        if entryCount > 0 || !isBlank { try complete(body) }
        origin.advance(over: byte)
        buffer.removeAll()
        place = .after
        start = i
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      if depth < 0 { throw failure("expected “,” or “}”, found “]”", block, start..<i - 1) }
    }
    if place == .inside { append(block, start..<block.count) }
    guard buffer.count <= limit else {
      throw FileError(
        file: file, line: origin.line, column: origin.column,
        reason: "what starts here is longer than \(limit) bytes")
    }
  }

  /// Checks that the object is complete.
  package mutating func finish(
    _ body: (Entry) throws(FileError) -> Void
  ) throws(FileError) {
    switch place {
    case .after: return
    case .before: throw failure("expected an object, found the end")
    case .inside:
      // What is left may say better what is wrong with it.
      try complete(body)
      throw failure("expected “,” or “}”, found the end")
    }
  }

  private mutating func append(_ block: Span<UInt8>, _ range: Range<Int>) {
    unsafe block.extracting(range).withUnsafeBufferPointer { bytes in
      // SAFETY: the bytes are copied during the call.
      unsafe buffer.append(contentsOf: bytes)
    }
  }

  private var isBlank: Bool { buffer.allSatisfy { $0 == 0x20 || (0x09...0x0d).contains($0) } }

  private mutating func complete(
    _ body: (Entry) throws(FileError) -> Void
  ) throws(FileError) {
    entryCount += 1
    var next = origin
    do {
      let bytes = buffer.span
      var reader = JSONScanner(bytes, file: file, origin: origin)
      let key = try reader.key()
      _ = reader.peek()
      var position = origin
      position.advance(over: bytes.extracting(0..<reader.scanner.position))
      let value = bytes.extracting(reader.scanner.position..<bytes.count)
      try body(Entry(key, value, position, file))
      next.advance(over: bytes)
    }
    origin = next
    buffer.removeAll(keepingCapacity: true)
  }

  /// Goes past white space and the opening bracket; nothing else may stand outside.
  private mutating func skipOutside(
    _ block: Span<UInt8>, from start: Int
  ) throws(FileError) -> Int {
    var i = start
    while i < block.count, block[i] == 0x20 || (0x09...0x0d).contains(block[i]) {
      origin.advance(over: block[i])
      i += 1
    }
    guard i < block.count else { return i }
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    if place == .before, buffer.count < 3, block[i] == mark[buffer.count], origin == TextPosition() {
      // A byte order mark, which blocks may cut in pieces; columns do not count it.
      buffer.append(block[i])
      return i + 1
    }
    guard place == .before, block[i] == UInt8(ascii: "{"), [0, 3].contains(buffer.count) else {
      let next = Character(Unicode.Scalar(block[i]))
      throw failure(
        place == .before
          ? "expected an object, found “\(next)”" : "expected the end of the file, found “\(next)”")
    }
    buffer.removeAll()
    origin.advance(over: block[i])
    place = .inside
    return i + 1
  }

  private func failure(
    _ reason: String, _ block: Span<UInt8>? = nil, _ range: Range<Int> = 0..<0
  ) -> FileError {
    var position = origin
    position.advance(over: buffer.span)
    if let block { position.advance(over: block.extracting(range)) }
    return FileError(file: file, line: position.line, column: position.column, reason: reason)
  }
}
