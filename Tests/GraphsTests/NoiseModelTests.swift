import AlignmentTestSupport
import Foundation
import Graphs
import Testing

@Suite("Noise") struct NoiseModelTests {
  private let graph = Graph.powerLawCluster(
    nodeCount: 200, edgesPerNode: 3, triangleProbability: 0.4, seed: 1)

  @Test(
    "without noise the target is the source, relabelled by the truth",
    arguments: NoiseModel.Kind.allCases)
  func noiseless(kind: NoiseModel.Kind) throws {
    for isDirected in [false, true] {
      let graph = Graph.random(
        nodeCount: 30, edgeProbability: 0.1, seed: 3, isDirected: isDirected)
      let pair = try NoiseModel(kind: kind, removedShare: 0).perturb(graph, seed: 2)
      #expect(pair.source == graph)
      #expect(pair.target == graph.relabeled(by: pair.truth))
      #expect(pair.truth.sorted() == Array(0..<30))
    }
  }

  @Test(
    "one-way noise leaves the source alone and takes exactly its share of the target",
    arguments: [0, 0.05, 0.333, 1])
  func oneWay(share: Double) throws {
    let model = NoiseModel(removedShare: share, guardsDegreeZero: false)
    let pair = try model.perturb(graph, seed: 5)
    #expect(pair.source == graph)
    let lost = Int((share * Double(graph.edgeCount)).rounded())
    #expect(pair.target.edgeCount == graph.edgeCount - lost)
    #expect(pair.target.edgeSet.isSubset(of: graph.relabeled(by: pair.truth).edgeSet))
    #expect(pair.target.identifiers == graph.identifiers)
  }

