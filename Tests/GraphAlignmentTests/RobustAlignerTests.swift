import AlignmentTestSupport
import Foundation
import LinearAlgebra
import Testing

@testable import GraphAlignment
@testable import Graphs

@Suite("Robust aligner") struct RobustAlignerTests {
  @Test("survives missing edges where plain REGAL does not", arguments: [0.05, 0.15, 0.25])
  func survivesNoise(removedShare: Double) throws {
    let graph = Graph.barabasiAlbert(nodeCount: 400, edgesPerNode: 5, seed: 2)
    let pair = try NoiseModel(removedShare: removedShare).perturb(graph, seed: 4)
    let robust = try RobustAligner().align(pair.source, to: pair.target)
    let plain = try REGAL().align(pair.source, to: pair.target)
    #expect(robust.scores(against: pair.truth).hits(at: 1) > 0.95)
    #expect(plain.scores(against: pair.truth).hits(at: 1) < 0.7)
  }

  @Test("takes graphs of every kind: empty, single, without edges, unequal, disconnected, directed")
  func degenerate() throws {
    let graphs = [
      Graph(nodeCount: 0, edges: []), Graph(nodeCount: 1, edges: []),
      Graph(nodeCount: 7, edges: []), Graph.star(50), Graph.path(9), Graph.complete(12),
      Graph(nodeCount: 6, edges: [(0, 1), (2, 3)]),
      Graph(nodeCount: 5, edges: [(0, 1), (1, 2), (2, 0), (3, 2)], isDirected: true),
    ]
    for source in graphs {
      for target in graphs {
        let alignment = try RobustAligner().align(source, to: target)
        #expect(alignment.sourceCount == source.nodeCount)
        for node in 0..<source.nodeCount {
          let row = alignment.candidates(of: node)
          #expect(row.count <= 10)
          #expect(target.nodeCount == 0 || row.count > 0)
          for i in row.indices { #expect((0...1).contains(row[i].similarity)) }
        }
      }
    }
  }

  @Test("uses attributes to tell apart what structure cannot")
  func attributes() throws {
    // A cycle: every node looks alike.
    let names = (0..<10).map { "kind \($0 % 5)" }
    var source = Graph.cycle(10)
    source.attributes = NodeAttributes([.init(name: "kind", categories: names)])
    var target = Graph.cycle(10)
    target.attributes = source.attributes
    let alignment = try RobustAligner().align(source, to: target)
    for node in 0..<10 {
      let match = try #require(alignment.bestMatch(of: node))
      #expect(match % 5 == node % 5)
    }
  }

  @Test("counts log histograms of rings and centers them")
  func signatures() {
    let graph = Graph.random(nodeCount: 40, edgeProbability: 0.08, seed: 8)
    let signatures = RobustSignatures(
      of: [graph.outgoing], hopCount: 3, options: RobustSignatureOptions()
    ).rows[0]
    let largest = (0..<40).map { Int(graph.degree(of: $0)) }.max()!
    let bucketCount = Int.bitWidth - largest.leadingZeroBitCount
    #expect(signatures.columnCount == 3 * bucketCount + 1)
    var raw = [[Double]](repeating: [], count: 40)
    let neighbors = NaiveRings.neighbors(graph, .both)
    for node in 0..<40 {
      for ring in NaiveRings.rings(neighbors, around: node, hopCount: 3).dropFirst() {
        var histogram = [Double](repeating: 0, count: bucketCount)
        for other in ring {
          let degree = Int(graph.degree(of: other))
          histogram[Int.bitWidth - 1 - degree.leadingZeroBitCount] += 1
        }
        raw[node] += histogram.map { log1p($0) }
      }
      raw[node].append(log1p(graph.degree(of: node)))
    }
    for column in 0..<signatures.columnCount {
      let mean = raw.reduce(0) { $0 + $1[column] } / 40
      for node in 0..<40 {
        // Logarithms up to 4, rounded to Float before and after the mean is taken off.
        #expect(abs(Double(signatures[node, column]) - (raw[node][column] - mean)) < 1e-6)
      }
    }
  }

  @Test("looks further where balls grow slowly")
  func hopCounts() {
    func hops(_ graph: Graph) -> [Int] {
      let counts = RobustSignatureOptions().hopCounts([graph.outgoing, graph.outgoing])
      return [counts.first, counts.second]
    }
    // A ball of k steps on a grid has up to 2k² + 2k + 1 nodes: 25 within 3 steps, 41 within 4.
    #expect(hops(.grid(rows: 60, columns: 60)) == [4, 5])
    #expect(hops(.path(1000)) == [8, 9])
    #expect(hops(.star(2000)) == [2, 2])
    #expect(BallGrowth(Graph.cycle(100).outgoing).meanSizes.prefix(3) == [3, 5, 7])
  }
}
