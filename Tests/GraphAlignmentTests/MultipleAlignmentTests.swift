import AlignmentTestSupport
import GraphAlignment
import Graphs
import Parallel
import Testing

@Suite("Multiple alignment") struct MultipleAlignmentTests {
  /// Copies of a graph, each renumbered and without a share of its edges; and the node of the original that each
  /// node of a copy was.
  static func copies(
    _ count: Int, of graph: Graph, removing share: Double, seed: UInt64
  ) throws -> (graphs: [Graph], originals: [[Int]]) {
    var (graphs, originals): ([Graph], [[Int]]) = ([], [])
    for copy in 0..<count {
      let pair = try NoiseModel(kind: .oneWay, removedShare: share)
        .perturb(graph, seed: seed &+ UInt64(copy))
      var original = [Int](repeating: 0, count: graph.nodeCount)
      for (node, target) in pair.truth.enumerated() { original[target] = node }
      graphs.append(pair.target)
      originals.append(original)
    }
    return (graphs, originals)
  }

  static let graph = Graph.powerLawCluster(
    nodeCount: 250, edgesPerNode: 3, triangleProbability: 0.4, seed: 3)

  /// Mean Hits@1 over ordered pairs of copies.
  static func hits(_ all: MultipleAlignment, _ originals: [[Int]]) -> Double {
    var sum = 0.0
    for a in originals.indices {
      for b in originals.indices where a != b {
        let nodes = Dictionary(uniqueKeysWithValues: originals[b].enumerated().map { ($1, $0) })
        let truth = originals[a].map { nodes[$0]! }
        sum += all.alignment(from: a, to: b).scores(against: truth).hits(at: 1)
      }
    }
    return sum / Double(originals.count * (originals.count - 1))
  }

  @Test("consistency does not lower the hits of pairs", arguments: [1, 20, 300] as [UInt64])
  func helpsPairs(seed: UInt64) throws {
    let (graphs, originals) = try Self.copies(3, of: Self.graph, removing: 0.15, seed: seed)
    let plain = Self.hits(try MultipleAlignment(of: graphs, roundCount: 0), originals)
    let consistent = Self.hits(try MultipleAlignment(of: graphs), originals)
    #expect(plain > 0.5 && plain < 1)
    #expect(consistent >= plain)
  }

  @Test("groups of identical copies without symmetries are complete and right")
  func identicalCopies() throws {
    // Every node has its own color, so no symmetry exchanges two.
    let graph = Graph.erdosRenyi(nodeCount: 120, edgeCount: 480, seed: 4)
    #expect(ColorRefinement(of: graph).classCount == 120)
    let (graphs, originals) = try Self.copies(3, of: graph, removing: 0, seed: 9)
    let all = try MultipleAlignment(of: graphs)
    #expect(all.groups.count == 120)
    for group in all.groups {
      let named = group.members.enumerated().compactMap { graph, node in
        node.map { originals[graph][$0] }
      }
      #expect(named.count == 3 && Set(named).count == 1)
      #expect(group.weight > 0.5 && group.weight <= 1.000_001)
    }
  }

  @Test("the order of the graphs does not matter", arguments: [[1, 2, 0], [2, 1, 0], [0, 2, 1]])
  func permutedOrder(order: [Int]) throws {
    let (graphs, _) = try Self.copies(3, of: Self.graph, removing: 0.1, seed: 5)
    // Of equal sizes the first given comes first, so sizes must differ: cut one edge more each.
    let cut = graphs.enumerated().map { index, graph in
      let edges = graph.edgeList()
      return Graph(
        nodeCount: graph.nodeCount, sources: Array(edges.sources.dropLast(index)),
        targets: Array(edges.targets.dropLast(index)))
    }
    let first = try MultipleAlignment(of: cut)
    let second = try MultipleAlignment(of: order.map { cut[$0] })
    #expect(first.groups.count > 200)
    let expected = first.groups.map { group in order.map { group.members[$0] } }
    #expect(expected == second.groups.map(\.members))
    #expect(first.groups.map(\.weight) == second.groups.map(\.weight))
  }

