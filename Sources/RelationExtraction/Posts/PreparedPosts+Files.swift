public import Files
internal import Foundation

extension PreparedPosts: FileReadable {
  fileprivate static let format = "mega posts 2"

  /// Reads what ``write(to:)`` wrote.
  ///
  /// - Throws: ``/Files/FileError`` with line and column.
  /// - Complexity: O(bytes)
  public init(_ contents: FileContents) throws(FileError) {
    let file = contents.name
    self = try contents.withLines { (bytes, lines) throws(FileError) in
      var parts: PostLines?
      for (i, range) in lines.enumerated() {
        let own = bytes.extracting(range)
        if own.indices.allSatisfy({ own[$0] <= 0x20 }) { continue }
        // The first line says whether this is a file of posts at all.
        let line =
          parts == nil
          ? try? PostLine(json: own, file: file)
          : try PostLine(json: own, file: file, origin: TextPosition(line: i + 1))
        do throws(Inconsistency) {
          if parts == nil { parts = try PostLines(line) } else { try parts!.add(line!) }
        } catch {
          throw FileError(file: file, line: i + 1, reason: error.reason)
        }
      }
      guard let parts else { throw FileError(file: file, reason: "there are no posts") }
      return parts.posts
    }
  }

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
        guard let data = try? encoder.encode(line) else {
          throw FileError(file: path, reason: "a number is not finite")
        }
        try file.append(Array(data) + [0x0a])
      }
      try append(.header(format: Self.format, relations: vocabulary.names, splits: splits.map(\.name)))
      var numbers: [[String]: Int] = [:]
      var images: Set<String> = []
      for (i, split) in splits.enumerated() {
        for sample in split.samples {
          let tokens = sample.tokens
          if numbers[tokens] == nil {
            numbers[tokens] = numbers.count
            let isChain = chainedTexts.contains(tokens)
            try append(.text(tokens: tokens, graph: texts[tokens], isChain: isChain))
          }
          if let image = sample.imageFileName, let scene = scenes[image], images.insert(image).inserted {
            let isChain = chainedImages.contains(image)
            try append(.picture(name: image, graph: scene, isChain: isChain))
          }
          let others = PythonLiteral.dictionary(sample.otherFields).description
          try append(
            .sample(
              .init(
                split: i, text: numbers[tokens]!, head: sample.head, tail: sample.tail,
                imageID: sample.imageID, relation: sample.relation, whole: sample.text,
                others: sample.otherFields.isEmpty ? nil : others)))
        }
      }
    }
  }
}

/// A line of a file of prepared posts.
///
///     {"header": {"format": "mega posts 2", "relations": ["None", …], "splits": ["train", …]}}
///     {"text": {"tokens": ["Zoe", "sings"], "graph": {"words": [{"form": "Zoe"}, …], …}, "isChain": false}}
///     {"picture": {"name": "a.jpg", "graph": {"objects": [{"label": "man"}, …], …}, "isChain": false}}
///     {"sample": {"_0": {"split": 0, "text": 0, "head": {"name": "Zoe", "span": [0, 1]}, …}}}
private enum PostLine: Codable {
  case header(format: String, relations: [String], splits: [String])
  case text(tokens: [String], graph: DependencyGraph?, isChain: Bool)
  case picture(name: String, graph: SceneGraph, isChain: Bool)
  case sample(Sample)

  /// The numbers of a sample's split and text, and what else is known of it.
  struct Sample: Codable {
    var split, text: Int
    var head, tail: Mention
    var imageID, relation, whole, others: String?
  }
}

private struct PostLines {
  var posts: PreparedPosts
  private var texts: [[String]] = []

  init(_ line: PostLine?) throws(Inconsistency) {
    guard case .header(PreparedPosts.format, let names, let splits) = line else {
      throw Inconsistency(
        reason: "expected “\(PreparedPosts.format)” with relations and splits; "
          + "“mega prepare” writes such files")
    }
    guard Set(names).count == names.count, Set(splits).count == splits.count else {
      throw Inconsistency(reason: "a relation or a split stands there twice")
    }
    posts = PreparedPosts(
      vocabulary: RelationVocabulary(names), splits: splits.map { .init(name: $0, samples: []) })
  }

  mutating func add(_ line: PostLine) throws(Inconsistency) {
    switch line {
    case .header: throw Inconsistency(reason: "the header stands there twice")
    case .text(let tokens, let graph, let isChain):
      texts.append(tokens)
      if let graph { posts.texts[tokens] = graph }
      if isChain { posts.chainedTexts.insert(tokens) }
    case .picture(let image, let graph, let isChain):
      posts.scenes[image] = graph
      if isChain { posts.chainedImages.insert(image) }
    case .sample(let own): try add(own)
    }
  }

  private mutating func add(_ own: PostLine.Sample) throws(Inconsistency) {
    guard posts.splits.indices.contains(own.split), texts.indices.contains(own.text) else {
      throw Inconsistency(reason: "expected a sample with known split and text")
    }
    let tokens = texts[own.text]
    for mention in [own.head, own.tail] where mention.problem(in: tokens.count) != nil {
      throw Inconsistency(reason: mention.problem(in: tokens.count)!)
    }
    var sample = RelationSample(
      index: posts.splits[own.split].samples.count, tokens: tokens, text: own.whole,
      head: own.head, tail: own.tail, imageID: own.imageID, relation: own.relation)
    if let others = own.others {
      guard let entries = (try? PythonLiteral(parsing: others, named: ""))?.entries else {
        throw Inconsistency(reason: "“others” is no dictionary")
      }
      sample.otherFields = entries
    }
    posts.splits[own.split].samples.append(sample)
  }
}
