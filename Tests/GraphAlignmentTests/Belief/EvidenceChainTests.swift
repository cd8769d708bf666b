import AlignmentTestSupport
import Foundation
import Graphs
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Chains of matchings by evidence") struct EvidenceChainTests {
  /// Two graphs, candidates and evidence drawn from a seed; kinds of edges where asked for.
  private func problem(_ seed: Int, labels kinds: Int = 1, candidateShare: Double = 0.6) -> ChainEvidence {
    let (n1, n2) = [(9, 9), (7, 11), (11, 7), (8, 10)][seed % 4]
    let source = Graph.random(nodeCount: n1, edgeProbability: 0.35, seed: UInt64(seed)).undirected
    let target = Graph.random(nodeCount: n2, edgeProbability: 0.35, seed: UInt64(seed + 9)).undirected
    var random = SeededGenerator(seed: UInt64(seed + 100))
    let lists = (0..<n1).map { _ in (0..<n2).filter { _ in random.unit() < candidateShare }.map(Int32.init) }
    let pairs = CandidatePairs(lists, targetCount: n2)
    let evidence = (0..<pairs.count).map { _ in 4 * random.unit() - 3 }
    return chainEvidence(pairs, evidence, source, target, kinds: kinds)
  }

  private func chainEvidence(
    _ pairs: CandidatePairs, _ evidence: [Double], _ source: Adjacency, _ target: Adjacency, kinds: Int
  ) -> ChainEvidence {
    func labels(_ graph: Adjacency) -> EdgeLabels {
      EdgeLabels(
        labels: (0..<graph.nodeCount).flatMap { i in
          graph.list(i).map { UInt16((i + $0) % kinds) }
        }, count: kinds)
    }
    let pair =
      kinds == 1
      ? nil
      : EdgeLabelPair(
        source: labels(source), target: labels(target), ratios: .init(repeating: 1, count: kinds * kinds))
    let ratios = kinds == 1 ? nil : learned(source, target, kinds)
    return ChainEvidence(
      pairs, evidence: evidence, source: source, target: target,
      retention: EdgeRetention(ofRows: 0.7, ofColumns: 0.8), labels: pair, ratios: ratios)
  }

  private func learned(_ source: Adjacency, _ target: Adjacency, _ kinds: Int) -> ChainEvidence.LabelShares {
    ChainEvidence.LabelShares(
      ratios: (0..<kinds * kinds).map { $0 % (kinds + 1) == 0 ? 2.5 : 0.4 },
      source: (0..<kinds).map { 0.5 + 0.1 * Float($0) }, target: (0..<kinds).map { 0.9 - 0.2 * Float($0) })
  }

  @Test(
    "steps exactly as a plain chain does that weighs the whole matching anew at every step",
    arguments: [0, 1, 2, 3], [1, 3])
  func agreesWithPlainChain(seed: Int, kinds: Int) {
    let shared = problem(seed, labels: kinds)
    agreesWithPlainChain(shared)
    // They save searches, and change nothing.
    var searched = shared
    searched.filters = nil
    agreesWithPlainChain(searched)
  }

  @Test(
    "steps as the plain chain does where one list of neighbors is many times as long as the other",
    arguments: [1, 3])
  func agreesWithPlainChainAtHubs(kinds: Int) {
    let (source, target) = (hub(spokes: 26, seed: 1), hub(spokes: 24, seed: 2))
    let lists = (0..<source.nodeCount).map { i in
      // The hub of either graph is a candidate of leaves.
      (0..<target.nodeCount).filter { (i + $0) % 3 == 0 || $0 == 0 || i == 0 }.map(Int32.init)
    }
    let pairs = CandidatePairs(lists, targetCount: target.nodeCount)
    var random = SeededGenerator(seed: 5)
    let evidence = (0..<pairs.count).map { _ in 4 * random.unit() - 3 }
    agreesWithPlainChain(chainEvidence(pairs, evidence, source, target, kinds: kinds))
  }

  /// A node that nearly all others are joined to, and a few other edges.
  private func hub(spokes: Int, seed: UInt64) -> Adjacency {
    var random = SeededGenerator(seed: seed)
    let others = (0..<12).map { _ in (1 + random.index(below: spokes), 1 + random.index(below: spokes)) }
    let edges = (1...spokes).map { (0, $0) } + others.filter { $0 != $1 }
    return Graph(
      nodeCount: spokes + 2, sources: edges.map { Int32($0.0) }, targets: edges.map { Int32($0.1) },
      isDirected: false
    ).undirected
  }

  @Test("goes on where it has no more numbers to stamp neighbors with")
  func stampsEnd() { agreesWithPlainChain(problem(2), stamp: .max - 100) }

  private func agreesWithPlainChain(_ shared: ChainEvidence, stamp: Int32 = 0) {
    let count = shared.source.nodeCount
    // One node keeps a target that is none of its candidates, or is one.
    var start = [Int32](repeating: -1, count: count)
    start[2] = 3
    var isFixed = [UInt8](repeating: 0, count: count)
    isFixed[2] = 1
    var chain = EvidenceChain(
      shared, start: start, isFixed: isFixed, inverseTemperature: 0.8, random: 77, stamp: stamp)
    var plain = PlainEvidenceChain(
      shared, targets: start.map(Int.init), fixed: [2], inverseTemperature: 0.8, random: 77)
    // Going on is like not having stopped.
    chain.run(1_500, records: false)
    chain.run(500, records: true)
    chain.run(2_000, records: true)
    plain.run(4_000, recordingFrom: 1_500)
    #expect(chain.targets.elements.map(Int.init) == plain.targets)
    let times = chain.visits()
    for (pair, time) in plain.times.enumerated() {
      // A fixed node has its target all the time, candidate or not.
      #expect(times[pair] == time)
    }
    #expect(plain.targets.filter { $0 >= 0 }.count > 2)
  }

  /// The chance of every pair, by going through all partial matchings.
  ///
  /// Of the proposals for a node without a target half go to one of its c candidates, of the others a quarter to none:
  /// each match has 2/c of the weight that evidence gives it.
  private func exact(_ shared: ChainEvidence) -> [Double] {
    let plain = PlainEvidenceChain(
      shared, targets: .init(repeating: -1, count: shared.source.nodeCount), fixed: [], inverseTemperature: 1,
      random: 1)
    var (targets, sums, total) = (plain.targets, [Double](repeating: 0, count: shared.pairs.count), 0.0)
    func visit(_ i: Int) {
      guard i < targets.count else {
        var chance = exp(Double(plain.weight(targets)) / ChainEvidence.unit)
        for (i, w) in targets.enumerated() where w >= 0 {
          chance *= 2 / Double(shared.pairs.pairs(of: i).count)
        }
        total += chance
        for (i, w) in targets.enumerated() where w >= 0 { sums[shared.pairs.index(i, w)!] += chance }
        return
      }
      visit(i + 1)
      for pair in shared.pairs.pairs(of: i) where !targets.contains(Int(shared.pairs.targets[pair])) {
        targets[i] = Int(shared.pairs.targets[pair])
        visit(i + 1)
        targets[i] = -1
      }
    }
    visit(0)
    return sums.map { $0 / total }
  }

  private func sampled(_ shared: ChainEvidence, sweeps: Int = 20_000) throws -> [Float] {
    var sampler = EvidenceSampler()
    sampler.sweepCount = sweeps
    sampler.beliefWeight = 0
    let beliefs = [Float](repeating: 0.1, count: shared.pairs.count)
    return try #require(try sampler.chances(shared, beliefs: beliefs, fixed: []))
  }

  @Test("visits matchings as often as their weight says where nodes alone decide", arguments: 0..<3)
  func exactWithoutEdges(seed: Int) throws {
    let shared = problem(seed, candidateShare: 0.5).withoutEdges
    for (found, chance) in zip(try sampled(shared), exact(shared)) {
      #expect(abs(Double(found) - chance) < 0.02)
    }
  }

  @Test("comes near what their weight says where edges have a say", arguments: 0..<3)
  func nearWithEdges(seed: Int) throws {
    let shared = problem(seed, candidateShare: 0.4)
    let chances = exact(shared)
    let differences = zip(try sampled(shared), chances).map { abs(Double($0) - $1) }
    // Neighbors of matches are a little easier to propose than to leave again.
    #expect(differences.max()! < 0.15)
    #expect(differences.reduce(0, +) / Double(differences.count) < 0.05)
  }

  @Test("does not care for threads, keeps anchors, and leaves alone what it has no time for")
  func threadsAnchorsLimits() throws {
    let shared = problem(1)
    let beliefs = [Float](repeating: 0.2, count: shared.pairs.count)
    let fixed = [MatchedPair(source: 4, target: 5, weight: 1)]
    let sampler = EvidenceSampler()
    let parallel = try sampler.chances(shared, beliefs: beliefs, fixed: fixed)
    let serial = try Parallelism.withThreadCount(1) {
      try sampler.chances(shared, beliefs: beliefs, fixed: fixed)
    }
    #expect(parallel == serial)
    var other = sampler
    other.seed = 2
    #expect(try other.chances(shared, beliefs: beliefs, fixed: fixed) != parallel)
    let weight = Float(sampler.beliefWeight)
    for i in 0..<shared.pairs.sourceCount where i != 4 {
      // Nothing but its own belief speaks for a pair with the target of an anchor.
      if let pair = shared.pairs.index(i, 5), let chances = parallel {
        #expect(chances[pair] == weight * 0.2 / (1 + weight))
      }
    }
    var limited = sampler
    limited.proposalLimit = 100
    #expect(try limited.chances(shared, beliefs: beliefs, fixed: fixed) == nil)
  }
}

extension ChainEvidence {
  /// The same nodes with no edges.
  fileprivate var withoutEdges: ChainEvidence {
    ChainEvidence(
      pairs, evidence: evidence.elements.map { Double($0) / Self.unit },
      source: Graph(nodeCount: source.nodeCount, edges: []).undirected,
      target: Graph(nodeCount: target.nodeCount, edges: []).undirected,
      retention: EdgeRetention(ofRows: 0.5, ofColumns: 0.5), labels: nil, ratios: nil)
  }
}
