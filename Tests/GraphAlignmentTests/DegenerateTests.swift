import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra
import Testing

/// Graphs and options at the edge: whatever happens, no NaN, no trap, and every source node gets as many
/// candidates as there are.
@Suite("Degenerate graphs and options") struct DegenerateTests {
  static let graphs: [Graph] = [
    .edgeless(nodeCount: 0), .edgeless(nodeCount: 1), .edgeless(nodeCount: 4), .path(nodeCount: 2),
    .star(leafCount: 5), Graph(nodeCount: 4, edges: [(0, 1), (2, 3)]),
    Graph(nodeCount: 5, edges: (0..<5).map { ($0, ($0 + 1) % 5) }),
    Graph(nodeCount: 3, sources: [0, 1], targets: [1, 2], weights: [1e300, 1e308]),
    Graph(
      nodeCount: 4, sources: [0, 0, 0], targets: [1, 2, 3], weights: [1e308, 1e308, 0x1p-1074]),
    Graph(nodeCount: 3, edges: [(0, 1), (1, 2)], isDirected: true),
  ]

  static let options: [REGAL] = {
    var all: [REGAL] = []
    for preset in [REGAL.paper, .authorsCode] {
      all.append(preset)
      func add(_ change: (inout REGAL) -> Void) {
        var regal = preset
        change(&regal)
        all.append(regal)
      }
      add { $0.space = .signature }
      add { $0.landmarks = .fixed(1) }
      add { $0.landmarks = .fixed(1000) }
      add { $0.landmarks = .all }
      add { $0.landmarks = .logarithmic(factor: 1e300) }
      add { $0.structureWeight = 0 }
      add { $0.structureWeight = 1e300 }
      add { $0.eigenvalueCutoff = 0 }
      add { $0.precision = .double }
      add {
        $0.precision = .double
        $0.structureWeight = 1e300
      }
      add { $0.candidateCount = .max }
      add { $0.search = .exhaustive }
      add { $0.landmarkSelection = .kMeansPlusPlus }
      add { $0.landmarkSelection = .degreeProportional }
      add { $0.landmarkSelection = .distinctSignatures }
      add {
        $0.signatures.degrees = .inOut
        $0.signatures.ringDirection = .outgoing
      }
      add {
        $0.signatures.bucketBase = nil
        $0.signatures.hopCount = .max
      }
      add { $0.signatures.discount = .leastNonzeroMagnitude }
    }
    return all
  }()

  @Test("align without NaN and with all candidates there are", arguments: options)
  func pairs(regal: REGAL) throws {
    for (i, source) in Self.graphs.enumerated() {
      for (j, target) in Self.graphs.enumerated() {
        let alignment = try regal.align(source, to: target)
        let expected = min(regal.candidateCount, target.nodeCount)
        for node in 0..<source.nodeCount {
          let row = alignment.candidateList(of: node)
          #expect(row.count == expected, "\(i) to \(j)")
          #expect(row.indices.allSatisfy { row[$0].similarity >= 0 && row[$0].similarity <= 1 })
          #expect(
            row.indices.dropFirst().allSatisfy {
              row[$0 - 1].similarity >= row[$0].similarity
            })
        }
        let embedding = try regal.embed([source, target])
        #expect(embedding.rows.firstNonFiniteRow == nil, "\(i) to \(j)")
        #expect(embedding.splits == [0, source.nodeCount, source.nodeCount + target.nodeCount])
      }
    }
  }

  @Test("of identical nodes have all in one place, ties going to the smaller target")
  func allIdentical() throws {
    let ring = Graph(nodeCount: 30, edges: (0..<30).map { ($0, ($0 + 1) % 30) })
    for preset in [REGAL.paper, .authorsCode] {
      for count in [LandmarkCount.fixed(1), .fixed(10), .all] {
        var regal = preset
        // Equal landmarks: W is all ones, of rank 1.
        regal.landmarks = count
        #expect(try regal.embed([ring, ring]).rows.columnCount == 1)
        let alignment = try regal.align(ring, to: ring)
        for node in 0..<30 {
          let row = alignment.candidateList(of: node)
          #expect(row.indices.map { row[$0].target } == Array(0..<10))
          #expect(row.indices.allSatisfy { row[$0].similarity == 1 })
        }
      }
    }
  }

  @Test("without structure are told apart by attributes alone")
  func attributesAlone() throws {
    let names = ["a", "b", "c", "d", "e"]
    var (source, target) = (Graph.path(nodeCount: 5), Graph.star(leafCount: 4))
    source.attributes = NodeAttributes([.init(name: "name", categories: names)])
    target.attributes = NodeAttributes([.init(name: "name", categories: names.reversed())])
    for preset in [REGAL.paper, .authorsCode] {
      for space in MatchingSpace.allCases {
        var regal = preset
        regal.structureWeight = 0
        regal.landmarks = .all
        regal.space = space
        let matches = try regal.align(source, to: target).bestMatches
        #expect(matches == [4, 3, 2, 1, 0])
      }
    }
  }

  @Test("of no graph at all embed to nothing")
  func noGraphs() throws {
    let embedding = try REGAL().embed([])
    #expect(embedding.rows.rowCount == 0 && embedding.splits == [0])
    #expect(embedding.landmarks.isEmpty)
  }

  @Test("numbers of any size as attributes keep similarities finite")
  func hugeAttributes() throws {
    var graph = Graph.path(nodeCount: 3)
    graph.attributes = NodeAttributes([
      .init(name: "x", numbers: [-1.5e308, 0, 1.5e308]), .init(name: "y", numbers: [7, 7, 7]),
    ])
    for space in MatchingSpace.allCases {
      var regal = REGAL()
      regal.space = space
      regal.landmarks = .all
      let alignment = try regal.align(graph, to: graph)
      #expect(alignment.bestMatches == [0, 1, 2])
      #expect(try regal.embed([graph]).rows.firstNonFiniteRow == nil)
    }
  }
}
