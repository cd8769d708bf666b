internal import Files

extension GraphFormat {
  /// The format of a file, told from its first bytes.
  ///
  /// The name decides only where the contents cannot: a file called `.mtx` that does not start as one
  /// does is a broken Matrix Market file, whose line of sizes would pass for an edge.
  static func detect(in text: UnsafeBufferPointer<UInt8>, path: String) -> GraphFormat {
    if unsafe text.startsAsMatrixMarket { return .matrixMarket }
    if let format = unsafe text.markedFormat { return format }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let named = GraphFormat(path: path)
    if let named, named != .triples { return named }
    // Interactions with tabs are triples, too; these have their own words for what joins nodes.
    let sample = unsafe TableSample(text)
    if sample.startsWithRowNumbers { return .edgeList }
    if named == nil, sample.looksLikeSIF(isSure: true) { return .sif }
    if unsafe text.looksLikeTriples(named: file) { return .triples }
    return sample.looksLikeSIF(isSure: false) ? .sif : .edgeList
  }

  /// The format that a file's name asks for; `nil` if it has no ending that says so.
  package init?(path: String) {
    let path = path.lowercased()
    let plain = path.hasSuffix(".gz") ? path.dropLast(3) : path[...]
    let endings: KeyValuePairs<String, GraphFormat> = [
      ".mtx": .matrixMarket, ".graphml": .graphML, ".triples": .triples, ".gml": .gml,
      ".sif": .sif, ".gw": .leda, ".json": .json, ".cyjs": .json, ".gexf": .gexf,
      ".npz": .npz, ".mat": .mat,
    ]
    guard let found = endings.first(where: { plain.hasSuffix($0.key) }) else { return nil }
    self = found.value
  }
}

// SAFETY: collection methods that know the number of bytes; nothing is indexed.
extension UnsafeBufferPointer<UInt8> {
  /// The bytes after a UTF-8 byte order mark, if there is one.
  var withoutByteOrderMark: UnsafeBufferPointer<UInt8> {
    unsafe starts(with: [0xef, 0xbb, 0xbf]) ? UnsafeBufferPointer(rebasing: dropFirst(3)) : self
  }

  /// The format of what is no text.
  var binaryFormat: GraphFormat? {
    unsafe ZipArchive.isZip(self) ? .npz : isMATLAB ? .mat : nil
  }

  /// The format that the text names itself, or shows by its brackets.
  var markedFormat: GraphFormat? {
    let head = unsafe String(decoding: drop { $0 <= 0x20 }.prefix(2000), as: UTF8.self)
    switch head.utf8.first {
    case UInt8(ascii: "<"):
      if head.contains("<gexf") { return .gexf }
      // A node of another format may be called `<a>`.
      if ["<?xml", "<!", "<graph", "xmlns"].contains(where: head.contains) { return .graphML }
    case UInt8(ascii: "{"): return .json
    case UInt8(ascii: "["): return .json
    default: break
    }
    let lines = head.split(whereSeparator: \.isNewline)
    let first = lines.first { !"#%".contains($0.first!) } ?? ""
    if first.lowercased().hasPrefix("*vertices") || first.lowercased().hasPrefix("*network") {
      return .pajek
    }
    if first.split(whereSeparator: \.isWhitespace) == ["LEDA.GRAPH"] { return .leda }
    return unsafe looksLikeGML ? .gml : nil
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
