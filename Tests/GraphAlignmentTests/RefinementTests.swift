import AlignmentTestSupport
import Graphs
import Options
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Refinement") struct RefinementTests {
  /// A graph and a relabelled copy without some edges.
  private func pair(_ removedShare: Double, seed: UInt64 = 3) throws -> PerturbedPair {
    let graph = Graph.powerLawCluster(
      nodeCount: 300, edgesPerNode: 4, triangleProbability: 0.4, seed: seed)
    return try NoiseModel(removedShare: removedShare).perturb(graph, seed: seed)
  }

  @Test("computes what its definition says, row by row", arguments: [0, 1, 2, 4])
  func agreesWithDefinition(power: Int) throws {
    let source = Graph.random(nodeCount: 12, edgeProbability: 0.3, seed: 5)
    let target = Graph.random(nodeCount: 15, edgeProbability: 0.25, seed: 6)
    var options = Refinement()
    // Nothing is left out, so that the sparse form is the dense one.
    options.tuning.senderShare = 0
    options.tuning.propagationBudget = 1_000_000
    options.tuning.scoreFloor = 0
    options.tuning.closingEpsilon = 0
    options.tuning.power = power
    var generator = SeededGenerator(seed: 7)
    var start = CandidateRows(columnCount: 15)
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: 15), count: 12)
    for i in 0..<12 {
      for w in 0..<15 where generator.unit() < 0.5 {
        let value = Float(generator.unit() + 0.01)
        start.append(Int32(w), value)
        matrix[i][w] = Double(value)
      }
      start.endRow()
    }
    let expected = naiveRound(source, target, matrix, epsilon: 1e-5, power: power)
    var pass = RefinementPass(
      options, source: source.outgoing, target: target.outgoing, start: start, width: 15,
      anchors: .none)
    // With one round ε is the last one.
    try pass.run(1) { _ in }
    let refined = pass.matrix.candidates
    for i in 0..<12 {
      var row = [Double](repeating: 0, count: 15)
      for candidate in refined[i] {
        row[candidate.target] = Double(candidate.similarity)
      }
      // Sums of a dozen Floats, raised to the fourth power: a few units in the sixth digit.
      for w in 0..<15 { #expect(abs(row[w] - expected[i][w]) <= 1e-5 * max(1, expected[i][w])) }
    }
  }

  private func naiveRound(
    _ source: Graph, _ target: Graph, _ matrix: [[Double]], epsilon: Double, power: Int
  ) -> [[Double]] {
    let (n1, n2) = (source.nodeCount, target.nodeCount)
    var shares = matrix
    for i in 0..<n1 {
      var scores = [Double](repeating: 0, count: n2)
      for w in 0..<n2 {
        var sum = 0.0
        for u in 0..<n1 where source.outgoing.contains(i, u) {
          for v in 0..<n2 where target.outgoing.contains(v, w) { sum += matrix[u][v] }
        }
        guard sum > 0 else { continue }
        let (a, b) = (source.degree(of: i), target.degree(of: w))
        let jaccard = sum / (a + b - min(sum, a, b))
        let factor = power == 0 ? sum : repeatElement(jaccard, count: power).reduce(1, *)
        scores[w] = factor * (matrix[i][w] + epsilon)
      }
      let total = scores.reduce(0, +)
      if total > 0 { shares[i] = scores.map { $0 / total } }
    }
    return shares.map { row in
      row.indices.map { w in
        let sum = shares.reduce(0) { $0 + $1[w] }
        return sum > 0 ? row[w] / sum : 0
      }
    }
  }

  @Test("repairs an alignment that is mostly wrong")
  func improves() throws {
    let pair = try pair(0.1)
    var regal = REGAL()
    regal.space = .signature
    regal.candidateCount = 20
    let first = try regal.align(pair.source, to: pair.target)
    let refined = try Refinement().refine(first, source: pair.source, target: pair.target)
    #expect(first.scores(against: pair.truth).hits(at: 1) < 0.6)
    #expect(refined.scores(against: pair.truth).hits(at: 1) > 0.95)
  }

  @Test("says how many anchors there are and how consistent they are before each restart")
  func reportsProgress() throws {
    let pair = try pair(0.15)
    let start = try RobustAligner.withoutRefinement.align(pair.source, to: pair.target)
    var reports: [RefinementProgress] = []
    _ = try Refinement().refine(start, source: pair.source, target: pair.target) {
      reports.append($0)
    }
    let restarts = reports.filter { $0.anchorCount != nil }
    #expect(restarts.count >= 2)
    let consistencies = try restarts.map { try #require($0.consistency) }
    #expect(consistencies.allSatisfy { (0...1).contains($0) })
    #expect(try #require(consistencies.last) >= consistencies[0] - 0.02)
    #expect(reports.filter { $0.restart == 0 && $0.round > 0 }.count <= 60)
  }

  @Test("keeps hard anchors, even wrong ones, and lets soft ones go")
  func anchors() throws {
    let pair = try pair(0.02)
    var wrong = [(source: 0, target: pair.truth[1]), (source: 1, target: pair.truth[0])]
    let start = try RobustAligner.withoutRefinement.align(pair.source, to: pair.target)
    let hard = try Refinement().refine(
      start, source: pair.source, target: pair.target, anchors: AnchorLinks(wrong))
    #expect(hard.bestMatch(of: 0) == pair.truth[1])
    #expect(hard.bestMatch(of: 1) == pair.truth[0])
    // No other node has an anchor's target among its candidates.
    for node in 2..<300 {
      let row = hard.candidates(of: node)
      for i in row.indices { #expect(!wrong.contains { $0.target == row[i].target }) }
    }
    wrong.removeLast()
    let soft = try Refinement().refine(
      start, source: pair.source, target: pair.target,
      anchors: AnchorLinks(wrong, strength: .soft))
    #expect(soft.scores(against: pair.truth).hits(at: 1) > 0.95)
  }

  @Test("does not care for threads, nor for how the nodes are numbered")
  func isDeterministic() throws {
    let pair = try pair(0.1)
    let alignment = try RobustAligner().align(pair.source, to: pair.target)
    let serial = try Parallelism.withThreadCount(1) {
      try RobustAligner().align(pair.source, to: pair.target)
    }
    #expect(alignment == serial)
    // Ties aside, which smaller numbers win.
    var generator = SeededGenerator(seed: 9)
    let order = generator.permutation(300)
    let relabeled = try RobustAligner().align(pair.source, to: pair.target.relabeled(by: order))
    let same = (0..<300).count { node in
      alignment.bestMatch(of: node).map { order[$0] } == relabeled.bestMatch(of: node)
    }
    #expect(same >= 295)
  }

  @Test("refuses options that make no sense")
  func options() {
    var options = Refinement()
    options.candidateCount = 0
    #expect(
      throws: OptionError(name: "candidateCount", value: "0", reason: "must be in 1 … 10000")
    ) { try options.validate() }
    options = Refinement()
    options.roundCount = 10_001
    #expect(
      throws: OptionError(name: "roundCount", value: "10001", reason: "must be in 1 … 10000")
    ) { try options.validate() }
  }
}

extension RobustAligner {
  static var withoutRefinement: RobustAligner {
    var aligner = RobustAligner()
    aligner.refinement = nil
    aligner.candidateCount = 20
    return aligner
  }
}
