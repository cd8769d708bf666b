import AlignmentTestSupport
import Foundation
import Graphs
import Options
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Matching sampler") struct MatchingSamplerTests {
  @Test(
    "walks exactly as a plain walk does that counts all edges anew at every step",
    arguments: [0, 1, 2, 3], [0.7, 3, 40])
  func agreesWithPlainWalk(seed: Int, steepness: Double) {
    let (n1, n2) = [(14, 14), (11, 16), (16, 11), (13, 13)][seed]
    let source = Graph.random(nodeCount: n1, edgeProbability: 0.3, seed: UInt64(seed)).outgoing
    let target = Graph.random(nodeCount: n2, edgeProbability: 0.3, seed: UInt64(seed + 9)).outgoing
    // Some nodes have no target, and one keeps its own.
    let start = (0..<n1).map { $0 < n2 && $0 % 5 != 3 ? Int32($0) : -1 }
    let walk = SwapWalk(source, target, start: start, fixed: [0], random: 77)
    var plain = PlainWalk(
      source: source, target: target, targets: start.map(Int.init), fixed: [0],
      steepness: steepness, random: 77)
    // Going on is like not having stopped.
    let chances = SwapWalk.lossChances(steepness)
    var gain = walk.run(1_000, recordingFrom: 500, lossChances: chances)
    gain += walk.run(3_000, recordingFrom: 0, lossChances: chances)
    let before = plain.keptCount
    plain.run(4_000, recordingFrom: 500)
    #expect(walk.targets.elements.map(Int.init) == plain.targets)
    #expect(gain == plain.keptCount - before)
    #expect(plain.targets[0] == 0)
    for i in 0..<n1 {
      #expect(
        Dictionary(uniqueKeysWithValues: walk.visits(of: i).map { ($0.target, $0.time) })
          == plain.visits[i])
    }
    for (i, x) in walk.targets.elements.enumerated() where x >= 0 {
      #expect(walk.sources[Int(x)] == Int32(i))
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
    sampler.tempering = nil
    sampler.steepness = 12
    sampler.sweepCount = 2_000
    let lists = try sampler.blend(start, graph.outgoing, graph.outgoing, .none)
    for (node, list) in lists.enumerated() {
      #expect(list[0].target == node)
      // A walk or two of the four may still be on the way: swaps that lose nothing may not lead there.
      #expect(list[0].similarity > 0.5)
    }
  }

  @Test("gives nodes that nothing tells apart equal chances")
  func sharesBetweenTwins() throws {
    // Leaves 1 and 2 of a star are twins, and so are the rest.
    let graph = Graph.star(4)
    let start = (0..<4).map { [Candidate(target: $0, similarity: 1)] }
    var sampler = MatchingSampler()
    sampler.tempering = nil
    sampler.sweepCount = 5_000
    sampler.priorWeight = 0
    sampler.steepness = 20
    let lists = try sampler.blend(start, graph.outgoing, graph.outgoing, .none)
    #expect(lists[0][0] == Candidate(target: 0, similarity: 1))
    for leaf in 1..<4 {
      #expect(Set(lists[leaf].map(\.target)) == [1, 2, 3])
      // 60 000 recorded steps with some correlation between neighbors in time.
      for candidate in lists[leaf] { #expect(abs(candidate.similarity - 1 / 3) < 0.05) }
    }
  }

  @Test(
    "keeps hard anchors, does not care for threads, and leaves short walks alone",
    arguments: [nil, Tempering()])
  func anchorsThreadsLimits(tempering: Tempering?) throws {
    let graph = Graph.powerLawCluster(
      nodeCount: 200, edgesPerNode: 3, triangleProbability: 0.3, seed: 4)
    let pair = try NoiseModel(removedShare: 0.2).perturb(graph, seed: 5)
    let (source, target) = (pair.source.outgoing, pair.target.outgoing)
    var order = pair.truth
    order.swapAt(3, 4)
    let start = order.map { [Candidate(target: $0, similarity: 1)] }
    let anchors = AnchorLinks([(3, order[3])])
    var sampler = MatchingSampler()
    sampler.tempering = tempering
    let lists = try sampler.blend(start, source, target, anchors)
    #expect(lists[3] == [Candidate(target: order[3], similarity: 1)])
    let serial = try Parallelism.withThreadCount(1) {
      try sampler.blend(start, source, target, anchors)
    }
    #expect(lists == serial)
    var limited = sampler
    limited.proposalLimit = 100
    limited.tempering?.proposalLimit = 100
    #expect(try limited.blend(start, source, target, anchors) == start)
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
      stableMatching(lists, targetCount: 25).map { $0 < 0 ? nil : Int($0) }
        == (0..<30).map { greedy.bestMatch(of: $0) })
  }

  @Test("refuses options that make no sense")
  func options() {
    var sampler = MatchingSampler()
    sampler.steepness = 0
    #expect(
      throws: OptionError(
        name: "steepness", value: "0.0", reason: "must be finite and above 0")
    ) { try sampler.validate() }
    for change: (inout Tempering) -> Void in [
      { $0.steepnesses = [] }, { $0.steepnesses = [3, 2] }, { $0.steepnesses = [0, 7] },
      { $0.recordedSteepness = 8 }, { $0.sweepCount = 0 }, { $0.burnInShare = 1 },
    ] {
      var tempering = Tempering()
      change(&tempering)
      #expect(throws: OptionError.self) { try tempering.validate() }
    }
    var refinement = Refinement()
    refinement.sampling?.walkCount = 0
    #expect(throws: OptionError.self) { try refinement.validate() }
  }
}

