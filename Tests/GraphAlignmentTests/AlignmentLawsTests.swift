import AlignmentTestSupport
import Foundation
import GraphAlignment
import Graphs
import LinearAlgebra
import Parallel
import Testing

@Suite("Alignments obey laws") struct AlignmentLawsTests {
  static let presets: [REGAL] = {
    var signature = REGAL()
    signature.space = .signature
    return [.paper, .authorsCode, REGAL(), signature]
  }()

  /// A graph and a noisy, relabelled copy.
  static func pair(_ n: Int, seed: UInt64, isDirected: Bool = false) -> (Graph, Graph) {
    let source = Graph.random(
      nodeCount: n, edgeProbability: 4 / Double(n), seed: seed, isDirected: isDirected)
    var generator = SeededGenerator(seed: seed + 500)
    let noisy = source.reweighted { _, _ in generator.unit() < 0.03 ? 0 : 1 }
    return (source, noisy.relabeled(by: generator.permutation(n)))
  }

  @Test("relabelling the graphs relabels the alignment, but for equal candidates", arguments: 0..<6)
  func relabelling(seed: Int) throws {
    let (source, target) = Self.pair(50, seed: UInt64(seed), isDirected: seed % 2 == 1)
    var generator = SeededGenerator(seed: UInt64(seed) + 900)
    let (p, q) = (generator.permutation(50), generator.permutation(50))
    for var regal in Self.presets {
      regal.precision = .double
      regal.eigenvalueCutoff = 1e-6
      regal.candidateCount = 50
      regal.landmarkSelection = .nodes(Array(0..<20) + Array(60..<75))
      let there = try regal.align(source, to: target)
      regal.landmarkSelection = .nodes(
        (0..<20).map { p[$0] } + (60..<75).map { 50 + q[$0 - 50] })
      let back = try regal.align(source.relabeled(by: p), to: target.relabeled(by: q))
      for node in 0..<50 {
        var similarity = [Float](repeating: .nan, count: 50)
        let row = there.candidateList(of: node)
        for i in row.indices { similarity[q[row[i].target]] = row[i].similarity }
        let again = back.candidateList(of: p[node])
        // The eigen-decomposition sees its rows in the same order, so that nothing else differs; rows
        // are stored in Float: an error of 1e-7 in a coordinate is one of that size in a distance.
        let isSame = again.indices.allSatisfy {
          abs(again[$0].similarity - similarity[again[$0].target]) <= 1e-5
        }
        #expect(row.count == 50 && again.count == 50 && isSame, "node \(node)")
      }
    }
  }

  @Test("one thread and two give the same bits", arguments: presets)
  func threads(preset: REGAL) throws {
    let (source, target) = Self.pair(700, seed: 3)
    for precision in EmbeddingPrecision.allCases {
      for selection in [LandmarkSelection.uniform, .kMeansPlusPlus] {
        var regal = preset
        regal.precision = precision
        regal.landmarkSelection = selection
        let one = try Parallelism.withThreadCount(1) {
          (try regal.embed([source, target]), try regal.align(source, to: target))
        }
        let two = try Parallelism.withThreadCount(2) {
          (try regal.embed([source, target]), try regal.align(source, to: target))
        }
        let isSame = one.0 == two.0 && one.1 == two.1
        #expect(isSame, "\(precision), \(selection)")
      }
    }
  }

  @Test("the same seed gives the same, another seed other landmarks")
  func seeds() throws {
    let (source, target) = Self.pair(120, seed: 4)
    for selection in [LandmarkSelection.uniform, .degreeProportional, .kMeansPlusPlus] {
      var regal = REGAL()
      regal.landmarkSelection = selection
      let first = try regal.embed([source, target])
      #expect(try regal.embed([source, target]) == first)
      #expect(try regal.align(source, to: target) == regal.align(source, to: target))
      regal.seed = 2
      #expect(try regal.embed([source, target]).landmarks != first.landmarks)
    }
  }

