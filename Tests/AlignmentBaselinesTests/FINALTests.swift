import AlignmentBaselines
import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra
import Options
import Parallel
import Testing

@Suite("FINAL") struct FINALTests {
  static func colored(_ graph: Graph, _ colors: [String], _ sizes: [Double]? = nil) -> Graph {
    var graph = graph
    var columns: [NodeAttributes.Column] = [.init(name: "color", categories: colors)]
    if let sizes { columns.append(.init(name: "size", numbers: sizes)) }
    graph.attributes = NodeAttributes(columns)
    return graph
  }

  @Test("one edge against one edge, worked out by hand")
  func handWorked() throws {
    // Nodes a (red) – b (blue) on both sides: only aa and bb agree. N·(A₁ ⊗ A₂)·N joins aa and bb with
    // weight 1, D is 1 there: s_aa = α·s_bb + (1 − α)·h_aa, and s_ab = (1 − α)·h_ab. With h = ¼ and
    // α = ½, s_aa = s_bb = ¼ and s_ab = s_ba = ⅛.
    let edge = Self.colored(.path(2), ["red", "blue"])
    var final = FINAL()
    final.iteration.alpha = 0.5
    final.iteration.prior = .uniform
    let result = try final.similarities(of: edge, and: edge)
    for (ours, exact) in zip(result.similarities.elements, [0.25, 0.125, 0.125, 0.25]) {
      #expect(abs(ours - exact) < 1e-8)
    }
    #expect(try final.align(edge, to: edge).bestMatches == [0, 1])
  }

  @Test(
    "agrees with the fixed point on pairs of pairs", arguments: [0, 0.5, 0.82, 1], [false, true])
  func kronecker(alpha: Double, isColored: Bool) throws {
    var source = Graph.random(nodeCount: 9, edgeProbability: 0.3, seed: 4)
    var target = Graph(
      nodeCount: 8, sources: [0, 0, 1, 2, 3, 5], targets: [1, 2, 2, 3, 4, 6],
      weights: [1, 2, 0.5, 3, 1, 1])
    let (first, second) = ((0..<9).map { $0 % 3 }, (0..<8).map { $0 % 2 })
    let (small, large) = ((0..<9).map { Double($0) }, (0..<8).map { Double(8 - $0) })
    if isColored {
      source = Self.colored(source, first.map(String.init), small)
      target = Self.colored(target, second.map(String.init), large)
    }
    var final = FINAL()
    final.iteration.alpha = alpha
    final.iteration.iterationLimit = 15
    final.iteration.tolerance = 0
    let ours = try final.similarities(of: source, and: target)
    let agreement = (0..<72).map { pair -> Double in
      let (i, j) = (pair / 8, pair % 8)
      guard isColored else { return 1 }
      return ((first[i] == second[j] ? 1 : 0) + (1 - abs(small[i] - large[j]) / 8)) / 2
    }
    let plain = PairIterationTwins.final(
      source, target, agreement: agreement,
      prior: PairIterationTwins.degreePrior(source, target), alpha: alpha,
      iterations: ours.iterationCount)
    for (a, b) in zip(ours.similarities.elements, plain) { #expect(abs(a - b) < 1e-15) }
  }

  @Test("converges, and says so")
  func convergence() throws {
    let graph = Graph.random(nodeCount: 40, edgeProbability: 0.15, seed: 5)
    let result = try FINAL().similarities(of: graph, and: graph)
    #expect(result.isConverged)
    #expect(result.residual <= 1e-8)
  }

  @Test("colors tell apart what structure cannot")
  func colors() throws {
    let cycle = Graph.cycle(8)
    let source = Self.colored(
      cycle, ["red", "blue", "green", "white", "black", "gray", "pink", "tan"])
    var generator = SeededGenerator(seed: 1)
    let truth = generator.permutation(8)
    let target = source.relabeled(by: truth)
    var final = FINAL()
    final.iteration.prior = .uniform
    #expect(try final.align(source, to: target).scores(against: truth).accuracy == 1)
    final.usesAttributes = false
    #expect(try final.align(source, to: target).bestMatches == .init(repeating: 0, count: 8))
  }

  @Test("relabelling the graphs relabels the similarities")
  func relabelling() throws {
    let source = Graph.random(nodeCount: 30, edgeProbability: 0.15, seed: 6)
    let target = Graph.random(nodeCount: 35, edgeProbability: 0.15, seed: 7)
    var generator = SeededGenerator(seed: 8)
    let (rows, columns) = (generator.permutation(30), generator.permutation(35))
    let before = try FINAL().similarities(of: source, and: target).similarities
    let after = try FINAL().similarities(
      of: source.relabeled(by: rows), and: target.relabeled(by: columns)
    ).similarities
    for i in 0..<30 {
      for j in 0..<35 { #expect(abs(after[rows[i], columns[j]] - before[i, j]) < 1e-14) }
    }
  }

  @Test("refuses attributes that only one graph has")
  func options() {
    let path = Graph.path(2)
    #expect(throws: OptionError.self) {
      try FINAL().align(path, to: Self.colored(path, ["red", "blue"]))
    }
  }
}
