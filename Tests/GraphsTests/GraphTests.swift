import AlignmentTestSupport
import Graphs
import Parallel
import Testing

@Suite("Graph") struct GraphTests {
  @Test("drops self-loops, repetitions and edges of weight 0, and keeps the largest weight")
  func cleansEdges() {
    let graph = Graph(
      nodeCount: 4, sources: [0, 1, 1, 2, 2, 0], targets: [1, 0, 1, 3, 1, 1],
      weights: [2, 5, 9, 0, 0.5, 1])
    #expect(graph.edgeCount == 2)
    let edges = graph.edgeList()
    #expect(edges.sources == [0, 1])
    #expect(edges.targets == [1, 2])
    #expect(edges.weights == [5, 0.5])
    #expect(graph.degree(of: 1) == 5.5)
    #expect(graph.degree(of: 3) == 0)
  }

  @Test("keeps its rows ascending and symmetric, whatever the order of the edges")
  func rowsAreSorted() {
    var generator = SeededGenerator(seed: 3)
    for seed in 0..<20 {
      let graph = Graph.random(nodeCount: 30, edgeProbability: 0.2, seed: UInt64(seed))
      let edges = graph.edgeList()
      var pairs = zip(edges.sources, edges.targets).map { (Int($0), Int($1)) }
      generator.shuffle(&pairs)
      let again = Graph(nodeCount: 30, edges: pairs.map { seed % 2 == 0 ? $0 : ($0.1, $0.0) })
      #expect(again == graph)
      for node in 0..<30 {
        let row = again.outgoing[node]
        for i in row.indices {
          #expect(i == 0 || row[i - 1] < row[i])
          #expect(again.outgoing.contains(Int(row[i]), node))
        }
      }
    }
  }

  @Test("tells edges that leave from edges that enter when directed")
  func directed() {
    let graph = Graph(nodeCount: 3, edges: [(0, 1), (1, 0), (2, 1)], isDirected: true)
    #expect(graph.edgeCount == 3)
    #expect(graph.outgoing.count(of: 1) == 1)
    #expect(graph.incoming.count(of: 1) == 2)
    #expect(graph.degree(of: 1) == 3)
    #expect(graph.undirected.count(of: 1) == 2)
  }

  @Test("traps on a node that does not exist")
  func trapsOutOfRange() async {
    await #expect(processExitsWith: .failure) {
      _ = Graph(nodeCount: 2, edges: [(0, 2)])
    }
  }
}
