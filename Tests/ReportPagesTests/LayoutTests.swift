import AlignmentTestSupport
import Graphs
import Testing

@testable import ReportPages

@Suite("Drawing") struct LayoutTests {
  /// Groups of eight nodes, complete, in a ring.
  private static func ring(_ groupCount: Int) -> Graph {
    var edges: [(Int, Int)] = []
    for group in 0..<groupCount {
      for a in 0..<8 { for b in 0..<a { edges.append((8 * group + a, 8 * group + b)) } }
      edges.append((8 * group, 8 * ((group + 1) % groupCount) + 1))
    }
    return Graph(nodeCount: 8 * groupCount, edges: edges)
  }

  @Test("Communities are the groups that a graph is made of")
  func communities() {
    let found = Communities(of: Self.ring(12).outgoing)
    #expect(found.sizes == [Int](repeating: 8, count: 12))
    for node in 0..<96 { #expect(found.of[node] == found.of[node / 8 * 8]) }
  }

  @Test("Communities are numbered by size, cover all nodes, and gain modularity", arguments: [1, 2, 3])
  func communityLaws(seed: UInt64) {
    let graph = Graph.powerLawCluster(nodeCount: 400, edgesPerNode: 3, triangleProbability: 0.5, seed: seed)
    let found = Communities(of: graph.outgoing)
    #expect(found.sizes.reduce(0, +) == 400 && found.sizes == found.sizes.sorted(by: >))
    for community in 0..<found.count { #expect(found.of.count { $0 == community } == found.sizes[community]) }
    func modularity(_ of: [Int]) -> Double {
      let (m, edges) = (Double(graph.edgeCount), graph.edgeList())
      var strength: [Int: Double] = [:]
      for node in 0..<400 { strength[of[node], default: 0] += graph.degree(of: node) }
      let within = zip(edges.sources, edges.targets).count { of[Int($0)] == of[Int($1)] }
      return Double(within) / m - strength.values.reduce(0) { $0 + $1 * $1 } / (4 * m * m)
    }
    #expect(modularity(found.of) > 0.3)
  }

  @Test("Without edges each node is a community")
  func isolated() {
    #expect(Communities(of: Graph(nodeCount: 3, edges: []).outgoing).of == [0, 1, 2])
  }

  @Test("Forces put neighbors nearer than others, and no two nodes in one place")
  func forces() {
    let graph = Self.ring(10)
    let layout = ForceLayout(of: graph.outgoing, seed: 1)
    func distance(_ a: Int, _ b: Int) -> Double {
      let (dx, dy) = (layout.x[a] - layout.x[b], layout.y[a] - layout.y[b])
      return (dx * dx + dy * dy).squareRoot()
    }
    var (near, far, least) = (0.0, 0.0, Double.infinity)
    for a in 0..<80 {
      for b in 0..<a {
        if graph.outgoing.contains(a, b) { near += distance(a, b) } else { far += distance(a, b) }
        least = min(least, distance(a, b))
      }
    }
    let pairs = 80 * 79 / 2
    #expect(near / Double(graph.edgeCount) * 4 < far / Double(pairs - graph.edgeCount))
    #expect(least > 0)
  }

  @Test("Nodes that nothing tells apart are drawn apart", arguments: [2, 3, 50])
  func withoutEdges(count: Int) {
    let layout = ForceLayout(of: Graph(nodeCount: count, edges: []).outgoing, seed: 4)
    #expect(Set(zip(layout.x, layout.y).map { "\($0) \($1)" }).count == count)
    #expect(layout.x.allSatisfy(\.isFinite) && layout.y.allSatisfy(\.isFinite))
  }

  @Test("What Graphviz writes is read, and what it does not write is not")
  func graphviz() throws {
    let text = "graph 1 5 4\nnode 1 2.5 1 0.05 0.05 1 solid point black lightgrey\nnode 0 0 3.25 0.05 0.05 0\nstop\n"
    let places = try #require(GraphvizLayout.read(text, 2))
    #expect(places.x == [0, 2.5] && places.y == [3.25, 1])
    #expect(GraphvizLayout.read(text, 3) == nil)
    #expect(GraphvizLayout.read("node 0 x y\n", 1) == nil && GraphvizLayout.read("node 7 1 1\n", 1) == nil)
  }

  @Test("The joint graph has each node of both graphs once")
  func joint() {
    let joint = JointGraph([1, 1, nil, 3], order: [1, 0, 3], targetCount: 5)
    #expect(joint.targets == [-1, 1, -1, 3, 0, 2, 4])
    #expect(joint.places == [4, 1, 5, 3, 6])
  }

  @Test("The petals of a sunflower lie on a circle, and turn by the golden angle")
  func sunflower() {
    for rank in [0, 1, 2, 1_000, 99_999] {
      let turn = goldenTurn(rank)
      #expect(abs(turn.x * turn.x + turn.y * turn.y - 1) < 1e-9)
    }
    #expect(goldenTurn(0).x == 1 && abs(goldenTurn(1).x + 0.737_368_878) < 1e-9)
  }
}
