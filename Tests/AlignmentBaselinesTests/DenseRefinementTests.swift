import AlignmentBaselines
import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra
import Options
import Parallel
import Testing

@Suite("Dense refinement") struct DenseRefinementTests {
  @Test("one step on two paths of three nodes, worked out by hand")
  func handWorkedStep() throws {
    var refinement = DenseRefinement()
    refinement.iterationCount = 1
    refinement.epsilon = 0.5
    let start = DoubleMatrix(rowCount: 3, columnCount: 3, elements: [1, 0, 0, 0, 1, 0, 0, 0, 1])
    let path = Graph.path(3)
    let outcome = try refinement.refine(start, source: path, target: path)
    // A·I·A = [1 0 1; 0 2 0; 1 0 1]; times I, plus ½: [1½ ½ ½; ½ 2½ ½; ½ ½ 1½]. Rows add up to 2½, 3½, 2½:
    // [21 7 7; 5 25 5; 7 7 21] / 35. Columns add up to 33, 39, 33.
    let rows: [Double] = [21, 7, 7, 5, 25, 5, 7, 7, 21]
    let columns: [Double] = [33, 39, 33]
    let expected = rows.indices.map { rows[$0] / columns[$0 % 3] }
    for (ours, theirs) in zip(outcome.similarities.elements, expected) {
      #expect(abs(ours - theirs) < 1e-15)
    }
    #expect(outcome.consistency == [1, 1])
    #expect(outcome.alignment.bestMatches == [0, 1, 2])
  }

  @Test("agrees with four nested loops", arguments: [1, 2, 5])
  func tripleLoop(iterations: Int) throws {
    let source = Graph.random(nodeCount: 14, edgeProbability: 0.3, seed: 1)
    let target = Graph.random(nodeCount: 17, edgeProbability: 0.3, seed: 2)
    var m = DoubleMatrix.random(rowCount: 14, columnCount: 17, in: 0..<4, seed: 3)
    var refinement = DenseRefinement()
    refinement.iterationCount = iterations
    let outcome = try refinement.refine(m, source: source, target: target)
    for _ in 0..<iterations {
      var next = DoubleMatrix(rowCount: 14, columnCount: 17)
      for i in 0..<14 {
        for j in 0..<17 {
          var sum = 0.0
          for u in 0..<14 where source.outgoing.contains(i, u) {
            for v in 0..<17 where target.outgoing.contains(j, v) { sum += m[u, v] }
          }
          // 1 / 17 > 10⁻²
          next[i, j] = m[i, j] * sum + 1e-2
        }
      }
      for i in 0..<14 {
        let sum = (0..<17).reduce(0) { $0 + next[i, $1] }
        for j in 0..<17 { next[i, j] /= sum }
      }
      for j in 0..<17 {
        let sum = (0..<14).reduce(0) { $0 + next[$1, j] }
        for i in 0..<14 { next[i, j] /= sum }
      }
      m = next
    }
    for (ours, plain) in zip(outcome.similarities.elements, m.elements) {
      #expect(abs(ours - plain) < 1e-12)
    }
  }

  @Test("makes a noisy alignment better, and more consistent")
  func improves() throws {
    let graph = Graph.powerLawCluster(
      nodeCount: 200, edgesPerNode: 4, triangleProbability: 0.5, seed: 5)
    let pair = try NoiseModel(removedShare: 0.05).perturb(graph, seed: 6)
    let start = try REGAL().align(pair.source, to: pair.target)
    let outcome = try DenseRefinement().refine(start, source: pair.source, target: pair.target)
    let (before, after) = (
      start.scores(against: pair.truth).accuracy,
      outcome.alignment.scores(against: pair.truth).accuracy
    )
    #expect(after > before + 0.1, "from \(before) to \(after)")
    #expect(outcome.consistency.count == 31)
    #expect(outcome.consistency.last! > outcome.consistency[0])
  }

  @Test("the number of threads does not change a bit")
  func threads() throws {
    let graph = Graph.random(nodeCount: 90, edgeProbability: 0.1, seed: 7)
    let start = try DegreeAligner().align(graph, to: graph)
    let results = try [1, 4].map { count in
      try Parallelism.withThreadCount(count) {
        try DenseRefinement().refine(start, source: graph, target: graph)
      }
    }
    #expect(results[0] == results[1])
  }

  @Test("reports every iteration, and stops at none")
  func progress() throws {
    let path = Graph.path(5)
    let start = try DegreeAligner().align(path, to: path)
    var refinement = DenseRefinement()
    refinement.iterationCount = 4
    var reported: [(Double, Double)] = []
    let outcome = try refinement.refine(start, source: path, target: path) {
      reported.append(($0, $1))
    }
    #expect(reported.map(\.0) == [0.25, 0.5, 0.75, 1])
    #expect(reported.map(\.1) == Array(outcome.consistency.dropFirst()))
    refinement.iterationCount = 0
    #expect(
      try refinement.refine(start, source: path, target: path).alignment.bestMatches
        == start.bestMatches)
  }

  @Test("refuses options that cannot be used")
  func options() {
    let path = Graph.path(5)
    for change: (inout DenseRefinement) -> Void in [
      { $0.iterationCount = -1 }, { $0.epsilon = -1 }, { $0.epsilon = .nan },
      { $0.candidateCount = 0 }, { $0.pairLimit = 24 },
    ] {
      var refinement = DenseRefinement()
      change(&refinement)
      #expect(throws: OptionError.self) {
        try refinement.refine(
          DoubleMatrix(rowCount: 5, columnCount: 5), source: path, target: path)
      }
    }
  }
}
