internal import Files

/// What a line of a file of prepared posts says.
struct PostLine {
  var strings: [String: String] = [:]
  var numbers: [String: Int] = [:]
  var lists: [String: [String]] = [:]
  var words: [DependencyGraph.Word]?
  var head: Mention?
  var tail: Mention?
  private var edges: [[Cell]] = []
  private var roots: [Int] = []
  private var objects: [[Cell]] = []
  private var relations: [[Cell]] = []

  /// A value in a row of a table.
  private enum Cell {
    case text(String)
    case number(Double)
    case numbers([Double])
    case nothing

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var integer: Int? { number.flatMap { Int(exactly: $0) } }
  }

  init(_ reader: inout JSONReader) throws(FileError) {
    var line = PostLine()
    try reader.object { (key, reader) throws(FileError) in
      switch key {
      case "format", "origin", "image", "picture", "relation", "whole", "others":
        line.strings[key] = try reader.string()
      case "split", "of": line.numbers[key] = try reader.integer()
      case "splits", "text":
        line.lists[key] = try Self.strings(&reader)
      case "relations" where line.strings["format"] != nil:
        line.lists[key] = try Self.strings(&reader)
      case "words": line.words = try Self.words(&reader)
      case "head": line.head = try Self.mention(&reader)
      case "tail": line.tail = try Self.mention(&reader)
      case "edges": line.edges = try Self.rows(&reader)
      case "objects": line.objects = try Self.rows(&reader)
      case "relations": line.relations = try Self.rows(&reader)
      case "roots":
        try reader.array { (reader) throws(FileError) in line.roots.append(try reader.integer()) }
      default: try reader.skip()
      }
    }
    self = line
  }

  private init() {}

  func graph(_ words: [DependencyGraph.Word]) throws(SampleFieldError) -> DependencyGraph {
    var edges: [DependencyGraph.Dependency] = []
    for row in self.edges {
      guard row.count == 2 || row.count == 3, let governor = row[0].integer,
        let dependent = row[1].integer, words.indices.contains(governor),
        words.indices.contains(dependent)
      else { throw SampleFieldError(reason: "a dependency is not among \(words.count) words") }
      edges.append(
        .init(governor: governor, dependent: dependent, label: row.count == 3 ? row[2].text : nil))
    }
    guard roots.allSatisfy(words.indices.contains) else {
      throw SampleFieldError(reason: "a root is not among \(words.count) words")
    }
    return DependencyGraph(words: words, edges: edges, roots: roots)
  }

  func scene(_ image: String) throws(SampleFieldError) -> SceneGraph {
    var objects: [SceneObject] = []
    for row in self.objects {
      var object = SceneObject(label: row.first?.text)
      if row.count > 1 { object.score = row[1].number }
      if row.count > 2, case .numbers(let box) = row[2] {
        guard box.count == 4 else { throw SampleFieldError(reason: "a box has four numbers") }
        object.box = .init(left: box[0], top: box[1], right: box[2], bottom: box[3])
      }
      objects.append(object)
    }
    var relations: [SceneRelation] = []
    for row in self.relations {
      guard row.count >= 2, let subject = row[0].integer, let object = row[1].integer,
        objects.indices.contains(subject), objects.indices.contains(object)
      else { throw SampleFieldError(reason: "a relation is not among \(objects.count) objects") }
      relations.append(
        SceneRelation(
          subject: subject, object: object, predicate: row.count > 2 ? row[2].text : nil,
          score: row.count > 3 ? row[3].number : nil))
    }
    return SceneGraph(imageID: image, objects: objects, relations: relations)
  }

  private static func strings(_ reader: inout JSONReader) throws(FileError) -> [String] {
    var strings: [String] = []
    try reader.array { (reader) throws(FileError) in strings.append(try reader.string()) }
    return strings
  }

  private static func words(
    _ reader: inout JSONReader
  ) throws(FileError) -> [DependencyGraph.Word] {
    var words: [DependencyGraph.Word] = []
    try reader.array { (reader) throws(FileError) in
      if reader.peek() == UInt8(ascii: "\"") {
        return words.append(DependencyGraph.Word(try reader.string()))
      }
      let row = try Self.row(&reader)
      guard row.count == 3, let form = row[0].text, let surface = row[1].text,
        let continues = row[2].integer
      else { throw reader.scanner.failure("expected a word, its surface, and 0 or 1") }
      words.append(.init(form, surface: surface, continuesSurface: continues == 1))
    }
    return words
  }

  private static func mention(_ reader: inout JSONReader) throws(FileError) -> Mention {
    let row = try row(&reader)
    guard row.count == 3, let name = row[0].text, let start = row[1].integer,
      let end = row[2].integer, start <= end
    else { throw reader.scanner.failure("expected a name and the tokens from where to where") }
    return Mention(name: name, span: start..<end)
  }

  private static func rows(_ reader: inout JSONReader) throws(FileError) -> [[Cell]] {
    var rows: [[Cell]] = []
    try reader.array { (reader) throws(FileError) in rows.append(try row(&reader)) }
    return rows
  }

  private static func row(_ reader: inout JSONReader) throws(FileError) -> [Cell] {
    var row: [Cell] = []
    try reader.array { (reader) throws(FileError) in
      switch reader.peek() {
      case UInt8(ascii: "\""): row.append(.text(try reader.string()))
      case UInt8(ascii: "n"):
        try reader.skip()
        row.append(.nothing)
      case UInt8(ascii: "["):
        var numbers: [Double] = []
        try reader.array { (reader) throws(FileError) in numbers.append(try reader.number()) }
        row.append(.numbers(numbers))
      default: row.append(.number(try reader.number()))
      }
    }
    return row
  }
}