@Suite("Tempering") struct TemperingTests {
  @Test("trades matchings exactly as plain walks do that exchange what they are", arguments: 0..<4)
  func agreesWithPlainTempering(seed: Int) throws {
    let source = Graph.random(nodeCount: 12, edgeProbability: 0.3, seed: UInt64(seed)).outgoing
    let target = Graph.random(nodeCount: 12, edgeProbability: 0.3, seed: UInt64(seed)).outgoing
    let start = (0..<12).map { Int32(($0 + 3) % 12) }
    let plan = SamplingPlan(
      ladder: [0.5, 1, 2, 4], recordedFrom: 2, proposalCount: 700, burnIn: 130, roundLength: 60)
    let walks = (0..<4).map {
      SwapWalk(source, target, start: start, fixed: [], random: UInt64(5 + $0))
    }
    var random = SeededGenerator(seed: 8)
    let recorded = try plan.run(walks, &random)
    #expect(recorded == 2 * 570)

    var plain = (0..<4).map {
      PlainWalk(
        source: source, target: target, targets: start.map(Int.init), fixed: [],
        steepness: plan.ladder[$0], random: UInt64(5 + $0))
    }
    random = SeededGenerator(seed: 8)
    for (round, first) in stride(from: 0, to: 700, by: 60).enumerated() {
      let length = min(60, 700 - first)
      for i in 0..<4 {
        plain[i].run(
          length, recordingFrom: plain[i].steepness >= 2 ? max(0, 130 - first) : length)
      }
      guard first + length < 700 else { break }
      // By rung, whoever is there.
      for rung in stride(from: round % 2, to: 3, by: 2) {
        let flat = plain.firstIndex { $0.steepness == plan.ladder[rung] }!
        let steep = plain.firstIndex { $0.steepness == plan.ladder[rung + 1] }!
        let odds = exp(
          (plan.ladder[rung + 1] - plan.ladder[rung])
            * Double(plain[flat].keptCount - plain[steep].keptCount))
        if odds >= 1 || random.unit() < odds {
          let steepness = plain[flat].steepness
          plain[flat].steepness = plain[steep].steepness
          plain[steep].steepness = steepness
        }
      }
    }
    for (walk, plain) in zip(walks, plain) {
      #expect(walk.targets.elements.map(Int.init) == plain.targets)
      for i in 0..<12 {
        #expect(
          Dictionary(uniqueKeysWithValues: walk.visits(of: i).map { ($0.target, $0.time) })
            == plain.visits[i])
      }
    }
  }

  @Test("leaves a wrong matching that keeps nearly all edges, where steep walks stay")
  func leavesTraps() throws {
    // Two hubs, joined, with leaves 2, 3, 4, 8 and 5, 6, 7. Exchanged with three leaves each they keep all
    // edges but one, and on the way back at least three are lost.
    let edges = [(0, 1), (0, 2), (0, 3), (0, 4), (0, 8), (1, 5), (1, 6), (1, 7)]
    let graph = Graph(nodeCount: 9, edges: edges)
    let start = [1, 0, 5, 6, 7, 2, 3, 4, 8].map { [Candidate(target: $0, similarity: 1)] }
    var sampler = MatchingSampler()
    sampler.priorWeight = 0
    sampler.tempering?.sweepCount = 20_000
    func hubShare() throws -> Float {
      try sampler.blend(start, graph.outgoing, graph.outgoing, .none)[0]
        .first { $0.target == 0 }?.similarity ?? 0
    }
    let tempered = try hubShare()
    sampler.tempering = nil
    sampler.steepness = 7
    let steep = try hubShare()
    #expect(tempered > 0.5)
    #expect(steep < 0.1)
  }

  @Test("is for small graphs: larger ones get walks of one steepness, and huge ones none")
  func plans() throws {
    let sampler = MatchingSampler()
    let small = try #require(sampler.plan(400))
    let middle = try #require(sampler.plan(20_000))
    #expect(small.ladder == Tempering().steepnesses)
    #expect(small.ladder[small.recordedFrom] == Tempering().recordedSteepness)
    #expect(Set(middle.ladder) == [sampler.steepness])
    #expect(middle.ladder.count == sampler.walkCount)
    #expect(small.proposalCount * small.ladder.count <= Tempering().proposalLimit)
    #expect(middle.proposalCount * middle.ladder.count <= sampler.proposalLimit)
    #expect(sampler.plan(1_000_000) == nil)
  }
}

