import AlignmentTestSupport
import Files
import Graphs
import Parallel
import Testing

@Suite("Graph formats") struct GraphFormatTests {
  @Test(
    "reads back what it wrote, in every format",
    arguments: GraphFormat.allCases.filter { $0 != .triples && $0.isWritten }, 0..<8)
  func roundTrip(format: GraphFormat, seed: Int) throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: UInt64(seed))
    let isDirected = seed & 1 != 0
    let isWeighted = seed & 2 != 0 && format != .sif
    // An isolated node, and names that need quotation marks.
    let isPlain = format == .leda || format == .sif
    let names = [
      isPlain ? "!" : "", isPlain ? "!!" : " ", "#a", "%", "-7", "007", "12", "<a>", "a b",
      "a,\"b\"", isPlain ? "a;b" : "a;b\tc", "nan", isPlain ? "x y" : "x\ry", "{}", "é", "𝛼",
    ]
    let nodeCount = names.count
    let identifiers: NodeIdentifiers =
      format == .matrixMarket
      ? NodeIdentifiers((1...Int64(nodeCount)).map { $0 })
      : seed & 4 != 0
        ? NodeIdentifiers((0..<Int64(nodeCount)).map { $0 * 7 }) : NodeIdentifiers(names)
    var edges: [(Int32, Int32)] = []
    for _ in 0..<40 {
      edges.append(
        (Int32(generator.index(below: nodeCount - 1)), Int32(generator.index(below: nodeCount - 1)))
      )
    }
    let attributes = NodeAttributes([
      .init(name: format == .gml ? "kind" : "kind & <size>", categories: names.map { "\"\($0)\n'" }),
      .init(name: "height", numbers: names.map { _ in generator.unit() }),
    ])
    let graph = Graph(
      nodeCount: nodeCount, sources: edges.map(\.0), targets: edges.map(\.1),
      weights: isWeighted ? edges.map { _ in generator.unit() } : nil, isDirected: isDirected,
      identifiers: identifiers, attributes: [.graphML, .gml, .json].contains(format) ? attributes : nil)
    for ending in ["", ".gz"] {
      let path = folder.path("graph" + (format == .sif ? ".sif" : "") + ending)
      try graph.write(to: path, format: format)
      let options = GraphReadingOptions(isDirected: format == .edgeList ? isDirected : nil)
      #expect(try Graph(edgesAt: path, options: options).withoutRelations == graph)
      // In a SIF file, the kind of edges tells whether they have a direction.
      if format != .sif { continue }
      let kind = try Graph(edgesAt: path, options: .init(format: .sif)).relations?.names
      #expect(kind == [isDirected ? "pd" : "pp"])
    }
  }

  @Test("writes no edge that would be read as a header")
  func headerWords() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.edges")
    let graph = Graph(
      nodeCount: 3, edges: [(0, 1), (1, 2)],
      identifiers: NodeIdentifiers(["source", "target", "x"]))
    try graph.write(to: path)
    #expect(try Graph(edgesAt: path) == graph)
  }

  @Test("refuses to write what the format cannot hold")
  func refusesToWrite() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.edges")
    func write(_ name: String, _ format: GraphFormat) -> String {
      message {
        try Graph(nodeCount: 1, edges: [], identifiers: NodeIdentifiers([name])).write(
          to: path, format: format)
      }
    }
    #expect(
      write("a\nb", .edgeList) == "\(path): an id with a line break cannot stand in an edge list")
    #expect(
      write("a\u{1}", .graphML)
        == "\(path): XML has no way to write the control character in “a\u{FFFD}”")
    #expect(folder.names.isEmpty)
  }
}
