internal import Files

/// Puts lines of CoNLL files, as Stanza, UDPipe, spaCy and CoreNLP write them, together to sentences.
struct CoNLLReader {
  let file: String
  private var sentences: [ParsedSentence] = []
  private var documentID: String?
  private var id: String?
  private var text: String?
  private var words: [DependencyGraph.Word] = []
  private var tags: [ParsedSentence.Tag] = []
  /// Of each word: its head, from 1, 0 for a root, −1 if unknown; its label; its line.
  private var heads: [(head: Int, label: String?, line: Int)] = []
  /// The range that is open: its surface, and the words that it still has.
  private var range: (surface: String, isFirst: Bool, last: Int)?

  static func sentences(_ contents: FileContents) throws(FileError) -> [ParsedSentence] {
    let lines = try contents.lines()
    var reader = CoNLLReader(file: contents.name)
    var line = 0
    while line < lines.count {
      var text = lines[line]
      let number = line + 1
      line += 1
      if text.utf8.first?.isASCIIDigit == true {
        // A broken line has one or two of its tabs; no complete one has.
        var tabs = text.utf8.count { $0 == 0x09 }
        while tabs < 6, line < lines.count, line < number + 20 {
          let more = lines[line].utf8.count { $0 == 0x09 }
          guard tabs + more <= 9, lines[line].utf8.first?.isASCIIDigit != true else { break }
          text += "\n" + lines[line]
          tabs += more
          line += 1
        }
      }
      try reader.read(text, number: number)
    }
    try reader.endSentence()
    return reader.sentences
  }

  private init(file: String) { self.file = file }

  private mutating func read(_ line: String, number: Int) throws(FileError) {
    if line.allSatisfy({ $0 == " " || $0 == "\t" }) { return try endSentence() }
    if line.hasPrefix("#") { return readComment(line.dropFirst()) }
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard columns.count == 10 || columns.count == 7 else {
      throw FileError(file: file, line: number, reason: "expected 10 or 7 columns, found \(columns.count)")
    }
    let (headColumn, labelColumn) = columns.count == 10 ? (6, 7) : (5, 6)
    // Empty nodes occur in enhanced dependencies only.
    if columns[0].contains(".") { return }
    if columns[0].contains("-") {
      let ends = columns[0].split(separator: "-").compactMap { Int($0) }
      guard ends.count == 2, ends[0] == words.count + 1, ends[1] >= ends[0], range == nil else {
        throw FileError(
          file: file, line: number, reason: "“\(columns[0])” is no range from \(words.count + 1) on")
      }
      range = (String(columns[1]), true, ends[1])
      return
    }
    guard Int(columns[0]) == words.count + 1 else {
      throw FileError(
        file: file, line: number, reason: "expected word \(words.count + 1), found “\(columns[0])”")
    }
    let head = columns[headColumn] == "_" ? -1 : Int(columns[headColumn])
    guard let head, head >= -1, head != words.count + 1 else {
      throw FileError(
        file: file, line: number,
        reason: "expected the number of another word as head, found “\(columns[headColumn])”")
    }
    let form = String(columns[1])
    if let open = range {
      words.append(DependencyGraph.Word(form, surface: open.isFirst ? open.surface : ""))
      range = words.count < open.last ? (open.surface, false, open.last) : nil
    } else {
      words.append(DependencyGraph.Word(form))
    }
    func named(_ column: Int) -> String? { columns[column] == "_" ? nil : String(columns[column]) }
    tags.append(.init(lemma: named(2), part: named(3)))
    let label = columns[labelColumn]
    heads.append((head, label == "_" ? nil : String(label), number))
  }

  private mutating func readComment(_ line: Substring) {
    func value(_ key: String) -> String? {
      let text = line.drop { $0 == " " }
      guard text.hasPrefix(key) else { return nil }
      let rest = text.dropFirst(key.count).drop { $0 == " " }
      return rest.first == "=" ? String(rest.dropFirst().drop { $0 == " " }) : nil
    }
    if let name = value("newdoc id") {
      documentID = name
    } else if line.drop(while: { $0 == " " }).hasPrefix("newdoc") {
      documentID = nil
    } else if let name = value("sent_id") {
      id = name
    } else if let original = value("text") {
      text = original
    }
  }

  private mutating func endSentence() throws(FileError) {
    defer {
      (id, text, range) = (nil, nil, nil)
      words = []
      tags = []
      heads = []
    }
    guard !words.isEmpty else { return }
    if let range {
      throw FileError(
        file: file, line: heads.last?.line,
        reason: "the sentence ends inside of “\(range.surface)”, before word \(range.last)")
    }
    var edges: [DependencyGraph.Dependency] = []
    var roots: [Int] = []
    for (word, entry) in heads.enumerated() {
      guard entry.head <= words.count else {
        throw FileError(
          file: file, line: entry.line,
          reason: "the head is word \(entry.head), but there are \(words.count) words")
      }
      if entry.head == 0 { roots.append(word) }
      if entry.head > 0 { edges.append(.init(governor: entry.head - 1, dependent: word, label: entry.label)) }
    }
    sentences.append(
      ParsedSentence(
        id: id, documentID: documentID, text: text,
        graph: DependencyGraph(words: words, edges: edges, roots: roots), tags: tags))
  }
}
