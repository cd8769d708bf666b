import AlignmentTestSupport
import Graphs
import Testing

@Suite("Graphs trap on what they cannot be") struct GraphTrapsTests {
  @Test("nodes that do not exist")
  func nodes() async {
    let above = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Graph(nodeCount: 2, edges: [(0, 2)])
    }
    expectSaid("there is no node 2 in a graph of 2", above)
    let below = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Graph(nodeCount: 2, edges: [(-1, 0)])
    }
    expectSaid("there is no node -1 in a graph of 2", below)
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Graph(nodeCount: 0, edges: [(0, 0)])
    }
    expectSaid("there is no node 0 in a graph of 0", none)
  }

  @Test("weights that are not finite, and arrays of different lengths")
  func weights() async {
    await #expect(processExitsWith: .failure) {
      _ = Graph(nodeCount: 2, sources: [0], targets: [1], weights: [.nan])
    }
    await #expect(processExitsWith: .failure) {
      _ = Graph(nodeCount: 2, sources: [0], targets: [1], weights: [.infinity])
    }
    let lengths = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Graph(nodeCount: 2, sources: [0, 1], targets: [1])
    }
    expectSaid("2 rows for 1 columns", lengths)
    let missing = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Graph(nodeCount: 3, sources: [0, 1], targets: [1, 2], weights: [2])
    }
    expectSaid("1 weights for 2 entries", missing)
  }

  @Test("identifiers and attributes of another number of nodes")
  func companions() async {
    let names = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Graph(nodeCount: 2, edges: [], identifiers: .consecutive(3))
    }
    expectSaid("3 identifiers for 2 nodes", names)
    let set = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var graph = Graph(nodeCount: 2, edges: [])
      graph.attributes = NodeAttributes([.init(name: "a", numbers: [1])])
    }
    expectSaid("1 rows of attributes for 2 nodes", set)
  }

  @Test("attributes of no columns, of unequal columns, or of numbers that are not finite")
  func attributes() async {
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = NodeAttributes([])
    }
    expectSaid("attributes need at least one column", none)
    let unequal = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = NodeAttributes([
        .init(name: "a", numbers: [1, 2]), .init(name: "b", categories: ["x"]),
      ])
    }
    expectSaid("attribute “b” has 1 values, not 2", unequal)
    let infinite = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = NodeAttributes.Column(name: "a", numbers: [.infinity])
    }
    expectSaid("attribute “a” has a number not finite", infinite)
  }
}
