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
  /// - Parameters:
  ///   - graphs: the graphs of the pictures.
  ///   - split: the part of the data.
  ///   - samples: those of the split, of which ``RelationSample/index`` says which graph is theirs.
  ///   - relations: the relations of objects.
  ///   - isRepairing: whether sentences are put one behind the other; in the files all start at word 0.
  ///   - missing: what to do about a sample without graph or without picture.
  /// - Throws: ``/Files/FileError`` when a graph is damaged or not that of its picture,
  ///   ``MissingGraphError`` under ``MissingDataPolicy/fail``, and what the aligner throws.
  public func weights(
    ofReleased graphs: ReleasedGraphs, split: String, samples: [RelationSample],
    relations: ObjectRelations, isRepairing: Bool, missing: MissingDataPolicy = .zeros
  ) throws -> ReleasedAlignments {
    struct Key: Hashable {
      let bytes: [UInt8]
      let image: String
    }
    struct Work {
      let name: String
      let bytes: [UInt8]
      let scene: SceneGraph
      let pairs: [(subject: Int, object: Int)]
    }
    var places: [Key: Int] = [:]
    var work: [Work?] = []
    var zeros: [Int: Int] = [:]
    var result = ReleasedAlignments(alignments: SampleAlignments(alignments: [], indices: []))
    for sample in samples {
      let image = sample.imageFileName ?? ""
      let bytes = try graphs.bytes(split: split, index: sample.index)
      guard let bytes, let pairs = relations.pairs[image], let scene = relations.graph(of: image)
      else {
        if bytes == nil { result.alignments.missingTextCount += 1 }
        if relations.pairs[image] == nil { result.alignments.missingImageCount += 1 }
        if missing == .fail {
          throw MissingGraphError(
            sample: sample.index,
            reason: bytes == nil ? "it has no graph" : "its picture has no graph")
        }
        if missing == .skip {
          result.alignments.indices.append(nil)
        } else {
          // Zeros of as many rows as the sample has tokens, for that is all that is known.
          let place = zeros[sample.tokens.count] ?? work.count
          if place == work.count {
            zeros[sample.tokens.count] = place
            work.append(nil)
          }
          result.alignments.indices.append(place)
        }
        continue
      }
      let key = Key(bytes: bytes, image: image)
      let place = places[key] ?? work.count
      if place == work.count {
        places[key] = place
        let name = graphs.name(split: split, index: sample.index)
        work.append(Work(name: name, bytes: bytes, scene: scene, pairs: pairs))
      }
      result.alignments.indices.append(place)
    }

    typealias Outcome = (CombinedGraph, RepairedText?, WordObjectAlignment)
    let outcomes = try Self.onAllCores(work) { (item) -> Outcome? in
      guard let item else { return nil }
      let graph = try CombinedGraph(
        parsing: item.bytes, named: item.name, relations: item.pairs)
      let repaired = graph.repairedText()
      let words = isRepairing ? repaired?.graph : nil
      return (
        graph, repaired, try weights(words: words ?? graph.overlaidText, objects: item.scene)
      )
    }
    var heights: [Int: Int] = [:]
    for (count, place) in zeros { heights[place] = count }
    result.alignments.alignments = outcomes.enumerated().map { i, outcome in
      outcome?.2 ?? .zeros(wordCount: heights[i]!, objectCount: objectLimit)
    }
    for (sample, place) in zip(samples, result.alignments.indices) {
      guard let place, let (graph, repaired, _) = outcomes[place] else { continue }
      if graph.wordCount == nil { result.unknownWordCount += 1 }
      if graph.wordCount == sample.tokens.count { result.tokenCountMatches += 1 }
      switch repaired {
      case let repaired? where repaired.sentenceCount <= 1: result.singleSentenceCount += 1
      case let repaired? where isRepairing && repaired.appendedWordCount == 0:
        result.separatedCount += 1
      case .some where isRepairing: result.appendedCount += 1
      default: result.overlaidCount += 1
      }
    }
    return result
  }
}
