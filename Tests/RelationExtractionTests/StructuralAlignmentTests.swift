import Foundation
import GraphAlignment
import Graphs
import LinearAlgebra
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

  @Test("gives pieces the weights of their tokens")
  func pieces() {
    let alignment = WordObjectAlignment(
      weights: Matrix(rowCount: 2, columnCount: 2, elements: [1, 0, 0, 0.5]))
    let sample = EncodedSample(
      identifiers: [101, 7, 8, 9, 102], tokens: [nil, 0, 1, 1, nil], headMarker: 0, tailMarker: 0,
      isTruncated: false)
    #expect(
      alignment.expanded(to: sample, count: 6).elements == [0, 0, 1, 0, 0, 0.5, 0, 0.5, 0, 0, 0, 0])
    #expect(
      alignment.expanded(to: sample, rule: .first).elements == [0, 0, 1, 0, 0, 0.5, 0, 0, 0, 0])
    #expect(
      alignment.expanded(to: sample, rule: .split).elements == [0, 0, 1, 0, 0, 0.25, 0, 0.25, 0, 0])
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

@Suite("Words and tokens") struct WordTokenMatchTests {
  private func match(_ words: [String], _ tokens: [String]) -> WordTokenMatch {
    WordTokenMatch(words.map { .init($0) }, tokens: tokens)
  }

  @Test("are matched by the characters that they share")
  func characters() {
    // Words finer than tokens, and coarser.
    let finer = match(["ca", "n't", "#", "tag"], ["can't", "#tag"])
    #expect(
      finer.tokenOfWord == [0, 0, 1, 1] && finer.wordOfToken == [1, 3] && finer.coverage == 1)
    let coarser = match(["New York"], ["New", "York"])
    #expect(coarser.tokenOfWord == [1] && coarser.wordOfToken == [0, 0])
    // Composed and decomposed, brackets and quotes of the Penn Treebank.
    let forms = match(["cafe\u{301}", "-LRB-", "``", "x", "''"], ["café", "(", "\"", "x", "\""])
    #expect(forms.wordOfToken == [0, 1, 2, 3, 4])
    // Words that straddle: the larger share decides.
    #expect(match(["abc", "def"], ["ab", "cdef"]).tokenOfWord == [0, 1])
  }

  @Test("may be missing on either side")
  func missing() {
    let address = match(["Zoe", "sings", "!"], ["Zoe", "sings", "https://t.co/x", "!"])
    #expect(address.wordOfToken == [0, 1, nil, 2] && address.coverage == 0.75)
    #expect(match([], ["a"]).wordOfToken == [nil] && match(["a"], []).tokenOfWord == [nil])
    #expect(match([], []).coverage == 1)
  }

  @Test("words of one surface share its token")
  func surfaces() {
    let words = [
      DependencyGraph.Word("zu", surface: "zum"),
      DependencyGraph.Word("dem", surface: "", continuesSurface: true), DependencyGraph.Word("See"),
    ]
    let match = WordTokenMatch(words, tokens: ["zum", "See"])
    #expect(match.tokenOfWord == [0, 0, 1] && match.wordOfToken == [0, 2])
  }

  @Test("dependencies move from words to tokens")
  func contraction() {
    let graph = DependencyGraph(
      words: ["He", "ca", "n't", "stay", "NewYork"].map { .init($0) },
      edges: [
        .init(governor: 3, dependent: 0), .init(governor: 3, dependent: 1),
        .init(governor: 3, dependent: 2), .init(governor: 1, dependent: 2),
        .init(governor: 3, dependent: 4),
      ], roots: [3])
    let moved = graph.contracted(onto: ["He", "can't", "stay", "New", "York", "http"])
    #expect(
      moved.graph.edges == [
        .init(governor: 2, dependent: 0), .init(governor: 2, dependent: 1),
        .init(governor: 2, dependent: 4),
      ])
    #expect(moved.graph.roots == [2])
    // “New” has no edges of its own; the token with its word's edges stands for it.
    #expect(moved.representatives == [0, 1, 2, 4, 4, nil])
    #expect(moved.coverage == 5.0 / 6)
  }
}

