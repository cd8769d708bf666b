public import Files

extension PreparedPosts {
  /// Reads what ``write(to:)`` wrote.
  ///
  /// - Parameter path: a file, compressed with gzip or not, or `-` for standard input.
  /// - Throws: ``Files/FileError`` with line and column.
  /// - Complexity: O(bytes)
  public init(contentsOf path: String) throws(FileError) {
    try self.init(FileContents(at: path))
  }

  /// Reads text in memory.
  public init(parsing text: String, named name: String) throws(FileError) {
    try self.init(FileContents(Array(text.utf8), name: name))
  }

  private init(_ contents: FileContents) throws(FileError) {
    let file = contents.name
    self = try contents.withLines { (bytes, lines) throws(FileError) in
      var parts: PostLines?
      for (i, range) in lines.enumerated() {
        var reader = JSONReader(
          bytes.extracting(range), file: file, origin: TextPosition(line: i + 1, column: 1))
        if reader.peek() == 0 { continue }
        let line = try PostLine(&reader)
        try reader.finish()
        do throws(SampleFieldError) {
          if parts == nil {
            parts = try PostLines(line)
          } else {
            try parts!.add(line)
          }
        } catch {
          throw FileError(file: file, line: i + 1, reason: error.reason)
        }
      }
      guard let parts else { throw FileError(file: file, reason: "there are no posts") }
      return parts.posts
    }
  }
}

/// Puts posts together, line by line.
private struct PostLines {
  var posts: PreparedPosts
  private var texts: [[String]] = []

  init(_ line: PostLine) throws(SampleFieldError) {
    guard line.strings["format"] == PreparedPosts.format, let names = line.lists["relations"],
      let splits = line.lists["splits"]
    else {
      throw SampleFieldError(
        reason: "expected “\(PreparedPosts.format)” with relations and splits; "
          + "“mega prepare” writes such files")
    }
    guard Set(names).count == names.count, Set(splits).count == splits.count else {
      throw SampleFieldError(reason: "a relation or a split stands there twice")
    }
    posts = PreparedPosts(
      vocabulary: RelationVocabulary(names), splits: splits.map { .init(name: $0, samples: []) })
  }

  mutating func add(_ line: PostLine) throws(SampleFieldError) {
    let isChained = line.strings["origin"] == "chain"
    if let tokens = line.lists["text"] {
      texts.append(tokens)
      if let words = line.words { posts.texts[tokens] = try line.graph(words) }
      if isChained { posts.chainedTexts.insert(tokens) }
    } else if let image = line.strings["image"] {
      posts.scenes[image] = try line.scene(image)
      if isChained { posts.chainedImages.insert(image) }
    } else {
      guard let split = line.numbers["split"], posts.splits.indices.contains(split),
        let text = line.numbers["of"], texts.indices.contains(text), let head = line.head,
        let tail = line.tail
      else {
        throw SampleFieldError(reason: "expected a text, a picture or a sample with known parts")
      }
      for mention in [head, tail] {
        guard mention.span.lowerBound >= 0, !mention.span.isEmpty,
          mention.span.upperBound <= texts[text].count
        else {
          throw SampleFieldError(
            reason: "“\(mention.name)” is not among \(texts[text].count) tokens")
        }
      }
      var sample = RelationSample(
        index: posts.splits[split].samples.count, tokens: texts[text], text: line.strings["whole"],
        head: head, tail: tail, imageID: line.strings["picture"],
        relation: line.strings["relation"])
      if let others = line.strings["others"] {
        guard let literal = try? PythonLiteral(parsing: others, named: ""),
          let entries = literal.entries
        else { throw SampleFieldError(reason: "“others” is no dictionary") }
        sample.otherFields = entries
      }
      posts.splits[split].samples.append(sample)
    }
  }
}
