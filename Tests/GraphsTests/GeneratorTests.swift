import AlignmentTestSupport
import Graphs
import Testing

@Suite("Generators") struct GeneratorTests {
  @Test("G(n, m) has exactly m edges, at every density, directed or not", arguments: [false, true])
  func exactEdgeCount(isDirected: Bool) {
    let room = isDirected ? 20 * 19 : 190
    for edgeCount in [0, 1, 50, room - 1, room] {
      let graph = Graph.erdosRenyi(
        nodeCount: 20, edgeCount: edgeCount, seed: 4, isDirected: isDirected)
      #expect(graph.nodeCount == 20)
      #expect(graph.edgeCount == edgeCount)
    }
  }

  @Test("G(n, m) chooses every edge equally often")
  func uniform() {
    var counts: [[Int32]: Int] = [:]
    for seed in 0..<3000 {
      let graph = Graph.erdosRenyi(nodeCount: 5, edgeCount: 3, seed: UInt64(seed))
      for edge in graph.edgeSet { counts[edge, default: 0] += 1 }
    }
    // Each of 10 edges with probability 0.3: 900 expected, standard deviation 25.
    #expect(counts.count == 10)
    #expect(counts.values.allSatisfy { abs($0 - 900) < 125 })
  }

  @Test("G(n, p) has p times as many edges as there is room for", arguments: [0.001, 0.01, 0.3])
  func expectedEdgeCount(probability: Double) {
    for isDirected in [false, true] {
      let graph = Graph.erdosRenyi(
        nodeCount: 1000, edgeProbability: probability, seed: 9, isDirected: isDirected)
      let room = isDirected ? 999_000.0 : 499_500.0
      let deviation = (room * probability * (1 - probability)).squareRoot()
      #expect(abs(Double(graph.edgeCount) - room * probability) < 4 * deviation)
    }
  }

