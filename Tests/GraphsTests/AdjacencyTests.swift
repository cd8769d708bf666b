import AlignmentTestSupport
import Graphs
import Parallel
import Testing

/// Edges as they come, with loops, repetitions and zeros, against a dictionary.
@Suite("Adjacency") struct AdjacencyTests {
  struct Edges {
    var (sources, targets, weights): ([Int32], [Int32], [Double]) = ([], [], [])

    init(seed: UInt64, nodeCount: Int) {
      var generator = SeededGenerator(seed: seed)
      for _ in 0..<(4 * nodeCount) {
        sources.append(Int32(generator.index(below: nodeCount)))
        targets.append(Int32(generator.index(below: nodeCount)))
        weights.append(Double(generator.index(below: 4)) / 2)
      }
    }
  }

  @Test("holds what a dictionary of pairs holds", arguments: 1..<20, [true, false])
  func equalsDictionary(nodeCount: Int, isDirected: Bool) {
    let edges = Edges(seed: UInt64(nodeCount), nodeCount: nodeCount)
    for weights in [edges.weights, nil] {
      let graph = Graph(
        nodeCount: nodeCount, sources: edges.sources, targets: edges.targets, weights: weights,
        isDirected: isDirected)
      let pairs = dictionary(edges, weights, bothWays: !isDirected)
      check(graph.outgoing, pairs, nodeCount)
      #expect(graph.edgeCount == (isDirected ? pairs.count : pairs.count / 2))
      let reversed = Dictionary(
        uniqueKeysWithValues: pairs.map { ([$0.key[1], $0.key[0]], $0.value) })
      check(graph.incoming, reversed, nodeCount)
      check(graph.undirected, dictionary(edges, weights, bothWays: true), nodeCount)
      for node in 0..<nodeCount {
        let out = pairs.filter { $0.key[0] == node }.values.reduce(0, +)
        let into = pairs.filter { $0.key[1] == node }.values.reduce(0, +)
        // Halves: sums are exact.
        #expect(graph.degree(of: node) == (isDirected ? out + into : out))
      }
    }
  }

  @Test("knows no weights when every weight that stays is 1")
  func forgetsUnitWeights() {
    let plain = Graph(nodeCount: 3, edges: [(0, 1)])
    let zero = Graph(nodeCount: 3, sources: [0, 1], targets: [1, 2], weights: [1, 0])
    let merged = Graph(nodeCount: 3, sources: [0, 1], targets: [1, 0], weights: [1, 0.5])
    let loop = Graph(nodeCount: 3, sources: [0, 1], targets: [1, 1], weights: [1, 7])
    for graph in [zero, merged, loop] {
      #expect(!graph.isWeighted)
      #expect(graph == plain)
    }
    #expect(Graph(nodeCount: 3, sources: [0], targets: [1], weights: [2]).isWeighted)
  }

  private func dictionary(
    _ edges: Edges, _ weights: [Double]?, bothWays: Bool
  ) -> [[Int]: Double] {
    var pairs: [[Int]: Double] = [:]
    for i in edges.sources.indices where edges.sources[i] != edges.targets[i] {
      let weight = weights?[i] ?? 1
      guard weight > 0 else { continue }
      let (a, b) = (Int(edges.sources[i]), Int(edges.targets[i]))
      pairs[[a, b]] = max(pairs[[a, b]] ?? 0, weight)
      if bothWays { pairs[[b, a]] = max(pairs[[b, a]] ?? 0, weight) }
    }
    return pairs
  }

  private func check(_ adjacency: Adjacency, _ pairs: [[Int]: Double], _ nodeCount: Int) {
    #expect(adjacency.nodeCount == nodeCount)
    #expect(adjacency.entryCount == pairs.count)
    #expect(adjacency.weights.map { $0.count == pairs.count } ?? true)
    for a in 0..<nodeCount {
      let row = adjacency[a]
      #expect(
        row.indices.map { Int(row[$0]) } == pairs.keys.filter { $0[0] == a }.map { $0[1] }.sorted())
      #expect(adjacency.count(of: a) == row.count)
      for i in row.indices {
        let weight = adjacency.weights?[adjacency.offsets[a] + i] ?? 1
        #expect(weight == pairs[[a, Int(row[i])]])
      }
      for b in 0..<nodeCount { #expect(adjacency.contains(a, b) == (pairs[[a, b]] != nil)) }
    }
  }
}
