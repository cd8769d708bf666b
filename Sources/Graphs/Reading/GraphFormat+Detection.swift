extension GraphFormat {
  /// The format of a file, told from its first bytes.
  ///
  /// The name decides only where the contents cannot: a file called `.mtx` that does not start as one
  /// does is a broken Matrix Market file, whose line of sizes would pass for an edge.
  static func detect(in text: UnsafeBufferPointer<UInt8>, path: String) -> GraphFormat {
    if unsafe text.startsAsMatrixMarket { return .matrixMarket }
    if unsafe text.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") { return .graphML }
    if let format = GraphFormat(path: path), format != .triples { return format }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return unsafe text.looksLikeTriples(named: file) ? .triples : .edgeList
  }

  /// The format that a file's name asks for; `nil` if it has no ending that says so.
  init?(path: String) {
    let path = path.lowercased()
    let plain = path.hasSuffix(".gz") ? path.dropLast(3) : path[...]
    if plain.hasSuffix(".mtx") {
      self = .matrixMarket
    } else if plain.hasSuffix(".graphml") {
      self = .graphML
    } else if plain.hasSuffix(".triples") {
      self = .triples
    } else {
      return nil
    }
  }
}

// SAFETY: collection methods that know the number of bytes; nothing is indexed.
extension UnsafeBufferPointer<UInt8> {
  /// The bytes after a UTF-8 byte order mark, if there is one.
  var withoutByteOrderMark: UnsafeBufferPointer<UInt8> {
    unsafe starts(with: [0xef, 0xbb, 0xbf]) ? UnsafeBufferPointer(rebasing: dropFirst(3)) : self
  }

  /// Whether the text starts with `%%MatrixMarket`; some collections have a single percent sign.
  var startsAsMatrixMarket: Bool {
    let word = unsafe drop { $0 == UInt8(ascii: "%") }.prefix(12).map { $0 | 0x20 }
    return unsafe first == UInt8(ascii: "%") && word.elementsEqual("matrixmarket".utf8)
  }

  /// Calls `body` with the text, to which a line feed is added unless it ends with one or is empty.
  func withFinalLineFeed<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if unsafe isEmpty || last == lineFeed { return try unsafe body(self) }
    return try unsafe (Array(self) + [lineFeed]).withUnsafeBufferPointer(body)
  }
}