  @Test("G(n, 0) is empty and G(n, 1) complete")
  func extremes() {
    #expect(Graph.erdosRenyi(nodeCount: 9, edgeProbability: 0, seed: 1).edgeCount == 0)
    #expect(Graph.erdosRenyi(nodeCount: 9, edgeProbability: 1, seed: 1) == .complete(9))
    #expect(Graph.erdosRenyi(nodeCount: 0, edgeProbability: 0.5, seed: 1).nodeCount == 0)
    #expect(Graph.erdosRenyi(nodeCount: 1, edgeProbability: 1, seed: 1).edgeCount == 0)
    #expect(
      Graph.erdosRenyi(nodeCount: 3, edgeProbability: .leastNonzeroMagnitude, seed: 1).edgeCount
        == 0)
  }

  @Test("a larger G(n, p) continues a smaller one")
  func prefix() {
    let small = Graph.erdosRenyi(nodeCount: 40, edgeProbability: 0.1, seed: 6)
    let large = Graph.erdosRenyi(nodeCount: 90, edgeProbability: 0.1, seed: 6)
    #expect(large.edgeSet.filter { $0.allSatisfy { $0 < 40 } } == small.edgeSet)
  }

  @Test("preferential attachment gives every node its edges", arguments: [1, 3, 8])
  func attachment(edgesPerNode k: Int) {
    for triangleProbability in [0, 0.5, 1] {
      let graph = Graph.powerLawCluster(
        nodeCount: 400, edgesPerNode: k, triangleProbability: triangleProbability, seed: 2)
      #expect(graph.edgeCount == k * (k + 1) / 2 + k * (400 - k - 1))
      #expect(graph.neighborCounts.min() == k)
      for node in k + 1..<400 {
        let row = graph.outgoing[node]
        #expect(row.indices.filter { row[$0] < node }.count == k)
      }
    }
  }

  @Test("Barabási–Albert is the power-law cluster graph without triangles, and has hubs")
  func hubs() {
    let graph = Graph.barabasiAlbert(nodeCount: 2000, edgesPerNode: 3, seed: 5)
    #expect(
      graph
        == .powerLawCluster(nodeCount: 2000, edgesPerNode: 3, triangleProbability: 0, seed: 5))
    // The largest degree grows like k·√n = 134; in a random graph of this density it is about 18.
    #expect(graph.neighborCounts.max()! > 60)
    #expect(Graph.barabasiAlbert(nodeCount: 6, edgesPerNode: 5, seed: 1) == .complete(6))
    // The degree distribution is 2k(k + 1)/(d(d + 1)(d + 2)): 2/5 of all nodes have degree k = 3.
    let share = Double(graph.neighborCounts.filter { $0 == 3 }.count) / 2000
    #expect(abs(share - 0.4) < 0.05)
  }

  @Test("the power-law cluster graph has more triangles, the more are asked for")
  func triangles() {
    let shares = [0, 0.3, 0.6, 1].map {
      Graph.powerLawCluster(nodeCount: 1500, edgesPerNode: 4, triangleProbability: $0, seed: 3)
        .transitivity
    }
    #expect(shares == shares.sorted())
    #expect(shares[3] > 3 * shares[0])
  }

  @Test("Watts–Strogatz without rewiring is the ring")
  func ring() {
    let ring = Graph.wattsStrogatz(
      nodeCount: 12, neighborCount: 4, rewiringProbability: 0, seed: 1)
    #expect(
      ring
        == Graph(
          nodeCount: 12, edges: (0..<12).flatMap { [($0, ($0 + 1) % 12), ($0, ($0 + 2) % 12)] }))
    let cycle = Graph.wattsStrogatz(
      nodeCount: 7, neighborCount: 2, rewiringProbability: 0, seed: 1)
    #expect(cycle == .cycle(7))
  }

  @Test("Watts–Strogatz keeps the number of edges and loses its triangles by rewiring")
  func rewiring() {
    let shares = [0, 0.1, 0.5, 1].map { probability in
      let graph = Graph.wattsStrogatz(
        nodeCount: 1000, neighborCount: 10, rewiringProbability: probability, seed: 8)
      #expect(graph.edgeCount == 5000)
      // An edge keeps its first node, and each node is the first of five.
      #expect(graph.neighborCounts.min()! >= 5)
      return graph.transitivity
    }
    // (3k − 6)/(4k − 4) on the ring; about k/n when all is random.
    #expect(abs(shares[0] - 2.0 / 3) < 1e-12)
    #expect(shares == shares.sorted(by: >))
    #expect(shares[3] < 0.03)
  }

  @Test("Watts–Strogatz leaves a graph alone that has no room for another edge")
  func noRoom() {
    let graph = Graph.wattsStrogatz(
      nodeCount: 7, neighborCount: 6, rewiringProbability: 1, seed: 1)
    #expect(graph == .complete(7))
  }

  @Test("the block model has the density asked for within and between blocks")
  func blocks() {
    let sizes = [300, 0, 200, 500]
    let wanted = [
      [0.10, 0.5, 0.02, 0.00], [0.50, 0.5, 0.50, 0.50], [0.02, 0.5, 1.00, 0.05],
      [0.00, 0.5, 0.05, 0.20],
    ]
    let graph = Graph.stochasticBlockModel(blockSizes: sizes, probabilities: wanted, seed: 7)
    let blockOf = sizes.enumerated().flatMap { block, size in Array(repeating: block, count: size) }
    var counts = [[Int]](repeating: [0, 0, 0, 0], count: 4)
    for edge in graph.edgeSet { counts[blockOf[Int(edge[0])]][blockOf[Int(edge[1])]] += 1 }
    for a in 0..<4 {
      for b in a..<4 {
        let room = Double(a == b ? sizes[a] * (sizes[a] - 1) / 2 : sizes[a] * sizes[b])
        let deviation = (room * wanted[a][b] * (1 - wanted[a][b])).squareRoot()
        #expect(abs(Double(counts[a][b]) - room * wanted[a][b]) <= 4 * deviation)
      }
    }
  }

  @Test("the block model of one block is G(n, p)")
  func oneBlock() {
    #expect(
      Graph.stochasticBlockModel(blockSizes: [70], probabilities: [[0.2]], seed: 3)
        == .erdosRenyi(nodeCount: 70, edgeProbability: 0.2, seed: 3))
  }

  @Test("R-MAT falls into its quadrants")
  func quadrants() {
    let corner = Graph.rmat(scale: 4, edgeCount: 50, quadrants: (0, 1, 0, 0), seed: 1)
    #expect(corner.edgeSet == [[0, 15]])
    #expect(
      Graph.rmat(scale: 4, edgeCount: 50, quadrants: (1, 0, 0, 0), seed: 1).edgeCount == 0)
    // With equal quadrants it is nearly G(n, m); skewed ones make hubs and repetitions.
    let even = Graph.rmat(
      scale: 12, edgeCount: 40_000, quadrants: (0.25, 0.25, 0.25, 0.25), seed: 2)
    let skewed = Graph.rmat(scale: 12, edgeCount: 40_000, seed: 2)
    #expect(even.nodeCount == 4096)
    // 8.4 million pairs: about 95 repetitions and 10 loops.
    #expect(even.edgeCount > 39_800 && even.edgeCount < 40_000)
    #expect(skewed.edgeCount < even.edgeCount)
    #expect(skewed.neighborCounts.max()! > 5 * even.neighborCounts.max()!)
  }

  @Test("the small classics are what their names say")
  func classics() {
    #expect(Graph.path(4).edgeSet == [[0, 1], [1, 2], [2, 3]])
    #expect(Graph.cycle(3) == .complete(3))
    #expect(Graph.star(4).edgeSet == [[0, 1], [0, 2], [0, 3]])
    #expect(Graph.complete(6).edgeCount == 15)
    #expect(Graph.grid(rows: 1, columns: 5) == .path(5))
    #expect(Graph.grid(rows: 3, columns: 4).edgeCount == 17)
    #expect(Graph.grid(rows: 2, columns: 2).edgeSet == [[0, 1], [0, 2], [1, 3], [2, 3]])
    for empty in [Graph.path(0), .star(0), .complete(0), .grid(rows: 0, columns: 3)] {
      #expect(empty.nodeCount == 0)
    }
    for single in [Graph.path(1), .star(1), .complete(1), .grid(rows: 1, columns: 1)] {
      #expect(single.nodeCount == 1 && single.edgeCount == 0)
    }
  }
}
