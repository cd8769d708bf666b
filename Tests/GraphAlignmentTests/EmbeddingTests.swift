import AlignmentTestSupport
import Foundation
import Graphs
import LinearAlgebra
import Testing

@testable import GraphAlignment
@testable import NearestNeighbors

@Suite("Joint embeddings") struct EmbeddingTests {
  static let graphs = [
    Graph.random(nodeCount: 60, edgeProbability: 0.07, seed: 1),
    Graph.random(nodeCount: 45, edgeProbability: 0.1, seed: 2),
    Graph.random(nodeCount: 30, edgeProbability: 0.1, seed: 3),
  ]

  @Test("of three graphs do not depend on their order, given the landmarks")
  func order() throws {
    let (a, b, c) = (Self.graphs[0], Self.graphs[1], Self.graphs[2])
    // Nodes 3 and 40 of a, 7 and 30 of b, 5 of c, and more of each.
    let ofA = Array(stride(from: 1, to: 60, by: 4))
    let ofB = Array(stride(from: 2, to: 45, by: 4))
    let ofC = Array(stride(from: 0, to: 30, by: 4))
    var regal = REGAL()
    regal.landmarkSelection = .nodes(ofA + ofB.map { 60 + $0 } + ofC.map { 105 + $0 })
    let abc = try regal.embed([a, b, c])
    regal.landmarkSelection = .nodes(ofA.map { 30 + $0 } + ofB.map { 90 + $0 } + ofC)
    let cab = try regal.embed([c, a, b])
    #expect(abc.splits == [0, 60, 105, 135] && cab.splits == [0, 30, 90, 135])
    // Each row is computed from its own signature and the landmarks': the same bits, unless BLAS treats
    // the last rows of a block in another order. A rounding of C, 6e-8, is divided by the root of an eigenvalue,
    // of which those above 1e-7 of the largest are kept: up to 2e-4 of a unit row.
    for (x, y) in [(0, 1), (1, 2), (2, 0)] {
      let (left, right) = (abc.rows(ofGraph: x), cab.rows(ofGraph: y))
      #expect(left.rowCount == right.rowCount && left.columnCount == right.columnCount)
      let deviation = zip(left.elements, right.elements).map { abs($0 - $1) }.max() ?? 0
      #expect(deviation <= 2e-4)
    }
  }

  /// Two sparse graphs in which many nodes have equal signatures.
  private static let sparse = [11, 12].map {
    Graph.random(nodeCount: 900, edgeProbability: 0.002, seed: $0)
  }

  @Test("are those of all nodes one by one, whose equal signatures give equal rows")
  func classes() throws {
    let regal = REGAL()
    let measured = try regal.measure(Self.sparse, StageReporter { _ in })
    #expect(measured.firstNodes.count < 1500)
    let embedding = try regal.embed(Self.sparse)
    let each = try NystromRows(
      (0..<1800).map { $0 }, measured.exponents, landmarks: embedding.landmarks,
      cutoff: regal.eigenvalueCutoff, precision: regal.precision
    ).rows
    for node in 0..<1800 {
      let first = Int(measured.firstNodes[Int(measured.classOfNode[node])])
      let isEqual = (0..<each.columnCount).allSatisfy {
        embedding.rows[first, $0] == embedding.rows[node, $0]
      }
      #expect(isEqual, "\(first) and \(node)")
      // BLAS may treat the last rows of a block in another order.
      #expect(squaredDistance(embedding.rows[row: node], each[row: node]) < 1e-8)
    }
  }

  @Test("are searched once for nodes with equal rows, whatever makes them equal")
  func equalRows() throws {
    var one = REGAL()
    one.landmarks = .fixed(1)
    var far = REGAL()
    far.structureWeight = 300
    var attributed = Self.sparse
    for index in 0..<2 {
      attributed[index].attributes = NodeAttributes([
        .init(name: "kind", categories: (0..<900).map { $0 % 2 == 0 ? "even" : "odd" })
      ])
    }
    for (regal, graphs, limit) in [
      (one, Self.sparse, 2), (far, Self.sparse, 700), (REGAL(), attributed, 850),
    ] {
      let reporter = StageReporter { _ in }
      let embedded = try regal.embed(try regal.measure(graphs, reporter), graphs, reporter)
      let selection = embedded.rows(ofGraph: 0)
      let different = Set(
        (0..<900).map { node in
          (0..<selection.width).map { selection[row: node][$0].bitPattern }
        })
      #expect(selection.groups.count == different.count)
      #expect(different.count <= limit)
    }
  }

