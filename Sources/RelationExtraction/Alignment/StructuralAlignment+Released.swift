internal import Files
internal import Parallel

/// Alignments of released graphs, and what could be known of them.
public struct ReleasedAlignments: Sendable {
  /// Rows are words of the parser, whose text was not published: not tokens of the samples.
  public var alignments: SampleAlignments
  /// Graphs of one sentence.
  public var singleSentenceCount = 0
  /// Graphs of several sentences that could be told apart completely.
  public var separatedCount = 0
  /// Graphs with sentences of one word, which have no edge: it is known how many there are, but not where
  /// they stood. Their rows are the last.
  public var appendedCount = 0
  /// Graphs whose sentences lie on top of each other and were left so, or could not be told apart.
  public var overlaidCount = 0
  /// Graphs of pictures without relations. They do not say how many words there are; their weights are
  /// zeros, for as many words as the edges show, unless objects are added.
  public var unknownWordCount = 0
  /// Graphs with a known number of words that is the number of tokens: only there can rows be tokens.
  public var tokenCountMatches = 0
}

extension StructuralAlignment {
  /// Aligns the words of released graphs with the objects of their pictures, on all cores.
  ///
  /// Samples with equal graphs are aligned once. Where pictures have how many objects is not published
  /// either: as many as their relations show.
  ///
  /// ``RelationSample/index`` says which graph of the split is a sample's. In the files all sentences start
  /// at word 0; with `isRepairing` one is put behind the other.
  ///
  /// - Throws: ``/Files/FileError`` when a graph is damaged or not that of its picture,
  ///   ``MissingGraphError`` under ``MissingDataPolicy/fail``, and what the aligner throws.
  public func weights(
    ofReleased graphs: ReleasedGraphs, split: String, samples: [RelationSample],
    relations: ObjectRelations, isRepairing: Bool, missing: MissingDataPolicy = .zeros
  ) throws -> ReleasedAlignments {
    struct Key: Hashable {
      // Samples without graph or picture have zeros, of as many rows as tokens: that is all that is known.
      var bytes: [UInt8]?
      var image: String?
      var tokenCount: Int?
    }
    typealias Item = (name: String, key: Key, scene: SceneGraph?, tokenCount: Int)
    var result = ReleasedAlignments(alignments: SampleAlignments(alignments: [], indices: []))
    let work: [Item] = try Self.distinct(samples, missing, &result.alignments) { sample in
      let bytes = try graphs.bytes(split: split, index: sample.index)
      let image = sample.imageFileName.flatMap { relations.pairs[$0] == nil ? nil : $0 }
      let isWhole = bytes != nil && image != nil
      return Key(bytes: bytes, image: image, tokenCount: isWhole ? nil : sample.tokens.count)
    } item: { sample, key in
      (
        graphs.name(split: split, index: sample.index), key,
        key.image.flatMap { relations.graph(of: $0) }, sample.tokens.count
      )
    } has: {
      ($0.key.bytes != nil, $0.scene != nil)
    }
    typealias Outcome = (graph: CombinedGraph, repaired: RepairedText?)
    let outcomes = try Self.onAllCores(work) { item -> (Outcome?, WordObjectAlignment) in
      guard let bytes = item.key.bytes, let scene = item.scene else {
        return (nil, .zeros(wordCount: item.tokenCount, objectCount: objectLimit))
      }
      let graph = try CombinedGraph(parsing: bytes, named: item.name, relations: scene.relations)
      let repaired = graph.repairedText()
      let words = (isRepairing ? repaired?.graph : nil) ?? graph.overlaidText
      return ((graph, repaired), try weights(words: words, objects: scene))
    }
    result.alignments.alignments = outcomes.map(\.1)
    for (sample, place) in zip(samples, result.alignments.indices) {
      guard let place, let (graph, repaired) = outcomes[place].0 else { continue }
      if graph.wordCount == nil { result.unknownWordCount += 1 }
      if graph.wordCount == sample.tokens.count { result.tokenCountMatches += 1 }
      switch repaired {
      case let repaired? where repaired.sentenceCount <= 1: result.singleSentenceCount += 1
      case let repaired? where isRepairing && repaired.appendedWordCount == 0: result.separatedCount += 1
      case .some where isRepairing: result.appendedCount += 1
      default: result.overlaidCount += 1
      }
    }
    return result
  }
}
