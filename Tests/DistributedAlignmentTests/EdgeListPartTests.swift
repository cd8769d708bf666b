import AlignmentTestSupport
import DistributedAlignment
import Files
import Graphs
import Testing

@Suite("Part of an edge list") struct EdgeListPartTests {
  private func lines(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map { line($0) + "\n" }.joined()
  }

  @Test("parts have all edges, in their order", arguments: [1, 2, 3, 7])
  func partsHaveAll(count: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "a.edges", (lines(20_000) { "\($0) \($0 * 7 % 20_000 + 5) \(1 + $0 % 3)" }).utf8)
    let whole = try #require(try EdgeListPart(at: path, part: 0, of: 1, options: .init()))
    #expect(whole.count == 20_000)
    var (ends, weights): ([Int64], [Double]) = ([], [])
    for part in 0..<count {
      let own = try #require(try EdgeListPart(at: path, part: part, of: count, options: .init()))
      // No part is far larger than others.
      #expect(own.count < 2 * 20_000 / count + 100)
      ends += own.ends
      weights += own.weights ?? []
    }
    #expect(ends == whole.ends)
    #expect(weights == whole.weights)
  }

  @Test("what is no plain edge list of numbers is left to one reader")
  func leavesOthers() throws {
    let folder = try TemporaryFolder()
    let texts = [
      lines(200) { "a\($0) b\($0)" }, "%%MatrixMarket matrix coordinate pattern general\n2 2 1\n1 2\n",
      "1 2\n", lines(20_000) { $0 == 19_999 ? "1 x" : "\($0) 5" },
    ]
    for (index, text) in texts.enumerated() {
      let path = try folder.file("\(index).edges", (text).utf8)
      #expect(try EdgeListPart(at: path, part: 0, of: 1, options: .init()) == nil)
    }
  }

  @Test("a graph in parts is the graph", arguments: [false, true])
  func isTheGraph(isDirected: Bool) throws {
    let folder = try TemporaryFolder()
    // Repeated edges, loops, weights of 0, and ids far apart.
    let text = lines(9_000) { "\($0 % 700 * 91_111) \($0 * 13 % 800 * 91_111) \($0 % 4)" }
    let path = try folder.file("a.edges", (text).utf8)
    let options = GraphReadingOptions(isDirected: isDirected)
    let graph = try Graph(edgesAt: path, options: options)
    let part = try GraphPart.read(at: path, options: options, .alone) { _ in
      throw FileError(file: path, reason: "is read by one process")
    }.part
    #expect(part.nodeCount == graph.nodeCount)
    #expect(part.edgeCount == graph.edgeCount)
    #expect(part.isWeighted && part.isDirected == isDirected)
    #expect(try part.fingerprint() == GraphPart(graph, .alone).fingerprint())
  }
}
