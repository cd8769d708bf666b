import Files
import Foundation
import GraphAlignment
import LinearAlgebra
import Parallel
import RelationExtraction
import Testing

/// REGAL on graphs of this size is exact, so α has a closed form.
@Suite("Alignment of real graphs", .enabled(if: MNREFiles.areHere, "\(MNREFiles.absence)"))
struct RealAlignmentTests {
  /// The first test graphs that have relations and words.
  private func graphs(_ count: Int) throws -> [(words: DependencyGraph, objects: SceneGraph)] {
    let graphs = try ReleasedGraphs(
      contentsOf: MNREFiles.path("v1/combined_graph_edges.tar.gz"))
    let relations = try ObjectRelations(contentsOf: MNREFiles.path("v1/graph_of_image_test.json"))
    var result: [(words: DependencyGraph, objects: SceneGraph)] = []
    for sample in try RelationSample.read(from: MNREFiles.path("v1/ours_test.txt")) {
      let image = try #require(sample.imageFileName)
      let objects = try #require(relations.graph(of: image))
      let name = "combined_graph_edges/test/\(sample.index)"
      let bytes = try graphs.bytes(split: "test", index: sample.index)
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