/// The walk as its definition says it, with sets and full counts.
private struct PlainWalk {
  let source, target: Adjacency
  var targets: [Int]
  let fixed: Set<Int>
  var steepness: Double
  var random: UInt64
  var visits: [[Int: Int]]

  init(
    source: Adjacency, target: Adjacency, targets: [Int], fixed: Set<Int>, steepness: Double,
    random: UInt64
  ) {
    (self.source, self.target, self.targets) = (source, target, targets)
    (self.fixed, self.steepness, self.random) = (fixed, steepness, random)
    visits = [[Int: Int]](repeating: [:], count: targets.count)
  }

  var keptCount: Int {
    var count = 0
    for i in targets.indices where targets[i] >= 0 {
      for j in 0..<i where targets[j] >= 0 && source.contains(i, j) {
        if target.contains(targets[i], targets[j]) { count += 1 }
      }
    }
    return count
  }

  private mutating func bits() -> UInt64 {
    random ^= random << 13
    random ^= random >> 7
    random ^= random << 17
    return (random &* 0x2545_F491_4F6C_DD1D) >> 32
  }

  private mutating func below(_ bound: Int) -> Int { Int((bits() &* UInt64(bound)) >> 32) }

  mutating func run(_ count: Int, recordingFrom first: Int) {
    for now in 0..<count {
      step()
      guard now >= first else { continue }
      for i in targets.indices where targets[i] >= 0 { visits[i][targets[i], default: 0] += 1 }
    }
  }

  private mutating func step() {
    let i = below(targets.count)
    let around = source.list(i)
    guard !around.isEmpty else { return }
    let u = around[below(around.count)]
    let x: Int
    if below(2) == 0 {
      guard targets[u] >= 0 else { return }
      let beyond = target.list(targets[u])
      guard !beyond.isEmpty else { return }
      x = beyond[below(beyond.count)]
    } else {
      let beyond = source.list(u)
      x = targets[beyond[below(beyond.count)]]
      guard x >= 0 else { return }
    }
    let (own, owner) = (targets[i], targets.firstIndex(of: x))
    guard x != own, !fixed.contains(i), !(owner.map(fixed.contains) ?? false) else { return }
    let chance = bits()
    let loss = SwapWalk.lossChances(steepness).prefix { chance < $0 }.count
    let (before, old) = (keptCount, targets)
    targets[i] = x
    if let owner { targets[owner] = own }
    if keptCount < before - loss { targets = old }
  }
}

extension Adjacency {
  fileprivate func list(_ node: Int) -> [Int] {
    neighbors[offsets[node]..<offsets[node + 1]].map(Int.init)
  }
}
