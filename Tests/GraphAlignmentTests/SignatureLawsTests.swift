import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra
import Parallel
import Testing

@Suite("Signatures obey laws") struct SignatureLawsTests {
  @Test("relabelling a graph reorders its rows, to the last bit", arguments: 0..<10)
  func relabelling(seed: Int) throws {
    let graph = Graph.randomWeighted(
      nodeCount: 50, edgeProbability: 0.07, seed: UInt64(seed), isDirected: seed % 2 == 1)
    var generator = SeededGenerator(seed: UInt64(seed + 50))
    let order = generator.permutation(50)
    for degrees in SignatureOptions.DegreeKind.allCases {
      var options = SignatureOptions()
      options.degrees = degrees
      options.hopCount = 3
      let signatures = try Signatures(of: [graph, graph.relabeled(by: order)], options: options)
      for node in 0..<50 {
        #expect(row(signatures, node) == row(signatures, 50 + order[node]))
      }
    }
  }

  @Test(
    "reversing all edges swaps the halves for edges that leave and that enter",
    arguments: 0..<5)
  func reversing(seed: Int) throws {
    let graph = Graph.random(
      nodeCount: 40, edgeProbability: 0.06, seed: UInt64(seed), isDirected: true)
    let edges = graph.edgeList()
    let reversed = Graph(
      nodeCount: 40, sources: edges.targets, targets: edges.sources, isDirected: true)
    var options = SignatureOptions()
    options.degrees = .inOut
    let directions: [(SignatureOptions.RingDirection, SignatureOptions.RingDirection)] = [
      (.both, .both), (.outgoing, .incoming), (.incoming, .outgoing),
    ]
    for (there, back) in directions {
      options.ringDirection = there
      let forward = try Signatures(of: [graph], options: options)
      options.ringDirection = back
      let backward = try Signatures(of: [reversed], options: options)
      let outWidth = DegreeBuckets(
        base: 2, degrees: [(0..<40).map { graph.outgoing.strength(of: $0) }]
      ).count
      #expect(outWidth > 0 && outWidth < forward.width)
      for node in 0..<40 {
        let (a, b) = (row(forward, node), row(backward, node))
        #expect(Array(a[outWidth...] + a[..<outWidth]) == b)
        #expect(a != b || a[..<outWidth].elementsEqual(a[outWidth...]))
      }
    }
  }

  @Test("doubling all weights moves every count up one bucket of base 2", arguments: 0..<5)
  func doubling(seed: Int) throws {
    let graph = Graph.randomWeighted(nodeCount: 40, edgeProbability: 0.1, seed: UInt64(seed))
      .reweighted { _, weight in weight.rounded(.up) }
    let doubled = graph.reweighted { _, weight in 2 * weight }
    let (once, twice) = (try Signatures(of: [graph]), try Signatures(of: [doubled]))
    #expect(twice.width == once.width + 1)
    for node in 0..<40 { #expect([0] + row(once, node) == row(twice, node)) }
  }

  @Test("the order of graphs does not matter, nor who else is there")
  func order() throws {
    let a = Graph.random(nodeCount: 30, edgeProbability: 0.1, seed: 1)
    let b = Graph.random(nodeCount: 20, edgeProbability: 0.1, seed: 2)
    let c = Graph.star(leafCount: 17)
    let three = try Signatures(of: [a, b, c])
    let other = try Signatures(of: [c, a, b])
    #expect(three.rows(ofGraph: 0) == other.rows(ofGraph: 1))
    #expect(three.rows(ofGraph: 1) == other.rows(ofGraph: 2))
    #expect(three.rows(ofGraph: 2) == other.rows(ofGraph: 0))
    let alone = try Signatures(of: [a])
    #expect(alone.width < three.width)
    for node in 0..<30 {
      let padding = [Float](repeating: 0, count: three.width - alone.width)
      #expect(row(alone, node) + padding == row(three, node))
    }
  }

  @Test("repeated edges, loops and edges of weight 0 change nothing")
  func merging() throws {
    let graph = Graph.random(nodeCount: 30, edgeProbability: 0.1, seed: 7)
    let edges = graph.edgeList()
    let n = edges.sources.count
    let loops = (0..<Int32(30)).map { $0 }
    let noisy = Graph(
      nodeCount: 30, sources: edges.sources + edges.targets + loops + [0, 1],
      targets: edges.targets + edges.sources + loops + [29, 28],
      weights: [Double](repeating: 1, count: 2 * n + 30) + [0, 0])
    #expect(noisy == graph)
    #expect(try Signatures(of: [noisy]) == Signatures(of: [graph]))
  }

  @Test("any number of hops beyond the diameter gives the same signature")
  func manyHops() throws {
    for graph in [Graph.path(nodeCount: 12), .star(leafCount: 5), .edgeless(nodeCount: 1)] {
      var options = SignatureOptions()
      options.hopCount = 12
      let enough = try Signatures(of: [graph], options: options)
      for hopCount in [13, 1000, Int.max] {
        options.hopCount = hopCount
        #expect(try Signatures(of: [graph], options: options) == enough)
      }
    }
  }

  private func row(_ signatures: Signatures, _ node: Int) -> [Float] {
    let row = signatures.rows[row: node]
    return row.indices.map { row[$0] }
  }
}
