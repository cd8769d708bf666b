import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra
import Testing

/// Signatures against their definition: rings of sets, sums in Double.
@Suite("Signatures") struct SignaturesTests {
  static let families: [[Graph]] = [
    [
      .random(nodeCount: 40, edgeProbability: 0.08, seed: 1),
      .random(nodeCount: 25, edgeProbability: 0.2, seed: 2),
    ],
    [.randomWeighted(nodeCount: 30, edgeProbability: 0.1, seed: 3), .star(leafCount: 33)],
    [
      .random(nodeCount: 30, edgeProbability: 0.05, seed: 4, isDirected: true),
      .randomWeighted(nodeCount: 35, edgeProbability: 0.05, seed: 5, isDirected: true),
    ],
    [
      .path(nodeCount: 20), .edgeless(nodeCount: 3), .edgeless(nodeCount: 0),
      .random(nodeCount: 30, edgeProbability: 0.1, seed: 6, isDirected: true),
    ],
  ]

  static let options: [SignatureOptions] = {
    var all: [SignatureOptions] = []
    for hopCount in [1, 2, 5, 100] {
      for degrees in SignatureOptions.DegreeKind.allCases {
        for direction in SignatureOptions.RingDirection.allCases {
          var options = SignatureOptions()
          options.hopCount = hopCount
          options.degrees = degrees
          options.ringDirection = direction
          options.discount = hopCount == 2 ? 0.01 : 0.7
          all.append(options)
          options.countsOwnDegree = false
          all.append(options)
        }
      }
    }
    return all
  }()

  static let bases: [Double?] = [2, 1.1, 10, nil]

  @Test("equal weighted sums over rings of sets", arguments: families.indices, bases)
  func equalNaive(family: Int, base: Double?) throws {
    let graphs = Self.families[family]
    for var options in Self.options {
      options.bucketBase = base
      let signatures = try Signatures(of: graphs, options: options)
      let naive = naiveSignatures(graphs, options)
      #expect(signatures.rows.rowCount == naive.count)
      #expect(signatures.splits.last == naive.count)
      for (node, row) in naive.enumerated() {
        #expect(signatures.width == row.count)
        for (column, sum) in row.enumerated() {
          // The sum is rounded to Float once, by at most half a unit: 2⁻²⁴.
          #expect(
            abs(Double(signatures.rows[node, column]) - sum) <= sum * 0x1p-24 * 1.001,
            "node \(node), column \(column), \(options)")
        }
      }
    }
  }

  @Test("weigh ring k by δᵏ, or by δᵏ⁻¹ without a node's own degree")
  func weights() {
    var options = SignatureOptions()
    options.discount = 0.5
    #expect((0...3).map(options.weight) == [1, 0.5, 0.25, 0.125])
    options.countsOwnDegree = false
    #expect((0...3).map(options.weight) == [0, 1, 0.5, 0.25])
  }

  @Test("of no graphs and of graphs without edges have no coordinates")
  func empty() throws {
    let none = try Signatures(of: [])
    #expect(none.rows.rowCount == 0 && none.splits == [0])
    let edgeless = try Signatures(of: [.edgeless(nodeCount: 2), .edgeless(nodeCount: 0)])
    #expect(edgeless.width == 0 && edgeless.rows.rowCount == 2 && edgeless.splits == [0, 2, 2])
    #expect(edgeless.rows(ofGraph: 0).rowCount == 2 && edgeless.rows(ofGraph: 1).rowCount == 0)
  }

  private func naiveSignatures(_ graphs: [Graph], _ options: SignatureOptions) -> [[Double]] {
    let isSplit = options.degrees == .inOut && graphs.contains(where: \.isDirected)
    let kinds: [NaiveRings.Degrees] = isSplit ? [.outgoing, .incoming] : [.total]
    var rows = graphs.flatMap { [[Double]](repeating: [], count: $0.nodeCount) }
    for kind in kinds {
      // An undirected edge both leaves and enters its two nodes.
      let degrees = graphs.map { NaiveRings.degrees($0, $0.isDirected ? kind : .total) }
      let keys = degrees.map { $0.map { key($0, options.bucketBase) } }
      let present = keys.joined().compactMap { $0 }
      guard !present.isEmpty else { continue }
      let columns =
        options.bucketBase == nil
        ? Set(present).sorted() : Array(min(0, present.min()!)...present.max()!)
      var first = 0
      for (graph, keys) in zip(graphs, keys) {
        let neighbors = NaiveRings.neighbors(graph, options.ringDirection)
        for node in 0..<graph.nodeCount {
          var sums = [Int: Double]()
          let hops = min(options.hopCount, graph.nodeCount)
          let rings = NaiveRings.rings(neighbors, around: node, hopCount: hops)
          for (hop, ring) in rings.enumerated() {
            for other in ring {
              if let key = keys[other] { sums[key, default: 0] += options.weight(ofHop: hop) }
            }
          }
          rows[first + node] += columns.map { sums[$0] ?? 0 }
        }
        first += graph.nodeCount
      }
    }
    return rows
  }

  /// ⌊log_base degree⌋ by repeated multiplication or division; `nil` for no degree.
  private func key(_ degree: Double, _ base: Double?) -> Int? {
    guard degree > 0 else { return nil }
    guard let base else { return Int(degree) }
    var (exponent, power) = (0, 1.0)
    while power * base <= degree { (exponent, power) = (exponent + 1, power * base) }
    while power > degree { (exponent, power) = (exponent - 1, power / base) }
    return exponent
  }
}
