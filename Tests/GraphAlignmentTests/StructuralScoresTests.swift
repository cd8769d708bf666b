import AlignmentTestSupport
import GraphAlignment
import Graphs
import Parallel
import Testing

@Suite("Structural scores") struct StructuralScoresTests {
  static func matching(_ match: [Int?], targetCount: Int) -> Alignment {
    ScoresTests.alignment(
      match.map { target in target.map { [($0, Float(1))] } ?? [] }, targetCount: targetCount)
  }

  @Test("of a path laid on a triangle with a tail, by hand")
  func byHand() {
    let source = Graph.path(nodeCount: 4)  // 0–1, 1–2, 2–3
    let target = Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 0), (2, 3)])
    let scores = Self.matching([0, 1, 2, 3], targetCount: 4)
      .structuralScores(source: source, target: target)
    #expect(scores.edgeCorrectness == 1)
    #expect(scores.inducedConservedStructure == 0.75)
    #expect(scores.symmetricSubstructureScore == 0.75)
    // Node 0: {1} in {1, 2}; 1: equal; 2: {1, 3} in {0, 1, 3}; 3: equal.
    #expect(abs(scores.matchedNeighborhoodConsistency - (1 / 2.0 + 1 + 2 / 3.0 + 1) / 4) < 1e-15)
  }

  @Test("of two edges that fall on one, and of a node without a match, by hand")
  func collapsed() {
    let source = Graph.path(nodeCount: 4)
    let target = Graph(nodeCount: 3, edges: [(0, 1), (1, 2)])
    let scores = Self.matching([0, 1, 0, nil], targetCount: 3)
      .structuralScores(source: source, target: target)
    // f(E₁) ∩ E₂ = {0–1}, of three edges; the image {0, 1} induces one edge.
    #expect(scores.edgeCorrectness == 1 / 3.0)
    #expect(scores.inducedConservedStructure == 1)
    #expect(scores.symmetricSubstructureScore == 1 / 3.0)
    // Node 0: {1} and {1}; 1: {0} of {0, 2}; 2: {1} and {1}; 3: none.
    #expect(scores.matchedNeighborhoodConsistency == 2.5 / 4)
  }

  @Test("of a graph with a relabelled copy are all 1")
  func perfect() {
    let source = Graph.random(nodeCount: 40, edgeProbability: 0.1, seed: 1)
    var generator = SeededGenerator(seed: 2)
    let order = generator.permutation(40)
    let scores = Self.matching(order.map { $0 }, targetCount: 40)
      .structuralScores(source: source, target: source.relabeled(by: order))
    #expect(scores.edgeCorrectness == 1 && scores.inducedConservedStructure == 1)
    #expect(scores.symmetricSubstructureScore == 1)
    #expect(scores.matchedNeighborhoodConsistency == 1)
  }

  @Test("of directed graphs compare directions: a reversed graph keeps nothing")
  func directed() {
    let edges = [(0, 1), (1, 2), (2, 3), (3, 1)]
    let graph = Graph(nodeCount: 4, edges: edges, isDirected: true)
    let reversed = Graph(nodeCount: 4, edges: edges.map { ($1, $0) }, isDirected: true)
    let identity = Self.matching([0, 1, 2, 3], targetCount: 4)
    let same = identity.structuralScores(source: graph, target: graph)
    #expect(same.edgeCorrectness == 1 && same.matchedNeighborhoodConsistency == 1)
    let scores = identity.structuralScores(source: graph, target: reversed)
    #expect(scores.edgeCorrectness == 0 && scores.inducedConservedStructure == 0)
    #expect(scores.symmetricSubstructureScore == 0 && scores.matchedNeighborhoodConsistency == 0)
    // One edge turned: three of four stay. Node 0: {1} and {1}; 1: out {2}, in {0, 3} and out {2, 3},
    // in {0}; 2: equal; 3: out {1}, in {2} and out {}, in {1, 2}.
    let turned = Graph(
      nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3), (1, 3)], isDirected: true)
    let most = identity.structuralScores(source: graph, target: turned)
    #expect(most.edgeCorrectness == 0.75 && most.symmetricSubstructureScore == 0.6)
    let consistency: Double = (1 + 2.0 / 4 + 1 + 1.0 / 3) / 4
    #expect(abs(most.matchedNeighborhoodConsistency - consistency) < 1e-15)
    // Beside an undirected graph directions mean nothing.
    let plain = Graph(nodeCount: 4, edges: edges)
    #expect(identity.structuralScores(source: plain, target: reversed).edgeCorrectness == 1)
  }

  @Test("of nothing are 0")
  func nothing() {
    for (n, m) in [(0, 0), (3, 0), (0, 3), (3, 3)] {
      let scores = Self.matching([Int?](repeating: nil, count: n), targetCount: m)
        .structuralScores(source: .path(nodeCount: n), target: .path(nodeCount: m))
      #expect(scores.edgeCorrectness == 0 && scores.inducedConservedStructure == 0)
      #expect(scores.symmetricSubstructureScore == 0)
      #expect(scores.matchedNeighborhoodConsistency == 0)
    }
  }

  @Test("equal their definitions by sets", arguments: 0..<30)
  func naive(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let source = Graph.random(
      nodeCount: 25, edgeProbability: 0.12, seed: UInt64(seed), isDirected: seed % 3 == 0)
    let target = Graph.random(
      nodeCount: 18, edgeProbability: 0.15, seed: UInt64(seed + 100), isDirected: seed % 3 == 1)
    let match = (0..<25).map { _ in
      generator.index(below: 5) == 0 ? nil : generator.index(below: 18)
    }
    let ours = Self.matching(match, targetCount: 18)
      .structuralScores(source: source, target: target)
    let (first, second) = (
      NaiveRings.neighbors(source, .both), NaiveRings.neighbors(target, .both)
    )
    func edges(_ neighbors: [Set<Int>]) -> Set<Set<Int>> {
      Set(neighbors.enumerated().flatMap { a, row in row.map { [a, $0] } })
    }
    let image = Set(match.compactMap { $0 })
    var mapped: Set<Set<Int>> = []
    for edge in edges(first) {
      let ends = edge.map { match[$0] }
      if let a = ends[0], let b = ends[1], a != b { mapped.insert([a, b]) }
    }
    let common = Double(mapped.intersection(edges(second)).count)
    let all = Double(edges(first).count)
    let induced = Double(edges(second).filter { $0.isSubset(of: image) }.count)
    #expect(ours.edgeCorrectness == common / all)
    #expect(ours.inducedConservedStructure == (induced > 0 ? common / induced : 0))
    #expect(ours.symmetricSubstructureScore == common / (all + induced - common))
    var jaccards: [Double] = []
    for node in 0..<25 {
      guard let image = match[node] else {
        jaccards.append(0)
        continue
      }
      if first[node].isEmpty && second[image].isEmpty { continue }
      let neighbors = Set(first[node].compactMap { match[$0] })
      let union = neighbors.union(second[image])
      jaccards.append(
        union.isEmpty
          ? 0 : Double(neighbors.intersection(second[image]).count) / Double(union.count))
    }
    let mean = jaccards.reduce(0, +) / Double(jaccards.count)
    // Sums of 25 numbers below 1 in the same order: a few roundings.
    #expect(abs(ours.matchedNeighborhoodConsistency - mean) <= 1e-14)
  }

  @Test("trap on other graphs")
  func traps() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = StructuralScoresTests.matching([0], targetCount: 2).structuralScores(
        source: Graph(nodeCount: 1, edges: []), target: Graph(nodeCount: 3, edges: []))
    }
    expectSaid("graphs of 1 and 3 nodes are not those aligned, 1 and 2", result)
  }
}
