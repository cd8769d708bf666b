internal import LinearAlgebra

extension Graph {
  /// Reads triples: head, relation and tail on each line.
  ///
  /// - Parameter text: need not end with a line feed.
  /// - Throws: the first line that is no triple, and when there is none.
  static func triples(
    _ text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph {
    var mentions = TripleMentions()
    let header = try unsafe mentions.read(text, options)
    guard mentions.count > 0 else { throw LineFailure(line: nil, reason: "holds no triples") }
    let relations = try NameNumbering([mentions.relations])
    let kinds = relations.pairs(ofChunk: 0)
    let (ends, identifiers) = try mentions.numberedEnds()
    var triples: [EdgeRelations.Triple] = []
    triples.reserveCapacity(mentions.count)
    for i in 0..<mentions.count {
      triples.append(.init(head: ends[2 * i], relation: kinds.span[2 * i], tail: ends[2 * i + 1]))
    }
    // Relations that only loops have would not be written, and so are not read.
    let used = Set(triples.filter { $0.head != $0.tail }.map(\.relation)).sorted()
    var newKinds = [Int32](repeating: 0, count: relations.names.count)
    for (new, old) in used.enumerated() { newKinds[Int(old)] = Int32(new) }
    let graph = Graph(
      nodeCount: identifiers.count,
      triples: triples.map {
        .init(head: $0.head, relation: newKinds[Int($0.relation)], tail: $0.tail)
      },
      relationNames: used.map { relations.names[Int($0)] }, isDirected: options.isDirected ?? true,
      identifiers: identifiers)
    let loops = triples.count { $0.head == $0.tail }
    let distinct = graph.relations?.count ?? 0
    var read = ReadGraph(
      graph, format: "triples of \(used.count) relations",
      listedCount: triples.count - distinct + graph.edgeCount, loopCount: loops,
      idleLoopCount: triples.count {
        $0.head == $0.tail && graph.outgoing.count(of: Int($0.head)) == 0
          && graph.incoming.count(of: Int($0.head)) == 0
      })
    if let header {
      read.notes.remarks.append("header \(header) skipped")
    } else if let first = triples.first, triples.count > 3,
      triples.count(where: { $0.relation == first.relation }) == 1
    {
      // A header of words that are not known here.
      let names = [first.head, first.tail].map { identifiers[Int($0)] }
      let isAlone = triples.dropFirst().allSatisfy { triple in
        [triple.head, triple.tail].allSatisfy { $0 != first.head && $0 != first.tail }
      }
      if isAlone, names.allSatisfy(HeaderWords.mayBeHeader) {
        read.notes.doubts.append(ReadGraph.firstLineDoubt(names))
      }
    }
    return read
  }
}

/// What the lines of a file of triples mention.
private struct TripleMentions {
  /// Heads and tails.
  private var nodes = NameMentions(chunk: 0, expectedCount: 1024)
  /// Every relation twice: numbering goes by pairs.
  private(set) var relations = NameMentions(chunk: 0, expectedCount: 1024)
  /// Heads and tails as numbers; `nil` from the first that is none.
  private var integers: [Int64]? = []
  private(set) var count = 0

  /// - Returns: the header, if there is one.
  mutating func read(
    _ text: UnsafeBufferPointer<UInt8>, _ options: GraphReadingOptions
  ) throws(LineFailure) -> String? {
    let kind = options.identifiers
    if kind == .strings { integers = nil }
    var (start, line) = (0, 0)
    var header: String?
    var isFirst = true
    while start < text.count {
      var end = start
      while unsafe end < text.count && text[end] != lineFeed { end += 1 }
      line += 1
      let bytes = unsafe UnsafeBufferPointer(rebasing: text[start..<end])
      start = end + 1
      if isFirst, unsafe !TripleLine(bytes).isSkipped {
        isFirst = false
        let line = unsafe TripleLine(bytes)
        if unsafe options.table.hasHeader ?? (line.isHeader || line.isMarkedHeader) {
          header = unsafe quoted(bytes)
          continue
        }
      }
      do throws(TokenFailure) {
        try unsafe readLine(bytes, kind)
      } catch {
        throw LineFailure(line: line, reason: error.reason)
      }
    }
    return header
  }

  private mutating func readLine(
    _ whole: UnsafeBufferPointer<UInt8>, _ kind: IdentifierKind
  ) throws(TokenFailure) {
    let line = unsafe TripleLine(whole)
    guard unsafe !line.isSkipped else { return }
    guard unsafe line.fields.count == 3, unsafe !line.fields.contains(where: \.isEmpty) else {
      throw TokenFailure(
        reason: unsafe "expected head, relation and tail, separated by tabs, found \(quoted(whole))"
      )
    }
    // Tabs alone would let it into a name.
    if unsafe line.fields.contains(where: { unsafe $0.contains(0x0d) }) {
      throw TokenFailure(reason: EdgeChunk.strayReturn)
    }
    let head = try unsafe nodes.key(of: line.fields[0])
    let tail = try unsafe nodes.key(of: line.fields[2])
    nodes.append(head, tail)
    let relation = try unsafe relations.key(of: line.fields[1])
    relations.append(relation, relation)
    count += 1
    guard integers != nil else { return }
    let numbers = unsafe (line.fields[0].wholeNumber, line.fields[2].wholeNumber)
    if let head = numbers.0, let tail = numbers.1 {
      integers!.append(head)
      integers!.append(tail)
    } else if kind == .integers {
      throw TokenFailure(
        reason: unsafe "expected integer node ids, found \(quoted(whole))")
    } else {
      integers = nil
    }
  }

