import AlignmentBaselines
import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra
import Options
import Parallel
import Testing

@Suite("IsoRank") struct IsoRankTests {
  /// The graph of the example in RECOMB 2007, figure 1: a – b – c, and c – d, c – e.
  static let example = Graph(nodeCount: 5, edges: [(0, 1), (1, 2), (2, 3), (2, 4)])

  /// R for two copies of it, as printed there to four digits.
  static let published = [
    0.0312, 0, 0.0937, 0, 0,
    0, 0.1250, 0, 0.0625, 0.0625,
    0.0937, 0, 0.2812, 0, 0,
    0, 0.0625, 0, 0.0312, 0.0312,
    0, 0.0625, 0, 0.0312, 0.0312,
  ]

  @Test("finds the similarities of the published example")
  func publishedExample() throws {
    var isoRank = IsoRank()
    isoRank.iteration.alpha = 1
    isoRank.iteration.tolerance = 1e-13
    // With α = 1 the graph's two sides, {a, c} and {b, d, e}, never mix; the example has pairs of the
    // same side, and as much similarity in one side as in the other.
    let isFirst = [true, false, true, false, false]
    var start = DoubleMatrix(rowCount: 5, columnCount: 5)
    for i in 0..<5 {
      for j in 0..<5 where isFirst[i] == isFirst[j] { start[i, j] = isFirst[i] ? 1.0 / 4 : 1.0 / 9 }
    }
    let result = try isoRank.similarities(of: Self.example, and: Self.example, prior: start)
    #expect(result.isConverged)
    for (ours, theirs) in zip(result.similarities.elements, Self.published) {
      // Printed to four digits, cut off rather than rounded.
      #expect(abs(ours - theirs) < 1e-4)
    }
    let degrees = [1.0, 2, 3, 1, 1]
    for pair in 0..<25 where Self.published[pair] > 0 {
      #expect(
        abs(result.similarities.elements[pair] - degrees[pair / 5] * degrees[pair % 5] / 32) < 1e-12
      )
    }
  }

  @Test("agrees with power iteration on pairs of pairs", arguments: [0, 0.5, 0.82, 1])
  func kronecker(alpha: Double) throws {
    // Sparse enough for isolated nodes, and one graph weighted.
    let source = Graph.random(nodeCount: 9, edgeProbability: 0.25, seed: 4)
    let target = Graph(
      nodeCount: 8, sources: [0, 0, 1, 2, 3, 5], targets: [1, 2, 2, 3, 4, 6],
      weights: [1, 2, 0.5, 3, 1, 1])
    var isoRank = IsoRank()
    isoRank.iteration.alpha = alpha
    isoRank.iteration.iterationLimit = 12
    isoRank.iteration.tolerance = 0
    let ours = try isoRank.similarities(of: source, and: target)
    let plain = PairIterationTwins.isoRank(
      source, target, prior: PairIterationTwins.degreePrior(source, target), alpha: alpha,
      iterations: ours.iterationCount)
    for (a, b) in zip(ours.similarities.elements, plain) { #expect(abs(a - b) < 1e-15) }
  }

  @Test("converges by at least a factor α an iteration, and says so")
  func convergence() throws {
    let graph = Graph.random(nodeCount: 40, edgeProbability: 0.15, seed: 5)
    let result = try IsoRank().similarities(of: graph, and: graph)
    #expect(result.isConverged)
    // 0.82⁹⁴ < 10⁻⁸
    #expect(result.iterationCount <= 94)
    #expect(abs(result.similarities.elements.reduce(0, +) - 1) < 1e-12)
    var short = IsoRank()
    short.iteration.iterationLimit = 2
    #expect(try !short.similarities(of: graph, and: graph).isConverged)
    #expect(try short.align(graph, to: graph).notes.count == 1)
    #expect(try IsoRank().align(graph, to: graph).notes.isEmpty)
  }

  @Test("relabelling the graphs relabels the similarities")
  func relabelling() throws {
    let source = Graph.random(nodeCount: 30, edgeProbability: 0.15, seed: 6)
    let target = Graph.random(nodeCount: 35, edgeProbability: 0.15, seed: 7)
    var generator = SeededGenerator(seed: 8)
    let (rows, columns) = (generator.permutation(30), generator.permutation(35))
    let before = try IsoRank().similarities(of: source, and: target).similarities
    let after = try IsoRank().similarities(
      of: source.relabeled(by: rows), and: target.relabeled(by: columns)
    ).similarities
    for i in 0..<30 {
      for j in 0..<35 { #expect(abs(after[rows[i], columns[j]] - before[i, j]) < 1e-14) }
    }
  }

  @Test("the number of threads does not change a bit, in IsoRank as in FINAL")
  func threads() throws {
    let source = Graph.random(nodeCount: 120, edgeProbability: 0.05, seed: 9)
    let target = Graph.random(nodeCount: 110, edgeProbability: 0.05, seed: 10)
    for aligner: any GraphAligner in [IsoRank(), FINAL()] {
      let results = try [1, 4].map { count in
        try Parallelism.withThreadCount(count) { try aligner.align(source, to: target) }
      }
      #expect(results[0] == results[1])
    }
  }

  @Test("candidates are the best of each row, equal ones by the smaller target")
  func candidates() throws {
    // All nodes of a cycle are alike.
    let cycle = Graph.cycle(12)
    var isoRank = IsoRank()
    isoRank.iteration.candidateCount = 3
    let alignment = try isoRank.align(cycle, to: cycle)
    for node in 0..<12 {
      let row = alignment.candidates(of: node)
      #expect(row.indices.map { row[$0].target } == [0, 1, 2])
    }
    isoRank.iteration.candidateCount = 100
    #expect(try isoRank.align(cycle, to: cycle).candidateCount == 12)
    let path = Graph.path(6)
    let star = Graph.star(6)
    let result = try isoRank.similarities(of: path, and: star).similarities
    let all = try isoRank.align(path, to: star)
    for node in 0..<6 {
      let order = (0..<6).sorted {
        (-Float(result[node, $0]), $0) < (-Float(result[node, $1]), $1)
      }
      let row = all.candidates(of: node)
      #expect(row.indices.map { row[$0].target } == order)
    }
  }

  @Test("graphs without nodes or edges are aligned, too")
  func degenerate() throws {
    let none = Graph(nodeCount: 0, edges: [])
    let isolated = Graph(nodeCount: 3, edges: [])
    for aligner: any GraphAligner in [IsoRank(), FINAL(), DegreeAligner()] {
      #expect(try aligner.align(none, to: isolated).sourceCount == 0)
      #expect(try aligner.align(isolated, to: none).candidateCount == 0)
      #expect(try aligner.align(isolated, to: isolated).bestMatches == [0, 0, 0])
    }
  }

  @Test("refuses what does not fit, or options that cannot be used")
  func options() {
    let path = Graph.path(5)
    var small = IsoRank()
    small.iteration.pairLimit = 24
    #expect(
      throws: OptionError(
        name: "pairLimit", value: "24",
        reason:
          "5 source nodes and 5 target nodes make more pairs, and dense matrices hold them all")
    ) { try small.align(path, to: path) }
    for change: (inout IsoRank) -> Void in [
      { $0.iteration.alpha = 1.5 }, { $0.iteration.alpha = .nan },
      { $0.iteration.iterationLimit = 0 }, { $0.iteration.tolerance = -1 },
      { $0.iteration.candidateCount = 0 }, { $0.iteration.prior = .attributes },
    ] {
      var isoRank = IsoRank()
      change(&isoRank)
      #expect(throws: OptionError.self) { try isoRank.align(path, to: path) }
    }
  }
}
