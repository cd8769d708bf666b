import AlignmentTestSupport
import Foundation
import Graphs
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Trust in an alignment") struct AlignmentTrustTests {
  private func trust(
    _ source: Graph, _ target: Graph, _ evidence: AlignmentEvidence = AlignmentEvidence()
  ) throws -> AlignmentTrust {
    let alignment = try RobustAligner().align(source, to: target, evidence: evidence)
    return AlignmentTrust(of: alignment, source: source, target: target, evidence: evidence)
  }

  @Test("identical graphs and pairs with 5 % missing edges are trusted")
  func good() throws {
    let graph = Graph.powerLawCluster(
      nodeCount: 300, edgesPerNode: 4, triangleProbability: 0.4, seed: 3)
    for removedShare in [0, 0.05] {
      let pair = try NoiseModel(removedShare: removedShare).perturb(graph, seed: 2)
      let trust = try trust(pair.source, pair.target)
      #expect(trust.verdict == .good, "\(trust)")
      #expect(trust.isIsomorphism == (removedShare == 0))
      #expect(trust.sentence.hasPrefix("Most matches can be trusted"), "\(trust.sentence)")
    }
  }

  @Test("unrelated graphs are not trusted, and their similarities are low")
  func unrelated() throws {
    let pairs = [
      (
        Graph.erdosRenyi(nodeCount: 500, edgeCount: 2000, seed: 1),
        Graph.erdosRenyi(nodeCount: 500, edgeCount: 2000, seed: 2)
      ),
      (
        Graph.barabasiAlbert(nodeCount: 500, edgesPerNode: 4, seed: 1),
        Graph.barabasiAlbert(nodeCount: 500, edgesPerNode: 4, seed: 2)
      ),
    ]
    for (source, target) in pairs {
      let trust = try trust(source, target)
      #expect(trust.verdict == .poor && trust.certainty < 0.75, "\(trust)")
      #expect(trust.meanConfidence < 0.5, "\(trust)")
      #expect(trust.sentence.contains("unrelated graphs"), "\(trust.sentence)")
    }
  }

  @Test("nodes that all look alike are not told from each other, whatever edges are kept")
  func symmetric() throws {
    let trust = try trust(Graph.complete(30), Graph.complete(30))
    #expect(trust.isIsomorphism && trust.verdict == .poor, "\(trust)")
    #expect(trust.sentence.contains("cannot be told from others"), "\(trust.sentence)")
    let empty = Graph(nodeCount: 0, edges: [])
    #expect(try self.trust(empty, empty).verdict == .poor)
    #expect(try self.trust(Graph.path(2), Graph(nodeCount: 9, edges: [])).verdict == .poor)
  }

  @Test("the one pair that anchors leave is trusted if edges speak for it, and not if none do")
  func onePairLeft() throws {
    let graph = Graph.erdosRenyi(nodeCount: 30, edgeCount: 60, seed: 1)
    let known = AlignmentEvidence(anchors: (1..<30).map { WeightedAnchor(source: $0, target: $0) })
    let trust = try trust(graph, graph, known)
    #expect(trust.need == 0 && trust.certainty == 1 && trust.verdict == .good, "\(trust)")
    let point = Graph(nodeCount: 1, edges: [])
    #expect(try self.trust(point, point).certainty == 0)
  }

  @Test("a prior counts for as much as it leaves to choose, and a shuffled one for nothing")
  func priors() throws {
    let graph = Graph.erdosRenyi(nodeCount: 300, edgeCount: 450, seed: 4)
    let pair = try NoiseModel(removedShare: 0.5).perturb(graph, seed: 5)
    var random = SeededGenerator(seed: 6)
    var entries: [SparsePrior.Entry] = []
    for (i, w) in pair.truth.enumerated() {
      entries.append(.init(source: i, target: w, similarity: 1))
      for _ in 0..<4 {
        entries.append(
          .init(source: i, target: random.index(below: 300), similarity: random.unit()))
      }
    }
    let right = AlignmentEvidence(priors: [SparsePrior(entries)])
    let order = random.permutation(300)
    let shuffled = AlignmentEvidence(
      priors: [
        SparsePrior(
          entries.map {
            .init(source: order[$0.source], target: $0.target, similarity: $0.similarity)
          })
      ])
    #expect(try trust(pair.source, pair.target, right).verdict == .good)
    #expect(try trust(pair.source, pair.target, shuffled).verdict == .poor)
  }

  @Test("the first-moment bound: what is reachable gives what choosing takes")
  func bound() throws {
    let alignment = Alignment(
      candidates: (0..<200).map { [Candidate(target: $0, similarity: 0.9)] },
      sourceIdentifiers: .consecutive(200), targetIdentifiers: .consecutive(200))
    let graph = Graph.erdosRenyi(nodeCount: 200, edgeCount: 1000, seed: 1)
    let other = Graph.erdosRenyi(nodeCount: 200, edgeCount: 1000, seed: 2)
    let trust = AlignmentTrust(of: alignment, source: graph, target: other)
    // λ of a bijection is m₁·m₂/(n over 2), and all matchings are 200!.
    #expect(abs(trust.chanceEdgeCount - 1e6 / 19_900) < 1e-9)
    let factorial = (1...200).reduce(0) { $0 + log(Double($1)) }
    #expect(abs(trust.need - factorial) < 1e-6)
    let k = Double(trust.reachable)
    #expect(AlignmentTrust.information(k, trust.chanceEdgeCount) <= trust.need)
    #expect(AlignmentTrust.information(k + 1, trust.chanceEdgeCount) >= trust.need)
    #expect(trust.verdict == .poor)
    let same = AlignmentTrust(of: alignment, source: graph, target: graph)
    #expect(same.verdict == .good && same.keptEdgeCount == 1000)
  }

  @Test(
    "says of real pairs what their truth says",
    .enabled(if: SharedData.has("graphs/in-arenas.txt"), "\(SharedData.absence)"))
  func real() throws {
    let graph = try Graph(edgesAt: SharedData.path("graphs/in-arenas.txt"))
    let pair = try NoiseModel(removedShare: 0.25).perturb(graph, seed: 1)
    #expect(try trust(pair.source, pair.target).verdict == .good)
    let other = try Graph(edgesAt: SharedData.path("graphs/bio-celegans.txt"))
    #expect(try trust(graph, other).verdict == .poor)
  }
}

