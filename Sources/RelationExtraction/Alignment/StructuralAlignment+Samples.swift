internal import Parallel

/// The alignments of many samples, each text and picture aligned once.
public struct SampleAlignments: Sendable {
  /// The alignments of different texts and pictures: rows are the tokens of the samples.
  public var alignments: [WordObjectAlignment]
  /// Which alignment belongs to each sample; `nil` for a sample that is to be left out.
  public var indices: [Int?]
  /// Samples without a parse of their text.
  public var missingTextCount = 0
  /// Samples without a scene graph of their picture.
  public var missingImageCount = 0
  /// The share of tokens, over all texts that have a parse, that a word of the parser covers.
  public var coverage = 1.0

  /// Alignments, and which of them each sample has.
  public init(alignments: [WordObjectAlignment], indices: [Int?]) {
    self.alignments = alignments
    self.indices = indices
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
  public init(sample: Int, reason: String) {
    self.sample = sample
    self.reason = reason
  }

  /// One line, such as `sample 3: its text has no parse`.
  public var description: String { "sample \(sample): \(reason)" }
}

extension StructuralAlignment {
  /// Aligns the tokens of samples with the objects of their pictures, on all cores.
  ///
  /// Samples with the same tokens and picture are aligned once, for the result depends on neither their
  /// mentions nor their relation. A parser's words are matched with tokens by characters; a token that no
  /// word covers gets zeros.
  ///
  /// - Parameters:
  ///   - samples: the samples, in order.
  ///   - missing: what to do about a sample without parse or picture; zeros have ``objectLimit`` columns.
  ///   - words: the parse of a sample's text, if there is one.
  ///   - objects: the scene graph of a sample's picture, if there is one.
  /// - Throws: what the aligner throws, and ``MissingGraphError`` under ``MissingDataPolicy/fail``.
  public func weights(
    of samples: [RelationSample], missing: MissingDataPolicy = .zeros,
    words: (RelationSample) -> DependencyGraph?, objects: (RelationSample) -> SceneGraph?
  ) throws -> SampleAlignments {
    struct Key: Hashable {
      let tokens: [String]
      let image: String?
    }
    var places: [Key: Int] = [:]
    var work: [(tokens: [String], graph: TokenGraph?, scene: SceneGraph?)] = []
    var result = SampleAlignments(alignments: [], indices: [])
    for sample in samples {
      let key = Key(tokens: sample.tokens, image: sample.imageID)
      let place: Int
      if let known = places[key] {
        place = known
      } else {
        place = work.count
        places[key] = place
        work.append(
          (sample.tokens, words(sample)?.contracted(onto: sample.tokens), objects(sample)))
      }
      if work[place].graph == nil { result.missingTextCount += 1 }
      if work[place].scene == nil { result.missingImageCount += 1 }
      let isMissing = work[place].graph == nil || work[place].scene == nil
      if isMissing, missing == .fail {
        let what = work[place].graph == nil ? "its text has no parse" : "its picture has no graph"
        throw MissingGraphError(sample: sample.index, reason: what)
      }
      result.indices.append(isMissing && missing == .skip ? nil : place)
    }
    let covered = work.reduce((0, 0)) { sum, item in
      guard let graph = item.graph else { return sum }
      return (
        sum.0 + graph.representatives.count { $0 != nil }, sum.1 + graph.representatives.count
      )
    }
    if covered.1 > 0 { result.coverage = Double(covered.0) / Double(covered.1) }
    result.alignments = try alignAll(work)
    return result
  }

  private func alignAll(
    _ work: [(tokens: [String], graph: TokenGraph?, scene: SceneGraph?)]
  ) throws -> [WordObjectAlignment] {
    try Self.onAllCores(work) { item in
      guard let graph = item.graph, let scene = item.scene else {
        return .zeros(wordCount: item.tokens.count, objectCount: objectLimit)
      }
      return try weights(words: graph.graph, objects: scene).selectingRows(graph.representatives)
    }
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