  @Test("neither threads nor a second run change anything")
  func isDeterministic() throws {
    let (graphs, _) = try Self.copies(3, of: Self.graph, removing: 0.1, seed: 6)
    let one = try Parallelism.withThreadCount(1) { try MultipleAlignment(of: graphs) }
    let two = try Parallelism.withThreadCount(2) { try MultipleAlignment(of: graphs) }
    #expect(one == two)
  }

  /// Says what it is told, whatever the graphs: candidates by the sizes of source and target.
  struct Told: GraphAligner {
    var candidates: [Int: [[Candidate]]]

    func align(
      _ source: Graph, to target: Graph, progress: (AlignmentProgress) -> Void
    ) throws -> Alignment {
      Alignment(
        candidates: candidates[10 * source.nodeCount + target.nodeCount]!,
        sourceIdentifiers: source.identifiers, targetIdentifiers: target.identifiers)
    }
  }

  @Test("composes beliefs as the equation says")
  func equation() throws {
    // One, two and three nodes; node 0 → 1 → 2 by the detour, which outweighs the direct 0 → 0.
    let told = Told(candidates: [
      12: [[.init(target: 1, similarity: 0.9)]],
      13: [[.init(target: 0, similarity: 0.5), .init(target: 2, similarity: 0.4)]],
      23: [[], [.init(target: 2, similarity: 0.8)]],
    ])
    let graphs = (1...3).map { Graph.edgeless(nodeCount: $0) }
    let all = try MultipleAlignment(of: graphs, aligner: told, roundCount: 1)
    let row = all.alignment(from: 0, to: 2).candidates(of: 0)
    #expect(row.map(\.target) == [2, 0])
    // Detours from node 0 and to node 2 of the others say .9 · .8 = .72 in all, so .28 of the half is direct.
    // .5 · .4 + .5 · (.72 + .28 · .4), and .5 · .5 + .5 · .28 · .5
    let (best, second): (Float, Float) = (0.616, 0.32)
    #expect(abs(row[0].similarity - best) < 1e-6)
    #expect(abs(row[1].similarity - second) < 1e-6)
    // B_01(0, 1): detours say .4 · .8 = .32. B_12(1, 2): those from node 1 say .9 · (.5 + .4) = .81.
    // .5 · .9 + .5 · (.32 + .68 · .9), and .5 · .8 + .5 · (.36 + .19 · .8)
    let weight = (0.616 + 0.916 + 0.656) / 3
    #expect(all.groups.count == 1)
    #expect(all.groups[0].members == [0, 1, 2])
    #expect(abs(all.groups[0].weight - weight) < 1e-6)
    let back = all.alignment(from: 2, to: 0)
    #expect(back.candidates(of: 2)[0].similarity == row[0].similarity)
  }

  @Test("a node that the third graph lacks keeps its belief")
  func missingNode() throws {
    let told = Told(candidates: [
      12: [[]], 13: [[]], 23: [[.init(target: 2, similarity: 0.75)], []],
    ])
    let all = try MultipleAlignment(
      of: (1...3).map { Graph.edgeless(nodeCount: $0) }, aligner: told, roundCount: 5)
    #expect(all.alignment(from: 1, to: 2).candidates(of: 0).map(\.similarity) == [0.75])
    #expect(all.groups.map(\.members) == [[nil, 0, 2]])
  }

  @Test("leaves beliefs of two graphs alone, and scales similarities that are no chances")
  func chances() throws {
    let told = Told(candidates: [
      12: [[.init(target: 1, similarity: 3), .init(target: 0, similarity: 1)]]
    ])
    let graphs = (1...2).map { Graph.edgeless(nodeCount: $0) }
    let all = try MultipleAlignment(of: graphs, aligner: told)
    #expect(all.alignment(from: 0, to: 1).candidates(of: 0).map(\.similarity) == [0.5, 0.5])
    #expect(all.groups.map(\.members) == [[0, 0]])
  }
}