/// REGAL on graphs of this size is exact, so α has a closed form.
@Suite("Alignment of real graphs", .enabled(if: MNREFiles.areHere, "\(MNREFiles.absence)"))
struct RealAlignmentTests {
  /// The first test graphs that have relations and words.
  private func graphs(_ count: Int) throws -> [(words: DependencyGraph, objects: SceneGraph)] {
    let archive = try TarArchive(contentsOf: MNREFiles.path("v1/combined_graph_edges.tar.gz"))
    let relations = try ObjectRelations(contentsOf: MNREFiles.path("v1/graph_of_image_test.json"))
    var result: [(words: DependencyGraph, objects: SceneGraph)] = []
    for sample in try RelationSample.read(from: MNREFiles.path("v1/ours_test.txt")) {
      let image = try #require(sample.imageFileName)
      let objects = try #require(relations.graph(of: image))
      let name = "combined_graph_edges/test/\(sample.index)"
      let bytes = try archive.bytes(of: name)
      let graph = try CombinedGraph(
        parsing: try #require(bytes), named: name, relations: try #require(relations.pairs[image]))
      if let text = graph.repairedText(), !objects.relations.isEmpty {
        result.append((text.graph, objects))
      }
      if result.count == count { break }
    }
    return result
  }

  /// The similarities from their definition: rings by sets, degrees in buckets of powers of two, the
  /// kernel, and the distance √(2 − 2·sim) of rows of an exact embedding.
  private func closedForm(
    _ words: DependencyGraph, _ objects: SceneGraph, isPaper: Bool
  ) -> [[Double]] {
    let offset = words.words.count
    let count = offset + objects.objects.count
    var neighbors = [Set<Int>](repeating: [], count: count)
    let pairs =
      words.edges.map { ($0.governor, $0.dependent) }
      + objects.relations.map { ($0.subject + offset, $0.object + offset) }
    for (i, j) in pairs where i != j {
      neighbors[i].insert(j)
      neighbors[j].insert(i)
    }
    let signatures = (0..<count).map { node in
      var signature = [Double](repeating: 0, count: 8)
      var (seen, ring): (Set<Int>, Set<Int>) = ([node], [node])
      for hop in 0...2 {
        let weight = isPaper ? (hop == 0 ? 0 : pow(0.01, Double(hop - 1))) : pow(0.01, Double(hop))
        for other in ring where !neighbors[other].isEmpty {
          signature[Int(log2(Double(neighbors[other].count)))] += weight
        }
        ring = Set(ring.flatMap { neighbors[$0] }).subtracting(seen)
        seen.formUnion(ring)
      }
      return signature
    }
    return (0..<offset).map { word in
      (offset..<count).map { object in
        let squared = zip(signatures[word], signatures[object])
          .reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        let similarity = exp(isPaper ? -squared : -squared.squareRoot())
        let distance = max(2 - 2 * similarity, 0)
        return exp(isPaper ? -distance : -distance.squareRoot())
      }
    }
  }

  /// Measured on these graphs: 6e-7 with the squared kernel, 1.1e-5 with the other, whose root magnifies
  /// what rounding leaves of small distances. The tolerance leaves room for other BLAS libraries.
  @Test("agrees with the closed form on 200 of them", arguments: [true, false])
  func oracle(_ isPaper: Bool) throws {
    var structure = StructuralAlignment(aligner: isPaper ? REGAL.paper : REGAL.authorsCode)
    structure.candidateCount = 10
    let graphs = try graphs(200)
    #expect(graphs.count == 200)
    var (largest, rows, ties) = (0.0, 0, 0)
    for (words, objects) in graphs {
      let expected = closedForm(words, objects, isPaper: isPaper)
      let all = try structure.weights(words: words, objects: objects)
      #expect(all.wordCount == expected.count && all.objectCount == expected[0].count)
      for word in expected.indices {
        for object in expected[word].indices {
          largest = max(largest, abs(Double(all.weights[word, object]) - expected[word][object]))
        }
      }
      var one = structure
      one.candidateCount = 1
      let best = try one.weights(words: words, objects: objects)
      ties += best.tieCount
      for word in expected.indices {
        rows += 1
        let row = expected[word]
        let top = row.max()!
        // The first of the best. Between the two bounds lies the tolerance of ties, give or take what
        // `Float` cannot tell.
        let chosen = row.indices.filter { best.weights[word, $0] > 0 }
        #expect(chosen.count == 1 && row[chosen[0]] >= top * (1 - 2e-6), "\(row)")
        #expect(!row[..<chosen[0]].contains { $0 >= top * (1 - 2e-7) }, "\(row)")
      }
    }
    #expect(largest <= 1e-4, "\(largest)")
    // Most words have no single best object.
    #expect((0.4...0.9).contains(Double(ties) / Double(rows)), "\(ties) of \(rows)")
  }

  @Test("does not depend on the number of threads or the order of samples")
  func determinism() throws {
    let graphs = try graphs(60)
    let mention = Mention(name: "", span: 0..<1)
    let samples = graphs.indices.map {
      RelationSample(
        index: $0, tokens: (0..<graphs[$0].words.words.count).map { "w\($0)" }, head: mention,
        tail: mention, imageID: "\($0)")
    }
    func align(_ samples: [RelationSample]) throws -> SampleAlignments {
      try StructuralAlignment.paper.weights(of: samples) { sample in
        var graph = graphs[sample.index].words
        graph.words = sample.tokens.map { .init($0) }
        return graph
      } objects: {
        graphs[$0.index].objects
      }
    }
    let all = try align(samples)
    let single = try Parallelism.withThreadCount(1) { try align(samples) }
    let reversed = try align(samples.reversed())
    for i in samples.indices {
      #expect(all[i] == single[i] && all[i] == reversed[samples.count - 1 - i])
    }
  }
}
