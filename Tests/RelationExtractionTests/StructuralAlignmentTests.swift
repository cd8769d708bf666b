import Foundation
import GraphAlignment
import Graphs
import LinearAlgebra
import Parallel
import RelationExtraction
import Testing

/// An aligner with similarities of one's choice.
private struct FixedAligner: GraphAligner {
  var similarities: [[Float]]

  func align(
    _ source: Graph, to target: Graph, progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    Alignment(
      candidates: similarities.map { row in
        row.enumerated().map { Candidate(target: $0.offset, similarity: $0.element) }
          .sorted { ($1.similarity, $0.target) < ($0.similarity, $1.target) }
      }, sourceIdentifiers: source.identifiers, targetIdentifiers: target.identifiers)
  }
}

private func words(_ count: Int, _ edges: [(Int, Int)] = []) -> DependencyGraph {
  DependencyGraph(
    words: (0..<count).map { .init("w\($0)") },
    edges: edges.map { .init(governor: $0.0, dependent: $0.1) }, roots: [])
}

private func scene(_ count: Int, _ pairs: [(Int, Int)]) -> SceneGraph {
  SceneGraph(
    imageID: "a.jpg", objects: [SceneObject](repeating: SceneObject(), count: count),
    relations: pairs.map { SceneRelation(subject: $0.0, object: $0.1) })
}