  /// The number of each head and tail, and what the nodes are called.
  func numberedEnds() throws(LineFailure) -> (ends: [Int32], identifiers: NodeIdentifiers) {
    guard let integers else {
      let numbering = try NameNumbering([nodes])
      let pairs = numbering.pairs(ofChunk: 0)
      return (pairs.span.indices.map { pairs.span[$0] }, NodeIdentifiers(numbering.names))
    }
    var sorted = integers.sorted()
    var kept = 0
    for i in sorted.indices where i == 0 || sorted[i] != sorted[kept - 1] {
      sorted[kept] = sorted[i]
      kept += 1
    }
    sorted.removeLast(sorted.count - kept)
    guard kept <= Int(Int32.max) else {
      throw LineFailure(line: nil, reason: "holds more than \(Int32.max) nodes")
    }
    let numbers = Dictionary(uniqueKeysWithValues: zip(sorted, Int32(0)...))
    return (integers.map { numbers[$0]! }, NodeIdentifiers(sorted))
  }
}

/// A line of a file of triples, cut at tabs: names may hold spaces, commas and quotation marks. A line
/// without tabs is cut at spaces.
@unsafe struct TripleLine {
  let fields: [UnsafeBufferPointer<UInt8>]
  let hasTabs: Bool
  /// Whether there is nothing on the line, or a comment. A comment has no three columns.
  let isSkipped: Bool
  /// Whether the columns are named behind a sign of comments: `#head`, `relation` and `tail`.
  let isMarkedHeader: Bool

  init(_ whole: UnsafeBufferPointer<UInt8>) {
    let carriageReturn = UInt8(ascii: "\r")
    let line = unsafe whole.last == carriageReturn ? whole.dropLast() : whole[...]
    let tab = UInt8(ascii: "\t")
    let hasTabs = unsafe line.contains(tab)
    unsafe self.hasTabs = hasTabs
    let pieces =
      unsafe hasTabs
      ? line.split(separator: tab, omittingEmptySubsequences: false)
      : line.split(separator: UInt8(ascii: " "))
    unsafe fields = pieces.map { unsafe UnsafeBufferPointer(rebasing: $0) }
    // A name may start with such a sign, but not with a blank after it.
    let isMarked = unsafe line.first.map { "#%".utf8.contains($0) } ?? false
    let isBlankNext = unsafe line.dropFirst().first.map { $0 <= 0x20 } ?? true
    let isComment = unsafe isMarked && (!hasTabs || fields.count != 3 || isBlankNext)
    unsafe isMarkedHeader =
      unsafe isMarked && hasTabs && fields.allSatisfy { unsafe HeaderWords.hasHeaderWord($0) }
    unsafe isSkipped = unsafe isComment || line.allSatisfy { $0 <= 0x20 }
  }
}

extension TripleLine {
  /// Whether the columns are called head, relation and tail, or the like.
  var isHeader: Bool {
    let names = unsafe fields.map { unsafe String(decoding: $0, as: UTF8.self) }
    guard names.count == 3, names.allSatisfy(HeaderWords.isHeaderCell) else { return false }
    guard let ends = HeaderWords.ends(in: names) else { return HeaderWords.isRelation(names[1]) }
    return ends == (0, 2)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The number that digits alone say, if it is one below 2⁶³ that is written as programs do.
  fileprivate var wholeNumber: Int64? { unsafe canonicalInteger(self) }
}

// SAFETY: lines lie inside the text.
extension UnsafeBufferPointer<UInt8> {
  /// Whether the text looks like triples.
  ///
  /// Three columns that tabs separate are triples if the third is never a number among the first hundred
  /// lines: in an edge list it would be a weight. If all columns are numbers, only the name of the file
  /// can tell them from an edge list with weights.
  func looksLikeTriples(named name: String) -> Bool {
    let isCalledSo = ["triple", "relation"].contains { name.lowercased().contains($0) }
    var (start, seen) = (0, 0)
    while start < count, seen < 100 {
      var end = start
      while unsafe end < count && self[end] != lineFeed { end += 1 }
      let line = unsafe TripleLine(UnsafeBufferPointer(rebasing: self[start..<end]))
      start = end + 1
      guard unsafe !line.isSkipped else { continue }
      seen += 1
      if seen == 1 {
        if unsafe line.isMarkedHeader {
          let names = unsafe line.fields.map { unsafe String(decoding: $0, as: UTF8.self) }
          guard let ends = HeaderWords.ends(in: names), ends == (0, 2) else { return false }
          continue
        }
        // A header says which columns are the ends.
        if unsafe line.isHeader && line.hasTabs { return true }
        let names = unsafe line.fields.map { unsafe String(decoding: $0, as: UTF8.self) }
        if names.count == 3, names.allSatisfy(HeaderWords.isHeaderCell),
          let ends = HeaderWords.ends(in: names), ends != (0, 2)
        {
          return false
        }
      }
      guard unsafe line.hasTabs && line.fields.count == 3,
        unsafe !line.fields.contains(where: \.isEmpty)
      else { return false }
      let third = unsafe Array(line.fields[2])
      let isNumber = decimalNumber(third) != nil || Cell(bytes: third).isDecimalComma
      if third.first == UInt8(ascii: "{") || !isCalledSo && isNumber {
        return false
      }
    }
    return seen > 0
  }
}