  @Test("the guard never isolates a node, and gives in to nothing else", arguments: [false, true])
  func guardsNodes(isDirected: Bool) throws {
    let graph = Graph.random(
      nodeCount: 60, edgeProbability: 0.05, seed: 8, isDirected: isDirected)
    for share in [0.2, 0.6, 1] {
      let pair = try NoiseModel(kind: .twoWay, removedShare: share).perturb(graph, seed: 4)
      for node in 0..<60 where graph.degree(of: node) > 0 {
        #expect(pair.source.degree(of: node) > 0)
        #expect(pair.target.degree(of: pair.truth[node]) > 0)
      }
    }
    // When every edge is tried, what stays is a forest of stars: each edge is the last of a node.
    let rest = try NoiseModel(removedShare: 1).perturb(graph, seed: 4).target
    for edge in rest.edgeSet {
      #expect(edge.contains { rest.degree(of: Int($0)) == 1 })
    }
    // Enough degree everywhere, and the guard has nothing to do.
    let dense = Graph.complete(40)
    #expect(
      try NoiseModel(removedShare: 0.3).perturb(dense, seed: 1)
        == NoiseModel(removedShare: 0.3, guardsDegreeZero: false).perturb(dense, seed: 1))
  }

  @Test("two-way noise takes different edges from both graphs")
  func twoWay() throws {
    let model = NoiseModel(kind: .twoWay, removedShare: 0.2, guardsDegreeZero: false)
    let pair = try model.perturb(graph, seed: 6)
    #expect(pair.source.edgeCount == pair.target.edgeCount)
    #expect(pair.source.edgeSet.isSubset(of: graph.edgeSet))
    #expect(pair.source.relabeled(by: pair.truth) != pair.target)
    // A share of 0.2² is lost by both: 24 of 594 edges, standard deviation below 5.
    let lostByBoth = graph.relabeled(by: pair.truth).edgeSet
      .subtracting(pair.target.edgeSet)
      .subtracting(pair.source.relabeled(by: pair.truth).edgeSet)
    #expect(abs(lostByBoth.count - 24) < 20)
  }

  @Test("multimodal noise adds its share among pairs that were no edges", arguments: [false, true])
  func multimodal(isDirected: Bool) throws {
    let graph = Graph.random(
      nodeCount: 40, edgeProbability: 0.1, seed: 9, isDirected: isDirected)
    for share in [0.1, 1, 3] {
      let model = NoiseModel(
        kind: .multimodal, removedShare: 0.1, addedShare: share, guardsDegreeZero: false)
      let pair = try model.perturb(graph, seed: 7)
      let original = graph.relabeled(by: pair.truth).edgeSet
      let target = pair.target.edgeSet
      let m = Double(graph.edgeCount)
      #expect(pair.source == graph)
      #expect(original.subtracting(target).count == Int((0.1 * m).rounded()))
      #expect(target.subtracting(original).count == Int((share * m).rounded()))
    }
  }

  @Test("multimodal noise finds every last pair without an edge, each equally likely")
  func nonEdges() throws {
    // Cycle of 6: 6 edges, 9 pairs without one.
    let all = try NoiseModel(kind: .multimodal, removedShare: 0, addedShare: 1.5)
      .perturb(.cycle(6), seed: 1)
    #expect(all.target == .complete(6))
    var counts: [[Int32]: Int] = [:]
    for seed in 0..<3000 {
      let pair = try NoiseModel(kind: .multimodal, removedShare: 0, addedShare: 0.5)
        .perturb(.cycle(6), seed: UInt64(seed))
      var back = pair.truth
      for (old, new) in pair.truth.enumerated() { back[new] = old }
      let added = pair.target.relabeled(by: back).edgeSet.subtracting(Graph.cycle(6).edgeSet)
      for edge in added { counts[edge, default: 0] += 1 }
    }
    // 3 of 9 pairs each time: 1 000 expected, standard deviation 26.
    #expect(counts.count == 9)
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 130 })
  }

  @Test("weights travel with their edges, and new edges weigh 1")
  func weights() throws {
    let graph = Graph(
      nodeCount: 4, sources: [0, 1, 2], targets: [1, 2, 3], weights: [2, 3, 4])
    let pair = try NoiseModel(kind: .multimodal, removedShare: 0, addedShare: 1)
      .perturb(graph, seed: 3)
    #expect(pair.target.edgeList().weights?.sorted() == [1, 1, 1, 2, 3, 4])
    #expect(pair.target.degree(of: pair.truth[1]) >= 5)
  }

  @Test("more noise with one seed keeps the relabelling and takes a superset")
  func nested() throws {
    let pairs = try [0.05, 0.1, 0.3].map {
      try NoiseModel(removedShare: $0, guardsDegreeZero: false).perturb(graph, seed: 12)
    }
    for (less, more) in zip(pairs, pairs.dropFirst()) {
      #expect(less.truth == more.truth)
      #expect(more.target.edgeSet.isStrictSubset(of: less.target.edgeSet))
    }
  }

  @Test(
    "the same seed gives the same pair, another seed another one",
    arguments: NoiseModel.Kind.allCases)
  func seeds(kind: NoiseModel.Kind) throws {
    let model = NoiseModel(
      kind: kind, removedShare: 0.1, addedShare: kind == .multimodal ? 0.1 : 0)
    #expect(try model.perturb(graph, seed: 1) == model.perturb(graph, seed: 1))
    #expect(try model.perturb(graph, seed: 1) != model.perturb(graph, seed: 2))
    #expect(
      try JSONDecoder().decode(NoiseModel.self, from: JSONEncoder().encode(model)) == model)
  }

  @Test("graphs without nodes or edges have pairs as well")
  func degenerate() throws {
    for graph in [Graph.path(0), .path(1), Graph(nodeCount: 5, edges: [])] {
      let pair = try NoiseModel(kind: .twoWay, removedShare: 0.5).perturb(graph, seed: 1)
      #expect(pair.source == graph && pair.target == graph)
    }
  }

  @Test("says what is wrong with a model")
  func errors() {
    #expect(throws: NoiseError.tooFewNonEdges(requested: 1, available: 0)) {
      try NoiseModel(kind: .multimodal, removedShare: 0, addedShare: 0.1)
        .perturb(.complete(5), seed: 1)
    }
    #expect(throws: NoiseError.invalidShare(name: "removedShare", value: 1.5)) {
      try NoiseModel(removedShare: 1.5).perturb(.complete(5), seed: 1)
    }
    #expect(throws: NoiseError.addsNoEdges(kind: .oneWay, addedShare: 0.1)) {
      try NoiseModel(removedShare: 0, addedShare: 0.1).perturb(.complete(5), seed: 1)
    }
    #expect(throws: NoiseError.invalidShare(name: "addedShare", value: .infinity)) {
      try NoiseModel(kind: .multimodal, removedShare: 0, addedShare: .infinity)
        .perturb(.complete(5), seed: 1)
    }
    #expect(
      NoiseError.tooFewNonEdges(requested: 3, available: 1).description
        == "cannot add 3 edges: there is room for 1")
    #expect(
      NoiseError.invalidShare(name: "removedShare", value: -1).description
        == "removedShare must be in 0...1, not -1.0")
  }
}
