import Graphs
import Testing

@Suite("Graph file error") struct GraphFileErrorTests {
  @Test("says file, line and reason in one line")
  func description() {
    let atLine = GraphFileError(file: "mail.edges", line: 2, reason: "expected two node ids")
    #expect(atLine.description == "mail.edges:2: expected two node ids")
    let whole = GraphFileError(file: "mail.edges", reason: "is not gzip")
    #expect(whole.description == "mail.edges: is not gzip")
  }
}
