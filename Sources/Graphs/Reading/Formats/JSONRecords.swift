internal import Files

/// An object of a JSON file, without what is nested in it.
struct JSONRecord {
  enum Value {
    case string(String)
    /// A number, as it is written.
    case number(String)
    case boolean(Bool)
    case null

    var text: String {
      switch self {
      case .string(let text), .number(let text): text
      case .boolean(let isTrue): "\(isTrue)"
      case .null: "null"
      }
    }
  }

  /// Where it starts in the text.
  var position: Int
  var entries: [(key: String, value: Value)] = []
  /// Keys whose values are lists or objects.
  var nested: [String] = []

  subscript(_ key: String) -> Value? { entries.first { $0.key == key }?.value }

  /// What an error says of a value that is no single one.
  func found(_ key: String) -> String {
    nested.contains(key) ? " that is a string or a number, found a list or an object" : ""
  }
}

/// The records of nodes and edges in a JSON file: node-link data as networkx and D3 have them, or the elements
/// of Cytoscape.
struct JSONRecords {
  private(set) var nodes: [JSONRecord] = []
  private(set) var edges: [JSONRecord] = []
  private(set) var isDirected = false
  /// Whether records have their data in an object of its own, as in Cytoscape.
  private(set) var isCytoscape = false
  private(set) var hasLists = false
  /// Whether there is a list of edges, if nodes and edges have lists of their own.
  private(set) var hasEdgeList = false

  init(_ text: Span<UInt8>) throws(FileError) {
    var scanner = JSONScanner(text, file: "")
    if scanner.peek() == UInt8(ascii: "[") {
      try readElements(&scanner)
    } else {
      try readObject(&scanner, isWhole: true)
    }
    if scanner.peek() == UInt8(ascii: "{") {
      throw scanner.scanner.failure(
        "expected one value of JSON, found another, as in files with a value on each line")
    }
    try scanner.finish()
  }

  private mutating func readObject(
    _ scanner: inout JSONScanner, isWhole: Bool
  ) throws(FileError) {
    try Self.forEachEntry(&scanner) { (key, scanner) throws(FileError) in
      let first = scanner.peek()
      switch (key, first) {
      case ("nodes", UInt8(ascii: "[")):
        hasLists = true
        try Self.readList(&scanner, isCytoscape: &isCytoscape) { nodes.append($0) }
      case ("edges", UInt8(ascii: "[")), ("links", UInt8(ascii: "[")):
        (hasLists, hasEdgeList) = (true, true)
        try Self.readList(&scanner, isCytoscape: &isCytoscape) { edges.append($0) }
      case ("elements", UInt8(ascii: "{")) where isWhole:
        try readObject(&scanner, isWhole: false)
      case ("elements", UInt8(ascii: "[")) where isWhole: try readElements(&scanner)
      case ("directed", UInt8(ascii: "t")):
        isDirected = true
        try scanner.skip()
      default: try scanner.skip()
      }
    }
  }

  /// Reads a list of nodes and edges.
  private mutating func readElements(_ scanner: inout JSONScanner) throws(FileError) {
    (hasLists, hasEdgeList) = (true, true)
    try Self.readList(&scanner, isCytoscape: &isCytoscape) { record in
      if record["source"] != nil, record["target"] != nil {
        edges.append(record)
      } else {
        nodes.append(record)
      }
    }
  }

  private static func readList(
    _ scanner: inout JSONScanner, isCytoscape: inout Bool, _ body: (JSONRecord) -> Void
  ) throws(FileError) {
    scanner.scanner.position += 1
    var isFirst = true
    while try scanner.hasNext(UInt8(ascii: "]"), &isFirst) {
      guard scanner.peek() == UInt8(ascii: "{") else {
        throw scanner.scanner.failure(
          "expected an object that is a node or an edge, found \(scanner.scanner.next)")
      }
      var record = JSONRecord(position: scanner.scanner.position)
      try readRecord(&scanner, into: &record, isCytoscape: &isCytoscape)
      body(record)
    }
  }

  private static func readRecord(
    _ scanner: inout JSONScanner, into record: inout JSONRecord, isCytoscape: inout Bool
  ) throws(FileError) {
    try forEachEntry(&scanner) { (key, scanner) throws(FileError) in
      let first = scanner.peek()
      let start = scanner.scanner.position
      if key == "data", first == UInt8(ascii: "{") {
        isCytoscape = true
        try readValues(&scanner, into: &record)
      } else {
        try readValue(key, &scanner, at: start, into: &record)
      }
    }
  }

  private static func readValues(
    _ scanner: inout JSONScanner, into record: inout JSONRecord
  ) throws(FileError) {
    try forEachEntry(&scanner) { (key, scanner) throws(FileError) in
      _ = scanner.peek()
      try readValue(key, &scanner, at: scanner.scanner.position, into: &record)
    }
  }

  private static func readValue(
    _ key: String, _ scanner: inout JSONScanner, at start: Int, into record: inout JSONRecord
  ) throws(FileError) {
    let first = scanner.peek()
    try scanner.skip()
    let text = scanner.scanner.text(start..<scanner.scanner.position)
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): record.nested.append(key)
    case UInt8(ascii: "\""):
      let bytes = Array(text.utf8)
      record.entries.append((key, .string(try String(json: bytes.span, file: ""))))
    case UInt8(ascii: "t"), UInt8(ascii: "f"):
      record.entries.append((key, .boolean(first == UInt8(ascii: "t"))))
    case UInt8(ascii: "n"): record.entries.append((key, .null))
    default: record.entries.append((key, .number(text)))
    }
  }

  private static func forEachEntry(
    _ scanner: inout JSONScanner,
    _ body: (String, inout JSONScanner) throws(FileError) -> Void
  ) throws(FileError) {
    scanner.scanner.position += 1
    var isFirst = true
    while try scanner.hasNext(UInt8(ascii: "}"), &isFirst) {
      let key = try scanner.key()
      try body(key, &scanner)
    }
  }
}
