import AlignmentTestSupport
import Foundation
import Graphs
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Replica exchange") struct ReplicaExchangeTests {
  @Test("trades matchings exactly as plain chains do that exchange what they are", arguments: 0..<4)
  func agreesWithPlainExchange(seed: Int) throws {
    let source = Graph.random(nodeCount: 12, edgeProbability: 0.3, seed: UInt64(seed)).outgoing
    let target = Graph.random(nodeCount: 12, edgeProbability: 0.3, seed: UInt64(seed)).outgoing
    let start = (0..<12).map { Int32(($0 + 3) % 12) }
    let plan = SamplingPlan(
      ladder: [0.5, 1, 2, 4], recordedFrom: 2, proposalCount: 700, burnIn: 130, roundLength: 60,
      workLimit: .max, leastCount: 0)
    let chains = (0..<4).map {
      LockedChain(
        MatchingChain(source, target, start: start, fixed: [], random: UInt64(5 + $0)))
    }
    var random = SeededGenerator(seed: 8)
    let recorded = try plan.run(chains, &random)
    #expect(recorded == 2 * 570)

    var plain = (0..<4).map {
      PlainChain(
        source: source, target: target, targets: start.map(Int.init), fixed: [],
        inverseTemperature: plan.ladder[$0], random: UInt64(5 + $0))
    }
    random = SeededGenerator(seed: 8)
    for (round, first) in stride(from: 0, to: 700, by: 60).enumerated() {
      let length = min(60, 700 - first)
      for i in 0..<4 {
        plain[i].run(
          length, recordingFrom: plain[i].inverseTemperature >= 2 ? max(0, 130 - first) : length)
      }
      guard first + length < 700 else { break }
      // By rung, whichever chain is there.
      for rung in stride(from: round % 2, to: 3, by: 2) {
        let hot = plain.firstIndex { $0.inverseTemperature == plan.ladder[rung] }!
        let cold = plain.firstIndex { $0.inverseTemperature == plan.ladder[rung + 1] }!
        let odds = exp(
          (plan.ladder[rung + 1] - plan.ladder[rung])
            * Double(plain[hot].keptCount - plain[cold].keptCount))
        if odds >= 1 || random.unit() < odds {
          let inverseTemperature = plain[hot].inverseTemperature
          plain[hot].inverseTemperature = plain[cold].inverseTemperature
          plain[cold].inverseTemperature = inverseTemperature
        }
      }
    }
    for (chain, plain) in zip(chains, plain) {
      #expect(chain.targets.map(Int.init) == plain.targets)
      for i in 0..<12 {
        #expect(
          Dictionary(uniqueKeysWithValues: chain.visits(of: i).map { (Int($0.target), $0.time) })
            == plain.visits[i])
      }
    }
  }

  @Test("leaves a wrong matching that keeps nearly all edges, where cold walks stay")
  func leavesTraps() throws {
    // Two hubs, joined, with leaves 2, 3, 4, 8 and 5, 6, 7. Exchanged with three leaves each they keep all
    // edges but one, and on the way back at least three are lost.
    let edges = [(0, 1), (0, 2), (0, 3), (0, 4), (0, 8), (1, 5), (1, 6), (1, 7)]
    let graph = Graph(nodeCount: 9, edges: edges)
    let start = Alignment(
      candidates: [1, 0, 5, 6, 7, 2, 3, 4, 8].map { [Candidate(target: $0, similarity: 1)] },
      sourceIdentifiers: graph.identifiers, targetIdentifiers: graph.identifiers)
    var sampler = MatchingSampler()
    sampler.tuning.priorWeight = 0
    sampler.tuning.exchange?.sweepCount = 20_000
    func hubShare() throws -> Float {
      try sampler.sample(start, source: graph, target: graph).candidates(of: 0)
        .first { $0.target == 0 }?.similarity ?? 0
    }
    let exchanging = try hubShare()
    sampler.tuning.exchange = nil
    sampler.tuning.inverseTemperature = 7
    let cold = try hubShare()
    #expect(exchanging > 0.5)
    #expect(cold < 0.1)
  }

  @Test("is for small graphs: larger ones get chains of one temperature, and huge ones none")
  func plans() throws {
    let (sampler, exchange) = (MatchingSampler(), ReplicaExchange())
    let small = try #require(SamplingPlan(sampler, nodeCount: 400))
    let middle = try #require(SamplingPlan(sampler, nodeCount: 20_000))
    #expect(small.ladder == exchange.inverseTemperatures)
    #expect(small.ladder[small.recordedFrom] == exchange.recordedFrom)
    #expect(Set(middle.ladder) == [sampler.tuning.inverseTemperature])
    #expect(middle.ladder.count == sampler.tuning.chainCount)
    #expect(small.proposalCount * small.ladder.count <= exchange.proposalLimit)
    #expect(middle.proposalCount * middle.ladder.count <= sampler.tuning.proposalLimit)
    #expect(SamplingPlan(sampler, nodeCount: 1_000_000) == nil)
  }
}
