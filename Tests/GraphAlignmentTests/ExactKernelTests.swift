import AlignmentTestSupport
import Foundation
import GraphAlignment
import Graphs
import LinearAlgebra
import Testing

/// With every node a landmark the embedding is no approximation: ⟨ỹ_i, ỹ_j⟩ = sim(i, j).
@Suite("The exact kernel, p = n") struct ExactKernelTests {
  /// One graph of every size; every tenth is a star, a path, without edges or in two parts.
  static func graph(ofSize n: Int) -> Graph {
    let seed = UInt64(n)
    switch n % 10 {
    case 0: return .star(leafCount: n - 1)
    case 3: return .path(nodeCount: n)
    case 5: return n % 3 == 0 ? .edgeless(nodeCount: n) : sparse(n, seed)
    case 7: return .randomWeighted(nodeCount: n, edgeProbability: 4 / Double(n), seed: seed)
    case 9:
      return .random(nodeCount: n, edgeProbability: 2 / Double(n), seed: seed, isDirected: true)
    default: return .random(nodeCount: n, edgeProbability: 5 / Double(n), seed: seed)
    }
  }

  private static func sparse(_ n: Int, _ seed: UInt64) -> Graph {
    // Fewer edges than nodes: many parts, some of them single nodes.
    .random(nodeCount: n, edgeProbability: 0.7 / Double(n), seed: seed)
  }

  struct Setting: Sendable, CustomTestStringConvertible {
    let precision: EmbeddingPrecision
    let cutoff: Double
    let tolerance: Double
    let kernel: Kernel
    let discount: Double
    let countsOwnDegree: Bool

    var testDescription: String {
      "\(precision), \(kernel), δ = \(discount), hops from \(countsOwnDegree ? 0 : 1)"
    }
  }

  static let settings: [Setting] = {
    // Rows are stored in Float: products of unit rows are then off by some 1e-7, and 1e-6 is safe. In
    // Float arithmetic the smallest eigenvalues kept amplify the rounding of similarities: 1e-4.
    var all: [Setting] = []
    for kernel in Kernel.allCases {
      for (discount, own) in [(0.01, true), (0.1, true), (1, true), (0.5, false)] {
        all.append(
          Setting(
            precision: .double, cutoff: 1e-12, tolerance: 1e-6, kernel: kernel,
            discount: discount, countsOwnDegree: own))
        all.append(
          Setting(
            precision: .single, cutoff: REGAL().eigenvalueCutoff, tolerance: 1e-4,
            kernel: kernel, discount: discount, countsOwnDegree: own))
      }
    }
    return all
  }()

  @Test(
    "has the Gram matrix of the closed form, on a graph of every size up to 200",
    arguments: settings)
  func gramMatrix(setting: Setting) throws {
    var worst = (error: 0.0, size: 0)
    for n in 1...200 {
      let graph = Self.graph(ofSize: n)
      var regal = REGAL()
      regal.kernel = setting.kernel
      regal.signatures.discount = setting.discount
      regal.signatures.countsOwnDegree = setting.countsOwnDegree
      regal.landmarks = .all
      regal.precision = setting.precision
      regal.eigenvalueCutoff = setting.cutoff
      let embedding = try regal.embed([graph])
      #expect(embedding.underflowedNodes.isEmpty)
      #expect(embedding.landmarks.sorted() == Array(0..<n))
      let similarities = try closedForm(graph, regal)
      let rows = DoubleMatrix(
        rowCount: n, columnCount: embedding.rows.columnCount,
        elements: embedding.rows.elements.map(Double.init))
      let gram = rows.multiplied(byTransposeOf: rows)
      for (ours, exact) in zip(gram.elements, similarities) {
        // Written so that NaN fails.
        let error = abs(ours - exact)
        if !(error <= worst.error) { worst = (error, n) }
      }
    }
    #expect(worst.error <= setting.tolerance, "\(worst.error) at n = \(worst.size)")
  }

  /// exp(−d²) or exp(−d), from signatures by a serial sum.
  private func closedForm(_ graph: Graph, _ regal: REGAL) throws -> [Double] {
    let rows = try Signatures(of: [graph], options: regal.signatures).rows
    let n = graph.nodeCount
    var similarities: [Double] = []
    similarities.reserveCapacity(n * n)
    for i in 0..<n {
      for j in 0..<n {
        var squared = 0.0
        for column in 0..<rows.columnCount {
          let difference = Double(rows[i, column]) - Double(rows[j, column])
          squared += difference * difference
        }
        similarities.append(exp(-(regal.kernel == .gaussian ? squared : squared.squareRoot())))
      }
    }
    return similarities
  }
}
