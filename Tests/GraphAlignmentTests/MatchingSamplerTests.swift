import AlignmentTestSupport
import Foundation
import Graphs
import Options
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Matching sampler") struct MatchingSamplerTests {
  @Test(
    "steps exactly as a plain chain does that counts all edges anew at every step",
    arguments: [0, 1, 2, 3, 4, 5], [0.7, 3, 40])
  func agreesWithPlainChain(seed: Int, inverseTemperature: Double) {
    let (n1, n2) = [(14, 14), (11, 16), (16, 11), (13, 13)][seed % 4]
    let source = Graph.random(nodeCount: n1, edgeProbability: 0.3, seed: UInt64(seed)).outgoing
    let target = Graph.random(nodeCount: n2, edgeProbability: 0.3, seed: UInt64(seed + 9)).outgoing
    // Some nodes have no target, and one keeps its own.
    let start = (0..<n1).map { $0 < n2 && $0 % 5 != 3 ? Int32($0) : -1 }
    // Filters save searches, and change nothing.
    let filters = seed > 1 ? (NeighborFilter(source), NeighborFilter(target)) : nil
    var chain = MatchingChain(
      source, target, filters: filters, start: start, fixed: [0], random: 77)
    var plain = PlainChain(
      source: source, target: target, targets: start.map(Int.init), fixed: [0],
      inverseTemperature: inverseTemperature, random: 77)
    // Going on is like not having stopped.
    let chances = MatchingChain.lossChances(inverseTemperature)
    var gain = chain.run(1_000, recordingFrom: 500, lossChances: chances)
    gain += chain.run(3_000, recordingFrom: 0, lossChances: chances)
    let before = plain.keptCount
    plain.run(4_000, recordingFrom: 500)
    let (targets, sources) = (chain.targets.elements, chain.sources.elements)
    #expect(targets.map(Int.init) == plain.targets)
    #expect(gain == plain.keptCount - before)
    #expect(plain.targets[0] == 0)
    for i in 0..<n1 {
      let visits = chain.visits(of: i).map { (Int($0.target), $0.time) }
      #expect(Dictionary(uniqueKeysWithValues: visits) == plain.visits[i])
    }
    for (i, x) in targets.enumerated() where x >= 0 {
      #expect(sources[Int(x)] == Int32(i))
    }
  }

  @Test("finds the only matching that keeps all edges, and is surer of it than of any other")
  func findsOptimum() throws {
    // A triangle with tails of 1, 2 and 3 nodes has no symmetry.
    let edges = [(0, 1), (1, 2), (2, 0), (0, 3), (1, 4), (4, 5), (2, 6), (6, 7), (7, 8)]
    let graph = Graph(nodeCount: 9, edges: edges)
    // Two neighbors have changed places.
    let start = [4, 1, 2, 3, 0, 5, 6, 7, 8].map { [Candidate(target: $0, similarity: 0.5)] }
    var sampler = MatchingSampler()
    sampler.tuning.exchange = nil
    sampler.tuning.inverseTemperature = 12
    sampler.tuning.sweepCount = 2_000
    let lists = try sampler.lists(start, graph, graph)
    for (node, list) in lists.enumerated() {
      #expect(list[0].target == node)
      // A chain or two of the four may still be on the way: swaps that lose nothing may not lead there.
      #expect(list[0].similarity > 0.5)
    }
  }

  @Test("gives nodes that nothing tells apart equal chances")
  func sharesBetweenTwins() throws {
    // Leaves 1 and 2 of a star are twins, and so are the rest.
    let graph = Graph.star(4)
    let start = (0..<4).map { [Candidate(target: $0, similarity: 1)] }
    var sampler = MatchingSampler()
    sampler.tuning.exchange = nil
    sampler.tuning.sweepCount = 5_000
    sampler.tuning.priorWeight = 0
    sampler.tuning.inverseTemperature = 20
    let lists = try sampler.lists(start, graph, graph)
    #expect(lists[0][0] == Candidate(target: 0, similarity: 1))
    for leaf in 1..<4 {
      #expect(Set(lists[leaf].map(\.target)) == [1, 2, 3])
      // 60 000 recorded steps with some correlation between neighbors in time.
      for candidate in lists[leaf] { #expect(abs(candidate.similarity - 1 / 3) < 0.05) }
    }
  }

  @Test(
    "keeps hard anchors, does not care for threads, and leaves alone what it has no time for",
    arguments: [nil, ReplicaExchange()])
  func anchorsThreadsLimits(exchange: ReplicaExchange?) throws {
    let graph = Graph.powerLawCluster(
      nodeCount: 200, edgesPerNode: 3, triangleProbability: 0.3, seed: 4)
    let pair = try NoiseModel(removedShare: 0.2).perturb(graph, seed: 5)
    let (source, target) = (pair.source, pair.target)
    var order = pair.truth
    order.swapAt(3, 4)
    let start = order.map { [Candidate(target: $0, similarity: 1)] }
    let anchors = AnchorLinks([(3, order[3])])
    var sampler = MatchingSampler()
    sampler.tuning.exchange = exchange
    let lists = try sampler.lists(start, source, target, anchors)
    #expect(lists[3] == [Candidate(target: order[3], similarity: 1)])
    let serial = try Parallelism.withThreadCount(1) {
      try sampler.lists(start, source, target, anchors)
    }
    #expect(lists == serial)
    #expect(try sampler.lists(start, source, target, anchors, seed: 2) != lists)
    var limited = sampler
    limited.tuning.proposalLimit = 100
    limited.tuning.exchange?.proposalLimit = 100
    #expect(try limited.lists(start, source, target, anchors) == start)
  }

  @Test("starts from what taking pairs from the most similar on gives", arguments: 0..<5)
  func stableIsGreedy(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let lists = (0..<30).map { _ in
      generator.permutation(25).prefix(6)
        // All different, so that there is one answer.
        .map { Candidate(target: $0, similarity: Float(generator.unit())) }
        .sorted { $0.similarity > $1.similarity }
    }
    let alignment = Alignment(
      candidates: lists, sourceIdentifiers: .consecutive(30), targetIdentifiers: .consecutive(25))
    let greedy = alignment.assigned(by: .greedy)
    #expect(
      stableMatching(alignment.rows).map { $0 < 0 ? nil : Int($0) }
        == (0..<30).map { greedy.bestMatch(of: $0) })
  }

  @Test("reports how far it has come, in one temperature and in several", arguments: [300, 900])
  func progress(nodeCount: Int) throws {
    let graph = Graph.cycle(nodeCount)
    let start = Alignment(
      candidates: (0..<nodeCount).map { [Candidate(target: $0, similarity: 1)] },
      sourceIdentifiers: graph.identifiers, targetIdentifiers: graph.identifiers)
    var shares: [Double] = []
    _ = try MatchingSampler().sample(start, source: graph, target: graph) { shares.append($0) }
    #expect(shares.count >= 10)
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 })
    #expect(shares.allSatisfy { 0 < $0 && $0 < 1 })
  }

  @Test("samples longer with more effort")
  func effort() throws {
    var sampler = MatchingSampler()
    let usual = try #require(SamplingPlan(sampler, nodeCount: 3_000))
    sampler.effort = 0.5
    let half = try #require(SamplingPlan(sampler, nodeCount: 3_000))
    #expect(2 * half.proposalCount == usual.proposalCount)
    for effort in [0, -1, .nan, 1001] {
      sampler.effort = effort
      #expect(
        throws: OptionError(
          name: "effort", value: "\(effort)", reason: "must be above 0 and at most 1000")
      ) { try sampler.validate() }
    }
  }
}

extension MatchingSampler {
  /// What sampling makes of lists of candidates, as lists.
  fileprivate func lists(
    _ start: [[Candidate]], _ source: Graph, _ target: Graph, _ anchors: AnchorLinks = .none,
    seed: UInt64 = 1
  ) throws -> [[Candidate]] {
    let alignment = Alignment(
      candidates: start, sourceIdentifiers: source.identifiers,
      targetIdentifiers: target.identifiers)
    let sampled = try sample(
      alignment, source: source, target: target, anchors: anchors, seed: seed)
    return (0..<start.count).map { Array(sampled.candidates(of: $0)) }
  }
}
