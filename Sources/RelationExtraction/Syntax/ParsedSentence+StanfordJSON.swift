public import Files

extension ParsedSentence {
  /// Reads the JSON that CoreNLP writes: the basic dependencies of each sentence.
  ///
  /// - Parameter path: a file, compressed with gzip or not, or `-` for standard input.
  /// - Throws: ``Files/FileError`` with line and column.
  /// - Complexity: O(bytes)
  public static func readStanfordJSON(from path: String) throws(FileError) -> [ParsedSentence] {
    try readStanfordJSON(try FileContents(at: path))
  }

  /// Reads the JSON of CoreNLP from text in memory.
  public static func parseStanfordJSON(
    _ text: String, named name: String
  ) throws(FileError) -> [ParsedSentence] {
    try readStanfordJSON(try FileContents(Array(text.utf8), name: name))
  }

  private static func readStanfordJSON(
    _ contents: FileContents
  ) throws(FileError) -> [ParsedSentence] {
    let file = contents.name
    return try contents.withSpan { (bytes) throws(FileError) in
      var reader = JSONReader(bytes, file: file)
      var sentences: [ParsedSentence] = []
      var documentID: String?
      try reader.object { (key, reader) throws(FileError) in
        switch key {
        case "docId": documentID = try reader.string()
        case "sentences":
          try reader.array { (reader) throws(FileError) in
            sentences.append(ParsedSentence(graph: try reader.stanfordSentence()))
          }
        default: try reader.skip()
        }
      }
      try reader.finish()
      for i in sentences.indices { sentences[i].documentID = documentID }
      return sentences
    }
  }
}

extension JSONReader {
  fileprivate mutating func stanfordSentence() throws(FileError) -> DependencyGraph {
    _ = peek()
    let start = scanner.position
    var words: [DependencyGraph.Word]?
    var triples: [(governor: Int, dependent: Int, label: String?, place: Int)]?
    try object { (key, reader) throws(FileError) in
      switch key {
      case "tokens":
        var all: [DependencyGraph.Word] = []
        try reader.array { (reader) throws(FileError) in all.append(try reader.stanfordWord()) }
        words = all
      case "basicDependencies":
        var all: [(governor: Int, dependent: Int, label: String?, place: Int)] = []
        try reader.array { (reader) throws(FileError) in
          all.append(try reader.stanfordDependency())
        }
        triples = all
      default: try reader.skip()
      }
    }
    guard let words, let triples else {
      throw scanner.failure("a sentence needs “tokens” and “basicDependencies”", at: start)
    }
    var (edges, roots): ([DependencyGraph.Dependency], [Int]) = ([], [])
    for (governor, dependent, label, place) in triples {
      guard (0...words.count).contains(governor), (1...max(words.count, 1)).contains(dependent),
        dependent <= words.count, governor != dependent
      else {
        throw scanner.failure(
          "\(governor) → \(dependent) is no dependency of \(words.count) words", at: place)
      }
      if governor == 0 {
        roots.append(dependent - 1)
      } else {
        edges.append(.init(governor: governor - 1, dependent: dependent - 1, label: label))
      }
    }
    return DependencyGraph(words: words, edges: edges, roots: roots)
  }

  private mutating func stanfordWord() throws(FileError) -> DependencyGraph.Word {
    var (word, original): (String?, String?) = (nil, nil)
    let start = scanner.position
    try object { (key, reader) throws(FileError) in
      switch key {
      case "word": word = try reader.string()
      case "originalText": original = try reader.string()
      default: try reader.skip()
      }
    }
    guard let form = word ?? original else { throw scanner.failure("a word is missing", at: start) }
    return DependencyGraph.Word(form, surface: original)
  }

  private mutating func stanfordDependency() throws(FileError) -> (Int, Int, String?, Int) {
    _ = peek()
    let start = scanner.position
    var (governor, dependent, label): (Int?, Int?, String?) = (nil, nil, nil)
    try object { (key, reader) throws(FileError) in
      switch key {
      case "governor": governor = try reader.integer()
      case "dependent": dependent = try reader.integer()
      case "dep": label = try reader.string()
      default: try reader.skip()
      }
    }
    guard let governor, let dependent else {
      throw scanner.failure("a dependency needs “governor” and “dependent”", at: start)
    }
    return (governor, dependent, label, start)
  }
}
