internal import Parallel

/// The alignments of many samples, each text and picture aligned once.
public struct SampleAlignments: Sendable {
  /// The alignments of different texts and pictures: rows are the tokens of the samples.
  public var alignments: [WordObjectAlignment]
  /// Which alignment belongs to each sample; `nil` for a sample that is to be left out.
  public var indices: [Int?]
  /// Samples without a parse of their text, and without a scene graph of their picture.
  public var missingTextCount = 0, missingImageCount = 0
  /// The share of tokens, over all texts that have a parse, that a word of the parser covers.
  public var coverage = 1.0

  /// Alignments, and which of them each sample has.
  public init(alignments: [WordObjectAlignment], indices: [Int?]) {
    (self.alignments, self.indices) = (alignments, indices)
  }

  /// The alignment of a sample; `nil` if it is to be left out.
  public subscript(_ sample: Int) -> WordObjectAlignment? { indices[sample].map { alignments[$0] } }
}

/// A text or a picture that is needed and not there.
public struct MissingGraphError: Error, Equatable, CustomStringConvertible {
  /// The place of the sample in its file.
  public let sample: Int
  /// What is missing.
  public let reason: String

  /// What is missing for a sample.
  public init(sample: Int, reason: String) { (self.sample, self.reason) = (sample, reason) }

  /// One line, such as `sample 3: its text has no graph`.
  public var description: String { "sample \(sample): \(reason)" }
}

extension MissingDataPolicy {
  /// Whether a sample stays.
  package func keeps(
    _ sample: RelationSample, hasText: Bool, hasScene: Bool
  ) throws(MissingGraphError) -> Bool {
    if hasText, hasScene { return true }
    guard self != .fail else {
      throw MissingGraphError(
        sample: sample.index, reason: hasText ? "its picture has no graph" : "its text has no graph")
    }
    return self == .zeros
  }
}

extension StructuralAlignment {
  /// Aligns the tokens of samples with the objects of their pictures, on all cores.
  ///
  /// Samples with the same tokens and picture are aligned once, for the result depends on neither their
  /// mentions nor their relation. A parser's words are matched with tokens by characters; a token that no
  /// word covers gets zeros.
  ///
  /// Zeros of a sample without parse or picture have ``objectLimit`` columns.
  ///
  /// - Throws: what the aligner throws, and ``MissingGraphError`` under ``MissingDataPolicy/fail``.
  public func weights(
    of samples: [RelationSample], missing: MissingDataPolicy = .zeros,
    words: (RelationSample) -> DependencyGraph?, objects: (RelationSample) -> SceneGraph?
  ) throws -> SampleAlignments {
    struct Key: Hashable {
      let tokens: [String]
      let image: String?
    }
    var result = SampleAlignments(alignments: [], indices: [])
    let work = try Self.distinct(samples, missing, &result) {
      Key(tokens: $0.tokens, image: $0.imageID)
    } item: { sample, _ in
      (tokens: sample.tokens, text: words(sample)?.contracted(onto: sample.tokens), scene: objects(sample))
    } has: {
      ($0.text != nil, $0.scene != nil)
    }
    let covered = work.compactMap { $0.text?.representatives }.joined()
    if !covered.isEmpty { result.coverage = Double(covered.count { $0 != nil }) / Double(covered.count) }
    result.alignments = try Self.onAllCores(work) { item in
      guard let text = item.text, let scene = item.scene else {
        return .zeros(wordCount: item.tokens.count, objectCount: objectLimit)
      }
      return try weights(words: text.graph, objects: scene).selectingRows(text.representatives)
    }
    return result
  }

  /// What there is to align, each thing once, while `result` notes which of them each sample has.
  ///
  /// - Parameters:
  ///   - key: equal for samples that have the same.
  ///   - item: what is to be aligned.
  ///   - has: whether there is a text and a picture.
  /// - Throws: ``MissingGraphError`` under ``MissingDataPolicy/fail``, and what `key` throws.
  static func distinct<Key: Hashable, Item>(
    _ samples: [RelationSample], _ missing: MissingDataPolicy, _ result: inout SampleAlignments,
    key: (RelationSample) throws -> Key, item: (RelationSample, Key) -> Item,
    has: (Item) -> (text: Bool, scene: Bool)
  ) throws -> [Item] {
    var places: [Key: Int] = [:]
    var items: [Item] = []
    for sample in samples {
      let key = try key(sample)
      let place = places[key] ?? items.count
      if place == items.count {
        places[key] = place
        items.append(item(sample, key))
      }
      let (hasText, hasScene) = has(items[place])
      if !hasText { result.missingTextCount += 1 }
      if !hasScene { result.missingImageCount += 1 }
      let isKept = try missing.keeps(sample, hasText: hasText, hasScene: hasScene)
      result.indices.append(isKept ? place : nil)
    }
    return items
  }

  /// What `body` makes of each item; of several errors the first is thrown.
  static func onAllCores<Item: Sendable, Value: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) throws -> Value
  ) throws -> [Value] {
    // The graphs are tiny: threads inside of an alignment would only wait for each other.
    try parallelMap(items.count) { i in
      Parallelism.withThreadCount(1) { Result { try body(items[i]) } }
    }.map { try $0.get() }
  }
}
