import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra
import Testing

/// Small graphs, compared with what GemsLab/REGAL (commit 42ed908, run unmodified) computes.
@Suite("The reference implementation, on small graphs") struct GoldenTests {
  static let files = ["toys", "karate", "attributes"]

  @Test("counts the same signatures", arguments: files)
  func signatures(file: String) throws {
    let golden = try GoldenFiles.load(file, as: GoldenToys.self)
    for test in golden.cases {
      let pair = try #require(golden.graphs[test.graph])
      let graphs = pair.graphs(withAttributes: false)
      let signatures = try Signatures(of: graphs, options: options(test))
      // Without bucketing we keep a column for each degree that occurs, the reference one for each
      // number up to the largest; and it gives isolated nodes the column 0, where we give them none.
      let degrees = graphs.flatMap { graph in
        (0..<graph.nodeCount).map { Int(graph.degree(of: $0)) }
      }
      let columns =
        test.base == nil ? Set(degrees).subtracting([0]).sorted() : Array(0..<test.buckets)
      #expect(signatures.width == columns.count)
      for (node, row) in test.signatures.enumerated() {
        for (column, theirs) in columns.enumerated() {
          // The reference adds up in Double; we round the sum to Float.
          #expect(
            abs(Double(signatures.rows[node, column]) - row[theirs]) <= 6e-8 * max(1, row[theirs]),
            "\(test), node \(node)")
        }
      }
    }
  }

  @Test("embeds to the same Gram matrix and the same matches", arguments: files)
  func embeddings(file: String) throws {
    let golden = try GoldenFiles.load(file, as: GoldenToys.self)
    for test in golden.cases where test.gram != nil && isComparable(test) {
      let pair = try #require(golden.graphs[test.graph])
      let graphs = pair.graphs(withAttributes: test.hasAttributes ?? false)
      var regal = REGAL.authorsCode
      regal.signatures = options(test)
      regal.structureWeight = test.structureWeight ?? 1
      regal.attributeWeight = test.attributeWeight ?? 1
      regal.landmarkSelection = .nodes(Array(pair.permutation.prefix(test.p)))
      // Rows are stored in Float either way: 1e-6 is what that costs. In Float arithmetic the smallest
      // eigenvalues amplify the rounding of similarities; 1e-4 is the promise.
      for (precision, cutoff, tolerance) in [
        (EmbeddingPrecision.double, 1e-12, 1e-6), (.single, 1e-7, 1e-4),
      ] {
        regal.precision = precision
        regal.eigenvalueCutoff = cutoff
        let embedding = try regal.embed(graphs)
        let nodes = test.gramRows ?? Array(0..<embedding.rows.rowCount)
        for (i, row) in try #require(test.gram).enumerated() {
          for (j, theirs) in row.enumerated() {
            let ours = dot(embedding.rows, nodes[i], nodes[j])
            #expect(abs(ours - theirs) <= tolerance, "\(test), (\(nodes[i]), \(nodes[j]))")
          }
        }
        let alignment = try regal.align(graphs[0], to: graphs[1])
        for (node, match) in (test.top1 ?? []).enumerated() {
          guard let gap = test.gap?[node], gap >= 1e-4 else { continue }
          let best = try #require(alignment.bestMatch(of: node))
          #expect(match.all.contains(best), "\(test), node \(node)")
        }
      }
    }
  }

  /// Isolated nodes differ without bucketing; see above.
  private func isComparable(_ test: GoldenToys.Case) -> Bool {
    test.base != nil || test.graph != "disconnected"
  }

  private func options(_ test: GoldenToys.Case) -> SignatureOptions {
    var options = SignatureOptions()
    options.hopCount = test.hops
    options.discount = test.discount
    options.bucketBase = test.base
    return options
  }

  private func dot(_ rows: Matrix, _ i: Int, _ j: Int) -> Double {
    (0..<rows.columnCount).reduce(0) { $0 + Double(rows[i, $1]) * Double(rows[j, $1]) }
  }
}