@Suite("Calibration from the pair") struct PairCalibrationTests {
  @Test("keeps the order of candidates, and ties", arguments: [-6.0, -0.5, 0.5, 2])
  func order(nats: Double) {
    let values: [Float] = [
      1, 1, (1 as Float).nextDown, 0.999_999, 0.9, 0.9, 0.5, 1e-6, 1e-30, 0, 0,
    ]
    let alignment = Alignment(
      candidates: [values.enumerated().map { Candidate(target: $0, similarity: $1) }],
      sourceIdentifiers: .consecutive(1), targetIdentifiers: .consecutive(values.count))
    let row = alignment.shiftingOdds(by: nats).candidates(of: 0)
    for (i, j) in zip(values.indices, values.indices.dropFirst()) {
      #expect(row[i].target == i)
      #expect(
        (row[i].similarity == row[j].similarity) == (values[i] == values[j]), "\(i) \(row[i])")
      #expect(row[i].similarity >= row[j].similarity)
    }
    // Odds 1 become eˣ.
    #expect(abs(Double(row[6].similarity) - 1 / (1 + exp(-nats))) < 1e-6)
  }

  @Test("nodes likelier to have no match than their best one lose it; without chances none does")
  func unmatched() {
    var alignment = Alignment(
      candidates: [0.6, 0.3, 0.4].map { [Candidate(target: 0, similarity: $0)] } + [[]],
      sourceIdentifiers: .consecutive(4), targetIdentifiers: .consecutive(1))
    #expect(alignment.droppingUnlikelyMatches() == alignment)
    alignment.unmatchedChances = [0.4, 0.7, 0.4, 1]
    #expect(alignment.droppingUnlikelyMatches().bestMatches == [0, nil, 0, nil])
    #expect(alignment.keeping(1).unmatchedChances == [0.4, 0.7, 0.4, 1])
  }

  @Test("nodes of a larger graph that lack a counterpart are told so")
  func larger() throws {
    let graph = Graph.powerLawCluster(
      nodeCount: 300, edgesPerNode: 4, triangleProbability: 0.4, seed: 3)
    let pair = try NoiseModel(removedShare: 0.05).perturb(graph, seed: 2)
    // The target knows 200 nodes of the 300 only.
    let edges = pair.target.edgeList()
    let kept = zip(edges.sources, edges.targets).filter { $0 < 200 && $1 < 200 }
    let target = Graph(nodeCount: 200, edges: kept.map { (Int($0), Int($1)) })
    let known = pair.truth.indices.filter { pair.truth[$0] < 200 }
    let anchors = known.prefix(60).map { WeightedAnchor(source: $0, target: pair.truth[$0]) }
    let alignment = try RobustAligner().align(
      pair.source, to: target, evidence: AlignmentEvidence(anchors: anchors))
    let chances = try #require(alignment.unmatchedChances)
    #expect(chances.count == 300 && chances.allSatisfy { (0...1).contains($0) })
    for anchor in anchors { #expect(chances[anchor.source] == 0) }
    let matches = alignment.droppingUnlikelyMatches().bestMatches
    let dropped = matches.indices.filter { matches[$0] == nil }
    let rightly = dropped.count { pair.truth[$0] >= 200 }
    // A third of the nodes has no counterpart.
    #expect(
      dropped.count > 20 && Double(rightly) > 0.7 * Double(dropped.count),
      "\(rightly) of \(dropped.count)")
  }
}
