import AlignmentTestSupport
import Foundation
import Graphs
import LinearAlgebra
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Belief fusion") struct BeliefFusionTests {
  /// A graph and a copy of which a part of the edges is missing, with attributes of which a part is wrong.
  struct Pair {
    var source, target: Graph
    var truth: [Int]

    init(nodeCount: Int = 300, removedShare: Double, wrongShare: Double = 0.1, seed: UInt64 = 3)
      throws
    {
      let graph = Graph.powerLawCluster(
        nodeCount: nodeCount, edgesPerNode: 3, triangleProbability: 0.4, seed: seed)
      let pair = try NoiseModel(removedShare: removedShare).perturb(graph, seed: seed)
      (source, target, truth) = (pair.source, pair.target, pair.truth)
      var generator = SeededGenerator(seed: seed + 1)
      let values = (0..<nodeCount).map { _ in generator.index(below: 40) }
      var copied = [String](repeating: "", count: target.nodeCount)
      for (i, w) in truth.enumerated() {
        let value = generator.unit() < wrongShare ? generator.index(below: 40) : values[i]
        copied[w] = "place \(value)"
      }
      source.attributes = NodeAttributes([
        .init(name: "place", categories: values.map { "place \($0)" })
      ])
      target.attributes = NodeAttributes([.init(name: "place", categories: copied)])
    }

    func anchors(_ share: Double, wrongShare: Double = 0, seed: UInt64 = 5) -> [WeightedAnchor] {
      var generator = SeededGenerator(seed: seed)
      var nodes = Array(generator.permutation(truth.count).prefix(Int(share * Double(truth.count))))
      let wrong = nodes.prefix(Int(wrongShare * Double(nodes.count)))
      // Wrong ones in a ring, so that no target is used twice.
      let shifted = Array(wrong.dropFirst()) + wrong.prefix(1)
      let anchors = zip(wrong, shifted).map { WeightedAnchor(source: $0, target: truth[$1]) }
      nodes.removeFirst(wrong.count)
      return anchors + nodes.map { WeightedAnchor(source: $0, target: truth[$0]) }
    }

    var bare: (Graph, Graph) {
      var (a, b) = (source, target)
      (a.attributes, b.attributes) = (nil, nil)
      return (a, b)
    }

    func accuracy(_ alignment: Alignment, without anchors: [WeightedAnchor] = []) -> Double {
      let known = Set(anchors.map(\.source))
      return alignment.scores(against: truth.indices.map { known.contains($0) ? nil : truth[$0] })
        .expectedAccuracy
    }
  }

  @Test("changes nothing, not a bit, without evidence")
  func needsEvidence() throws {
    let pair = try Pair(removedShare: 0.2)
    var without = RobustAligner()
    without.fusion = nil
    let (source, target) = pair.bare
    #expect(
      try RobustAligner().align(source, to: target) == without.align(source, to: target))
  }

  @Test("makes more of attributes and anchors than candidates and refinement do")
  func improves() throws {
    let pair = try Pair(removedShare: 0.45)
    var without = RobustAligner()
    without.fusion = nil
    let before = pair.accuracy(try without.align(pair.source, to: pair.target))
    let after = pair.accuracy(try RobustAligner().align(pair.source, to: pair.target))
    #expect(after > before + 0.05)
    let anchors = pair.anchors(0.2)
    let both = pair.accuracy(
      try RobustAligner().align(
        pair.source, to: pair.target, evidence: AlignmentEvidence(anchors: anchors)),
      without: anchors)
    #expect(both > after - 0.02)
  }

  @Test("does not care for the number of threads")
  func threads() throws {
    let pair = try Pair(removedShare: 0.3)
    let evidence = AlignmentEvidence(anchors: pair.anchors(0.2))
    let parallel = try RobustAligner().align(pair.source, to: pair.target, evidence: evidence)
    let serial = try Parallelism.withThreadCount(1) {
      try RobustAligner().align(pair.source, to: pair.target, evidence: evidence)
    }
    #expect(parallel == serial)
  }

  /// Fusion alone, from the same start.
  private func fuse(
    _ source: Graph, _ target: Graph, _ start: CandidateRows, _ evidence: AlignmentEvidence
  ) throws -> CandidateRows {
    var fuser = BeliefFuser(
      BeliefFusion(), source: source.undirected, target: target.undirected, labels: nil,
      start: start, codes: try AttributeCodes(source.attributes, target.attributes),
      evidence: evidence)
    return try fuser.run { _, _ in }.rows
  }

  private func start(_ pair: Pair) throws -> CandidateRows {
    let (source, target) = pair.bare
    let alignment = try RobustAligner().align(source, to: target)
    return CandidateRows(
      (0..<source.nodeCount).map { i in
        let row = alignment.candidates(of: i)
        return row.indices.map { (Int32(row[$0].target), row[$0].similarity) }
      }, columnCount: target.nodeCount)
  }

  @Test("is transposed when the graphs are exchanged")
  func transposes() throws {
    let pair = try Pair(removedShare: 0.3)
    let start = try start(pair)
    let anchors = pair.anchors(0.2)
    let prior = SparsePrior(
      pair.truth.enumerated().filter { $0.offset % 3 == 0 }.map {
        .init(source: $0.offset, target: $0.element, similarity: Double($0.offset % 7))
      })
    let ahead = try fuse(
      pair.source, pair.target, start, AlignmentEvidence(anchors: anchors, priors: [prior]))
    let back = try fuse(
      pair.target, pair.source, start.transposedBestFirst(),
      AlignmentEvidence(
        anchors: anchors.map { WeightedAnchor(source: $0.target, target: $0.source) },
        priors: [
          SparsePrior(
            prior.entries.map {
              .init(source: $0.target, target: $0.source, similarity: $0.similarity)
            })
        ]))
    let other = Dictionary(
      uniqueKeysWithValues: back.transposedBestFirst().lists().enumerated().flatMap { i, list in
        list.map { ([i, Int($0.id)], $0.value) }
      })
    // Weights are learned from the same examples in another order, and sums of Floats differ in the last digits.
    var (largest, total) = (Float(0), 0)
    for (i, list) in ahead.lists().enumerated() {
      for entry in list where entry.value > 0.05 {
        largest = max(largest, abs(entry.value - (other[[i, Int(entry.id)]] ?? 0)))
        total += 1
      }
    }
    #expect(total > 200)
    #expect(largest < 0.05)
  }

  @Test("does not care how nodes are numbered, ties aside")
  func relabels() throws {
    let pair = try Pair(removedShare: 0.3)
    let anchors = pair.anchors(0.2)
    var generator = SeededGenerator(seed: 9)
    let order = generator.permutation(pair.target.nodeCount)
    var target = pair.target.relabeled(by: order)
    if target.attributes == nil,
      case .categories(let old)? = pair.target.attributes?.columns[0].values
    {
      var moved = old
      for (node, place) in order.enumerated() { moved[place] = old[node] }
      target.attributes = NodeAttributes([.init(name: "place", categories: moved)])
    }
    let plain = try RobustAligner().align(
      pair.source, to: pair.target, evidence: AlignmentEvidence(anchors: anchors))
    let moved = try RobustAligner().align(
      pair.source, to: target,
      evidence: AlignmentEvidence(
        anchors: anchors.map { WeightedAnchor(source: $0.source, target: order[$0.target]) }))
    let same = (0..<pair.source.nodeCount).count { node in
      plain.bestMatch(of: node).map { order[$0] } == moved.bestMatch(of: node)
    }
    #expect(same >= pair.source.nodeCount * 95 / 100)
  }

  @Test(
    "loses nothing to noise: attributes, a prior, or anchors of which a tenth is wrong",
    arguments: [3, 8] as [UInt64])
  func noise(seed: UInt64) throws {
    let pair = try Pair(removedShare: 0.15, wrongShare: 1, seed: seed)
    let (source, target) = pair.bare
    let bare = pair.accuracy(try RobustAligner().align(source, to: target))
    #expect(pair.accuracy(try RobustAligner().align(pair.source, to: pair.target)) > bare - 0.02)
    var generator = SeededGenerator(seed: seed + 20)
    let prior = SparsePrior(
      (0..<1500).map { _ in
        .init(
          source: generator.index(below: 300), target: generator.index(below: 300),
          similarity: generator.unit())
      })
    let withPrior = try RobustAligner().align(
      source, to: target, evidence: AlignmentEvidence(priors: [prior]))
    #expect(pair.accuracy(withPrior) > bare - 0.02)
    let anchors = pair.anchors(0.2, wrongShare: 0.1)
    let anchored = try RobustAligner().align(
      source, to: target, evidence: AlignmentEvidence(anchors: anchors))
    let others = pair.accuracy(try RobustAligner().align(source, to: target), without: anchors)
    #expect(pair.accuracy(anchored, without: anchors) > others - 0.02)
  }

  @Test("gives up soft anchors that are wrong, and keeps hard ones")
  func softAnchors() throws {
    let pair = try Pair(removedShare: 0.05)
    let (source, target) = pair.bare
    let soft = try RobustAligner().align(
      source, to: target,
      evidence: AlignmentEvidence(anchors: [
        WeightedAnchor(source: 0, target: pair.truth[1], confidence: 0.6)
      ]))
    #expect(soft.bestMatch(of: 0) == pair.truth[0])
    let hard = try RobustAligner().align(
      source, to: target,
      evidence: AlignmentEvidence(anchors: [WeightedAnchor(source: 0, target: pair.truth[1])]))
    #expect(hard.bestMatch(of: 0) == pair.truth[1])
  }

  @Test("takes one node, no edges, stars, everything an anchor")
  func degenerate() throws {
    let graphs = [
      Graph(nodeCount: 1, edges: []), Graph(nodeCount: 7, edges: []), Graph.star(50),
      Graph.path(9), Graph.complete(12),
    ]
    for first in graphs {
      for second in graphs {
        var (source, target) = (first, second)
        let count = min(source.nodeCount, target.nodeCount)
        let all = AlignmentEvidence(
          anchors: (0..<count).map { WeightedAnchor(source: $0, target: count - 1 - $0) })
        let anchored = try RobustAligner().align(source, to: target, evidence: all)
        for i in 0..<count { #expect(anchored.bestMatch(of: i) == count - 1 - i) }
        source.attributes = NodeAttributes([
          .init(name: "n", numbers: (0..<source.nodeCount).map { Double($0) }),
          .init(name: "c", categories: [String](repeating: "", count: source.nodeCount)),
        ])
        target.attributes = NodeAttributes([
          .init(name: "n", numbers: (0..<target.nodeCount).map { Double($0) }),
          .init(name: "c", categories: [String](repeating: "", count: target.nodeCount)),
        ])
        let alignment = try RobustAligner().align(source, to: target)
        for i in 0..<source.nodeCount {
          let row = alignment.candidates(of: i)
          for k in row.indices { #expect((0...1.0001).contains(row[k].similarity)) }
        }
      }
    }
  }
}