@Suite("Structural alignment") struct StructuralAlignmentTests {
  @Test("keeps the k best objects; smaller numbers win ties, which are counted")
  func ties() throws {
    let rows: [[Float]] = [
      [0.2, 0.9, 0.5, 0.1], [0.5, 0.7, 0.5, 0.7], [0.3, 0.3, 0.3, 0.3],
      // Equal up to rounding: the first of them, though it is the smaller.
      [0.1, 0.699_999_9, 0.7, 0.2],
    ]
    var structure = StructuralAlignment(aligner: FixedAligner(similarities: rows))
    let graph = scene(4, [(0, 1)])
    let one = try structure.weights(words: words(4), objects: graph)
    #expect(
      one.weights.elements == [
        0, 0.9, 0, 0, 0, 0.7, 0, 0, 0.3, 0, 0, 0, 0, 0.699_999_9, 0, 0,
      ])
    #expect(one.tieCount == 3)
    structure.candidateCount = 3
    let three = try structure.weights(words: words(4), objects: graph)
    #expect(
      three.weights.elements == [
        0.2, 0.9, 0.5, 0, 0.5, 0.7, 0, 0.7, 0.3, 0.3, 0.3, 0, 0, 0.699_999_9, 0.7, 0.2,
      ])
    #expect(three.tieCount == 2)
    structure.candidateCount = 1
    structure.tieRule = .share
    let shared = try structure.weights(words: words(4), objects: graph)
    #expect(
      Array(shared.weights.elements[4..<12]) == [0, 0.35, 0, 0.35, 0.075, 0.075, 0.075, 0.075])
    structure.candidateCount = 10
    let all = try structure.weights(words: words(4), objects: graph)
    #expect(all.tieCount == 0 && all.weights.elements == rows.flatMap { $0 })
  }

  @Test("is zero for an empty scene graph, and for no words")
  func empty() throws {
    let structure = StructuralAlignment.paper
    let none = try structure.weights(words: words(3, [(0, 1)]), objects: scene(0, []))
    #expect(none.wordCount == 3 && none.objectCount == 0)
    let unrelated = try structure.weights(words: words(3, [(0, 1)]), objects: scene(2, []))
    #expect(unrelated.weights.elements == [Float](repeating: 0, count: 6))
    #expect(try structure.weights(words: words(0), objects: scene(2, [(0, 1)])).wordCount == 0)
    let release = try StructuralAlignment.release.weights(words: words(3), objects: scene(0, []))
    #expect(release.wordCount == 3 && release.objectCount == 10)
  }

  @Test("leaves objects beyond the limit out, with their relations")
  func limit() throws {
    var structure = StructuralAlignment.paper
    structure.objectLimit = 2
    let graph = try structure.weights(
      words: words(2, [(0, 1)]), objects: scene(4, [(0, 1), (2, 3), (1, 2)]))
    let small = try structure.weights(words: words(2, [(0, 1)]), objects: scene(2, [(0, 1)]))
    #expect(graph == small && graph.objectCount == 2)
  }

  @Test("bears graphs of every small size", arguments: [1, 2, 3])
  func small(_ count: Int) throws {
    for structure in [StructuralAlignment.paper, .release] {
      for objects in [scene(1, [(0, 0)]), scene(2, [(0, 1)])] {
        let edges = (1..<max(count, 1)).map { (0, $0) }
        let alignment = try structure.weights(words: words(count, edges), objects: objects)
        #expect(alignment.wordCount == count)
        #expect(alignment.weights.elements.allSatisfy { $0.isFinite && $0 >= 0 && $0 <= 1 })
      }
    }
  }

  @Test("finds the hub of a scene for the root of a sentence")
  func hub() throws {
    let text = words(6, (1..<6).map { (0, $0) })
    let alignment = try StructuralAlignment.paper.weights(
      words: text, objects: scene(6, [(3, 0), (3, 1), (3, 2), (3, 4), (3, 5)]))
    #expect(alignment.weights[0, 3] > 0.99)
    // All leaves are alike: five ties, which the first leaf wins.
    #expect(alignment.tieCount == 5 && (1..<6).allSatisfy { alignment.weights[$0, 0] > 0.99 })
  }

  @Test("does not depend on how words and objects are numbered", arguments: [1, 2, 3, 4, 5])
  func numbering(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    // A random tree of words and a random graph of objects.
    let (wordCount, objectCount) = (4 + random.index(below: 16), 2 + random.index(below: 9))
    let edges = (1..<wordCount).map { (random.index(below: $0), $0) }
    let pairs = (0..<objectCount * 3 / 2).map { _ in
      (random.index(below: objectCount), random.index(below: objectCount))
    }.filter { $0 != $1 }
    func shuffled(_ count: Int) -> [Int] {
      var order = Array(0..<count)
      for i in order.indices.reversed() { order.swapAt(i, random.index(below: i + 1)) }
      return order
    }
    let (newWord, newObject) = (shuffled(wordCount), shuffled(objectCount))
    for aligner in [REGAL.paper, .authorsCode] {
      var structure = StructuralAlignment(aligner: aligner)
      // All similarities, for where they are equal the numbers decide which are kept.
      structure.candidateCount = 10
      let before = try structure.weights(
        words: words(wordCount, edges), objects: scene(objectCount, pairs))
      let after = try structure.weights(
        words: words(wordCount, edges.map { (newWord[$0], newWord[$1]) }),
        objects: scene(objectCount, pairs.map { (newObject[$0], newObject[$1]) }))
      for word in 0..<wordCount {
        for object in 0..<objectCount {
          let moved = after.weights[newWord[word], newObject[object]]
          #expect(abs(before.weights[word, object] - moved) < 1e-4)
        }
      }
    }
  }

  @Test("gives pieces the weights of their tokens")
  func pieces() {
    let alignment = WordObjectAlignment(
      weights: Matrix(rowCount: 2, columnCount: 2, elements: [1, 0, 0, 0.5]))
    let sample = EncodedSample(
      identifiers: [101, 7, 8, 9, 102], tokens: [nil, 0, 1, 1, nil], headMarker: 0, tailMarker: 0,
      isTruncated: false)
    #expect(
      alignment.expanded(to: sample, count: 6).elements == [0, 0, 1, 0, 0, 0.5, 0, 0.5, 0, 0, 0, 0])
  }

  private func sample(_ tokens: String, image: String, head: Range<Int>) -> RelationSample {
    let mention = Mention(name: "", span: head)
    return RelationSample(
      tokens: tokens.split(separator: " ").map(String.init), head: mention, tail: mention,
      imageID: image, relation: "r\(head)")
  }

  @Test("aligns a text and a picture once, whatever the mentions and the relation")
  func caching() throws {
    let samples = [
      sample("a b c", image: "x", head: 0..<1), sample("a b c", image: "x", head: 1..<2),
      sample("a b c", image: "y", head: 0..<1), sample("a b", image: "x", head: 0..<1),
      sample("c b", image: "z", head: 0..<1),
    ]
    var calls = 0
    func result(_ missing: MissingDataPolicy) throws -> SampleAlignments {
      try StructuralAlignment.paper.weights(of: samples, missing: missing) { sample in
        calls += 1
        return sample.tokens[0] == "c"
          ? nil
          : DependencyGraph(
            words: sample.tokens.map { .init($0) }, edges: [.init(governor: 0, dependent: 1)],
            roots: [0])
      } objects: { sample in
        sample.imageID == "y" ? nil : scene(3, [(0, 1), (1, 2)])
      }
    }
    let zeros = try result(.zeros)
    #expect(calls == 4 && zeros.alignments.count == 4)
    #expect(zeros.indices == [0, 0, 1, 2, 3])
    #expect(zeros.missingTextCount == 1 && zeros.missingImageCount == 1 && zeros.coverage == 1)
    #expect(zeros[0]?.weights.elements.contains { $0 > 0 } == true)
    #expect(zeros[2]?.weights.elements.contains { $0 > 0 } == false && zeros[2]?.wordCount == 3)
    #expect(try result(.skip).indices == [0, 0, nil, 2, nil])
    let error = #expect(throws: MissingGraphError.self) { try result(.fail) }
    #expect(error?.description == "sample 0: its picture has no graph")
  }
}