  @Test(
    "more candidates than nodes are all nodes, and fewer are a beginning of more",
    arguments: presets)
  func candidateCounts(preset: REGAL) throws {
    let (source, target) = (Self.pair(30, seed: 5).0, Self.pair(20, seed: 6).1)
    var regal = preset
    regal.candidateCount = 1000
    let all = try regal.align(source, to: target)
    #expect(all.candidateCount == 20 && all.sourceCount == 30 && all.targetCount == 20)
    for count in [1, 7, 20] {
      regal.candidateCount = count
      let some = try regal.align(source, to: target)
      for node in 0..<30 {
        let few = some.candidateList(of: node)
        let many = all.candidateList(of: node)
        #expect(few.count == count && many.count == 20)
        #expect(few.indices.allSatisfy { few[$0] == many[$0] })
        #expect(Set(many.indices.map { many[$0].target }).count == 20)
        #expect(
          many.indices.dropFirst().allSatisfy {
            many[$0 - 1].similarity >= many[$0].similarity
          })
      }
    }
  }

  @Test(
    "a graph aligned with itself finds every node or one with an equal signature",
    arguments: [1, 2, 3, 10, 1000], presets)
  func itself(hopCount: Int, preset: REGAL) throws {
    for graph in [Self.pair(60, seed: 7).0, .path(nodeCount: 9), .star(leafCount: 4)] {
      var regal = preset
      regal.signatures.hopCount = hopCount
      regal.landmarks = .all
      regal.candidateCount = 100
      let alignment = try regal.align(graph, to: graph)
      let rows = try Signatures(of: [graph], options: regal.signatures).rows
      for node in 0..<graph.nodeCount {
        let best = try #require(alignment.bestMatch(of: node))
        // Embeddings tell signatures apart that differ by more than the square root of Float's error.
        let distance = squaredDistance(rows[row: node], rows[row: best])
        #expect(distance <= (regal.space == .signature ? 0 : 1e-6))
        #expect(alignment.candidateList(of: node)[0].similarity == 1)
      }
    }
  }

  @Test("the k-d tree and the exhaustive search give the same alignment", arguments: presets)
  func searches(preset: REGAL) throws {
    let (source, target) = Self.pair(300, seed: 8)
    var regal = preset
    let tree = try regal.align(source, to: target)
    regal.search = .exhaustive
    let isSame = try regal.align(source, to: target) == tree
    #expect(isSame)
  }

  @Test("doubling all weights leaves the ranking as it is", arguments: presets)
  func doubling(preset: REGAL) throws {
    let source = Graph.randomWeighted(nodeCount: 60, edgeProbability: 0.08, seed: 9)
      .reweighted { _, weight in weight.rounded(.up) }
    var generator = SeededGenerator(seed: 10)
    let target = source.reweighted { _, weight in generator.unit() < 0.05 ? 2 * weight : weight }
      .relabeled(by: generator.permutation(60))
    let once = try preset.align(source, to: target)
    let twice = try preset.align(
      source.reweighted { 2 * $1 }, to: target.reweighted { 2 * $1 })
    // The new empty column adds zeros: every sum keeps its bits where its order does, which the plain
    // distances of signatures do not promise; they are exact to 1e-6 all the same.
    for node in 0..<60 {
      let a = once.candidateList(of: node)
      let b = twice.candidateList(of: node)
      #expect(a.indices.allSatisfy { abs(a[$0].similarity - b[$0].similarity) <= 1e-5 })
    }
    let same = (0..<60).count { once.bestMatch(of: $0) == twice.bestMatch(of: $0) }
    #expect(same >= 58, "only ties may go another way")
  }

  @Test("progress tells every stage, its beginning and its end, in order", arguments: presets)
  func progress(preset: REGAL) throws {
    let (source, target) = Self.pair(20, seed: 11)
    var seen: [AlignmentProgress] = []
    _ = try preset.align(source, to: target) { seen.append($0) }
    let stages: [AlignmentProgress.Stage] =
      preset.space == .signature
      ? [.signatures, .matching] : [.signatures, .landmarks, .embedding, .matching]
    #expect(seen.map(\.stage) == stages.flatMap { [$0, $0] })
    #expect(seen.map(\.fractionCompleted) == stages.flatMap { _ in [0, 1] })
    #expect(seen.allSatisfy { $0.duration >= .zero })
  }

  @Test("a cancelled task stops between stages")
  func cancellation() async {
    let (source, target) = Self.pair(20, seed: 12)
    let task = Task {
      unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
      return try REGAL().align(source, to: target)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
