public import Files
internal import Foundation

extension PreparedPosts {
  /// Reads what ``write(to:)`` wrote.
  ///
  /// - Parameter path: a file, compressed with gzip or not, or `-` for standard input.
  /// - Throws: ``/Files/FileError`` with line and column.
  /// - Complexity: O(bytes)
  public init(contentsOf path: String) throws(FileError) {
    try self.init(FileContents(at: path))
  }

  /// Reads text in memory.
  ///
  /// - Throws: ``/Files/FileError`` with line and column.
  public init(parsing text: String, named name: String) throws(FileError) {
    try self.init(FileContents(Array(text.utf8), name: name))
  }

  private init(_ contents: FileContents) throws(FileError) {
    let file = contents.name
    self = try contents.withLines { (bytes, lines) throws(FileError) in
      var parts: PostLines?
      for (i, range) in lines.enumerated() {
        let own = bytes.extracting(range)
        if own.indices.allSatisfy({ own[$0] <= 0x20 }) { continue }
        let line = try PostLine(json: own, file: file, origin: TextPosition(line: i + 1))
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

  fileprivate static let format = "mega posts 1"

  /// Writes a file of JSON lines: a header, then texts and pictures, each before the first sample that
  /// needs it, and samples. Equal posts give equal bytes.
  ///
  /// - Parameter path: a file, compressed if it ends in `.gz`, or `-` for standard output.
  /// - Throws: ``/Files/FileError`` with the system's reason.
  /// - Complexity: O(bytes)
  public func write(to path: String) throws(FileError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try FileWriter.write(to: path) { (file) throws(FileError) in
      func append(_ line: PostLine) throws(FileError) {
        let data: Data
        do {
          data = try encoder.encode(line)
        } catch {
          throw FileError(file: path, reason: "a number is not finite")
        }
        try file.append(Array(data) + [0x0a])
      }
      var header = PostLine(format: Self.format, splits: splits.map(\.name))
      header.relations = .names(vocabulary.names)
      try append(header)
      var numbers: [[String]: Int] = [:]
      var images: Set<String> = []
      for (i, split) in splits.enumerated() {
        for sample in split.samples {
          if numbers[sample.tokens] == nil {
            numbers[sample.tokens] = numbers.count
            let graph = texts[sample.tokens]
            try append(
              PostLine(
                text: sample.tokens, words: graph?.words, edges: graph?.edges, roots: graph?.roots,
                origin: chainedTexts.contains(sample.tokens) ? "chain" : nil))
          }
          if let image = sample.imageFileName, let scene = scenes[image],
            images.insert(image).inserted
          {
            try append(
              PostLine(
                relations: .rows(scene.relations), image: image, objects: scene.objects,
                origin: chainedImages.contains(image) ? "chain" : nil))
          }
          let others = PythonLiteral.dictionary(sample.otherFields).description
          try append(
            PostLine(
              split: i, of: numbers[sample.tokens]!, head: sample.head, tail: sample.tail,
              picture: sample.imageID, relation: sample.relation, whole: sample.text,
              others: sample.otherFields.isEmpty ? nil : others))
        }
      }
    }
  }
}

/// Puts posts together, line by line.
private struct PostLines {
  var posts: PreparedPosts
  private var texts: [[String]] = []

  init(_ line: PostLine) throws(SampleFieldError) {
    guard line.format == PreparedPosts.format, case .names(let names) = line.relations,
      let splits = line.splits
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
    let isChained = line.origin == "chain"
    if let tokens = line.text {
      texts.append(tokens)
      if let graph = try line.graph() { posts.texts[tokens] = graph }
      if isChained { posts.chainedTexts.insert(tokens) }
    } else if let image = line.image {
      posts.scenes[image] = try line.scene(image)
      if isChained { posts.chainedImages.insert(image) }
    } else {
      guard let split = line.split, posts.splits.indices.contains(split),
        let text = line.of, texts.indices.contains(text), let head = line.head,
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
        index: posts.splits[split].samples.count, tokens: texts[text], text: line.whole,
        head: head, tail: tail, imageID: line.picture,
        relation: line.relation)
      if let others = line.others {
        guard let literal = try? PythonLiteral(parsing: others, named: ""),
          let entries = literal.entries
        else { throw SampleFieldError(reason: "“others” is no dictionary") }
        sample.otherFields = entries
      }
      posts.splits[split].samples.append(sample)
    }
  }
}
