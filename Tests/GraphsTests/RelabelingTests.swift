import AlignmentTestSupport
import Graphs
import Parallel
import Testing

@Suite("Relabelling") struct RelabelingTests {
  /// A weighted graph with names and attributes.
  private func richGraph(isDirected: Bool) -> Graph {
    let plain = Graph.random(
      nodeCount: 25, edgeProbability: 0.2, seed: 1, isDirected: isDirected)
    let edges = plain.edgeList()
    return Graph(
      nodeCount: 25, sources: edges.sources, targets: edges.targets,
      weights: edges.sources.indices.map { Double($0) + 0.5 }, isDirected: isDirected,
      identifiers: NodeIdentifiers((0..<25).map { Int64(100 + $0) }),
      attributes: NodeAttributes([
        .init(name: "role", categories: (0..<25).map { "role \($0 % 4)" }),
        .init(name: "age", numbers: (0..<25).map(Double.init)),
      ]))
  }

  @Test("the identity changes nothing", arguments: [false, true])
  func identity(isDirected: Bool) {
    let graph = richGraph(isDirected: isDirected)
    #expect(graph.relabeled(by: Array(0..<25)) == graph)
  }

  @Test(
    "relabelling twice is relabelling by both, and back is the graph again",
    arguments: [false, true])
  func composition(isDirected: Bool) {
    var generator = SeededGenerator(seed: 2)
    let graph = richGraph(isDirected: isDirected)
    let (first, second) = (generator.permutation(25), generator.permutation(25))
    #expect(
      graph.relabeled(by: first).relabeled(by: second)
        == graph.relabeled(by: first.map { second[$0] }))
    var inverse = first
    for (old, new) in first.enumerated() { inverse[new] = old }
    #expect(graph.relabeled(by: first).relabeled(by: inverse) == graph)
  }

  @Test("weights and attributes travel, names stay in place", arguments: [false, true])
  func travels(isDirected: Bool) {
    var generator = SeededGenerator(seed: 3)
    let graph = richGraph(isDirected: isDirected)
    let permutation = generator.permutation(25)
    let other = graph.relabeled(by: permutation)
    #expect(other.identifiers == graph.identifiers)
    guard case .numbers(let ages) = other.attributes?.columns[1].values else {
      Issue.record("the second column holds numbers")
      return
    }
    for node in 0..<25 {
      #expect(other.degree(of: permutation[node]) == graph.degree(of: node))
      #expect(other.outgoing.count(of: permutation[node]) == graph.outgoing.count(of: node))
      #expect(ages[permutation[node]] == Double(node))
    }
  }

  @Test("traps on what is not a permutation")
  func traps() async {
    await #expect(processExitsWith: .failure) { _ = Graph.path(3).relabeled(by: [0, 1]) }
    await #expect(processExitsWith: .failure) { _ = Graph.path(3).relabeled(by: [0, 1, 1]) }
    await #expect(processExitsWith: .failure) { _ = Graph.path(3).relabeled(by: [0, 1, 3]) }
  }
}