  @Test("have rows of unit length", arguments: EmbeddingPrecision.allCases, Kernel.allCases)
  func unitLength(precision: EmbeddingPrecision, kernel: Kernel) throws {
    var regal = REGAL()
    regal.precision = precision
    regal.kernel = kernel
    let embedding = try regal.embed(Self.graphs)
    let lost = Set(embedding.underflowedNodes)
    for row in 0..<135 {
      let norm = (0..<embedding.rows.columnCount).reduce(0.0) {
        $0 + Double(embedding.rows[row, $1]) * Double(embedding.rows[row, $1])
      }
      // Rounded to Float, at most 70 coordinates below 1: 70 · 2⁻²³ at the very worst.
      #expect(abs(norm - (lost.contains(row) ? 0 : 1)) <= 1e-6)
    }
  }

  @Test(
    "in single precision have the Gram matrix of those in double", arguments: Kernel.allCases,
    [0.01, 0.5])
  func singleAgainstDouble(kernel: Kernel, discount: Double) throws {
    for factor in [1.0, 4, 10] {
      var regal = REGAL()
      regal.kernel = kernel
      regal.signatures.discount = discount
      regal.landmarks = .logarithmic(factor: factor)
      regal.structureWeight = 0.3
      let single = try gram(regal)
      regal.precision = .double
      let double = try gram(regal)
      // The same cutoff, so the same eigenvalues: what remains is the rounding of similarities, amplified
      // by the smallest eigenvalue kept. 1e-4 is the promise for p = n, where no row is far from all.
      let worst = zip(single, double).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(worst <= 1e-4, "p = \(factor) · log n")
    }
  }

  private func gram(_ regal: REGAL) throws -> [Double] {
    let embedding = try regal.embed(Self.graphs)
    let rows = DoubleMatrix(
      rowCount: 135, columnCount: embedding.rows.columnCount,
      elements: embedding.rows.elements.map(Double.init))
    return rows.multiplied(byTransposeOf: rows).elements
  }

  @Test("draw landmarks as they say", arguments: 0..<10)
  func landmarks(seed: Int) throws {
    let graph = Graph(nodeCount: 40, edges: (0..<20).map { (0, $0 + 1) } + [(1, 2), (3, 4)])
    let rows = try Signatures(of: [graph]).rows
    func key(_ node: Int) -> [Float] { (0..<rows.columnCount).map { rows[node, $0] } }
    let distinct = Set((0..<40).map(key)).count
    var regal = REGAL()
    regal.seed = UInt64(seed)
    for count in [1, 2, distinct, distinct + 1, 30, 40, 50] {
      regal.landmarks = .fixed(count)
      for selection in [
        LandmarkSelection.uniform, .degreeProportional, .kMeansPlusPlus, .distinctSignatures,
      ] {
        regal.landmarkSelection = selection
        let chosen = try regal.embed([graph]).landmarks
        #expect(chosen.count == min(count, 40))
        #expect(Set(chosen).count == chosen.count)
        #expect(chosen.allSatisfy { (0..<40).contains($0) })
        let signatures = Set(chosen.map(key)).count
        switch selection {
        case .kMeansPlusPlus, .distinctSignatures:
          // No signature comes twice before every one has come.
          #expect(signatures == min(count, distinct))
        case .degreeProportional:
          // The 19 nodes without edges come last.
          #expect(chosen.prefix(21).allSatisfy { graph.degree(of: $0) > 0 })
        default: break
        }
      }
    }
  }

  @Test("draw nodes of larger degree more often when asked to")
  func degreeProportional() throws {
    // The middle has half of all degree: it comes first in half of the draws.
    let graph = Graph.star(leafCount: 20)
    var regal = REGAL()
    regal.landmarks = .fixed(1)
    var (uniform, proportional) = (0, 0)
    for seed in 0..<400 {
      regal.seed = UInt64(seed)
      regal.landmarkSelection = .uniform
      if try regal.embed([graph]).landmarks == [0] { uniform += 1 }
      regal.landmarkSelection = .degreeProportional
      if try regal.embed([graph]).landmarks == [0] { proportional += 1 }
    }
    // Expected 19 ± 4.3 and 200 ± 10; five deviations.
    #expect(abs(uniform - 19) <= 22)
    #expect(abs(proportional - 200) <= 50)
  }
}
