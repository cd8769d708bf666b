import Graphs
import Testing

@Suite("Matrix Market") struct MatrixMarketTests {
  @Test("reads Matrix Market files with all their nodes, directed if general")
  func matrixMarket() throws {
    let banner = "%%MatrixMarket matrix coordinate"
    let symmetric = try graph("\(banner) pattern symmetric\n% c\n4 4 2\n2 1\n3 2\n", named: "a")
    #expect(!symmetric.isDirected && symmetric.edgeCount == 2)
    #expect(symmetric.identifiers == NodeIdentifiers([1, 2, 3, 4] as [Int64]))
    let general = try graph("\(banner) real general\n3 3 2\n2 1 0.5\n3 2 0")
    #expect(general.isDirected && general.edgeCount == 1 && general.nodeCount == 3)
    #expect(general.outgoing.weights == [0.5])
    let both = try graph("\(banner) pattern symmetric\n2 2 1\n2 1\n", .init(isDirected: true))
    #expect(both.edgeCount == 2)
    #expect(try graph("\(banner) integer general\n2 2 0\n").nodeCount == 2)
  }

  @Test(
    "says what is wrong with a Matrix Market file",
    arguments: [
      ("1 2\n", "a.mtx:1: expected “%%MatrixMarket matrix coordinate …”"),
      (
        "%%MatrixMarket matrix array real general\n",
        "a.mtx:1: expected “matrix coordinate”, “pattern”, “real” or “integer”, and “general” or "
          + "“symmetric”, found “%%MatrixMarket matrix array real general”"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n% c\n",
        "a.mtx:2: ends before the line of sizes"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n2 3 1\n",
        "a.mtx:2: expected a square matrix, found 2 × 3"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n2 2\n",
        "a.mtx:2: expected numbers of rows, columns and entries, found “2 2”"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n99999999 99999999 1\n1 1",
        "a.mtx:2: expected a graph, found 99999999 nodes with 1 entries"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n2 2 2\n1 2\n",
        "a.mtx:2: announces 2 entries, but 1 follow"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n2 2 1\n\n1 3\n",
        "a.mtx:4: expected nodes from 1 to 2, found 3"
      ),
      (
        "%%MatrixMarket matrix coordinate pattern general\n2 2 1\n1 2 1\n",
        "a.mtx:3: expected two numbers, found “1 2 1”"
      ),
      (
        "%%MatrixMarket matrix coordinate real general\n2 2 1\n1 2\n",
        "a.mtx:3: expected two numbers and a value, found “1 2”"
      ),
    ])
  func matrixMarketErrors(text: String, expected: String) {
    #expect(message { _ = try graph(text, named: "a.mtx") } == expected)
  }
}
