import Files
import Graphs
import Testing

/// What is said of a table of attributes goes before what its first lines look like.
@Suite("Tables of attributes, as they are said to be written") struct AttributeDialectTests {
  private func read(_ text: String, _ dialect: TableDialect) throws -> NodeAttributes {
    let graph = Graph(nodeCount: 2, edges: [(0, 1)])
    return try NodeAttributes(
      parsing: Array(text.utf8), named: "t", for: graph.identifiers, table: dialect)
  }

  private func names(_ attributes: NodeAttributes) -> [String] { attributes.columns.map(\.name) }

  @Test("have the delimiter and the comments that are given")
  func delimiter() throws {
    let bar = TableDialect(delimiter: .init(named: "|"), commentSigns: "!")
    let attributes = try read("! x\n0|a, b\n1|#c\n", bar)
    #expect(attributes.columns[0].values == .categories(["a, b", "#c"]))
    #expect(throws: FileError.self) { try read("! x\n0|a, b\n1|#c\n", TableDialect()) }
  }

  @Test("have a header or none, whatever it looks like")
  func header() throws {
    #expect(try names(read("0,5\n0,1\n1,2\n", TableDialect(hasHeader: true))) == ["5"])
    #expect(throws: FileError.self) { try read("id,role\n0,1\n1,2\n", TableDialect(hasHeader: false)) }
    let plain = try read("# id role\n0 1\n1 2\n", TableDialect(hasHeader: false))
    #expect(names(plain) == ["attribute 1"])
  }

  @Test("have the columns that are asked for, by number or by name, in that order")
  func columns() throws {
    let text = "age:number,who,role\n5,1,x\n7,0,y\n"
    let named = try read(
      text, TableDialect(hasHeader: true, columns: [.name("WHO"), .name("role"), .name("age")]))
    #expect(names(named) == ["role", "age"])
    #expect(named.columns[0].values == .categories(["y", "x"]))
    #expect(named.columns[1].values == .numbers([7, 5]))
    let numbered = try read(text, TableDialect(hasHeader: true, columns: [.number(2), .number(1)]))
    #expect(names(numbered) == ["age"])
  }

  @Test("miss a column with a sentence that says which")
  func missing() throws {
    func reason(_ text: String, _ dialect: TableDialect) -> String {
      do {
        _ = try read(text, dialect)
        return "is read"
      } catch { return "\(error)" }
    }
    #expect(
      reason("id,role\n0,1\n1,2\n", TableDialect(columns: [.name("id"), .name("age")]))
        == "t: has no column “age”: the header has id, role")
    #expect(
      reason("0,1\n1,2\n", TableDialect(columns: [.name("id"), .name("age")]))
        == "t: has no column “id”: there is no header")
    #expect(
      reason("0,1,2\n1,2\n", TableDialect(columns: [.number(1), .number(3)]))
        == "t:2: has no column 3, only 2")
  }
}
