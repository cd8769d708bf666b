import AlignmentTestSupport
import Files
import Foundation
import Graphs
import Testing

@Suite("Piped input") struct PipedInputTests {
  /// What numpy saves for a C-ordered matrix of little-endian whole numbers.
  static func npy(_ rows: Int, _ columns: Int, _ numbers: [Int64]) -> [UInt8] {
    let header = "{'descr': '<i8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + numbers.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
  }

  static let attributes = NodeAttributes([
    .init(name: "attribute 1", categories: ["1", "-2", "3"]),
    .init(name: "attribute 2", categories: ["7", "7", "8"]),
  ])

  @Test("gives the graph that a file would, plain or compressed, in every format")
  func graphs() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let graph = Graph(
        nodeCount: 3, edges: [(0, 1), (1, 2)], identifiers: NodeIdentifiers([1, 2, 3]))
      for format in GraphFormat.allCases where format != .triples && format.isWritten {
        for ending in ["", ".gz"] {
          let path = folder.path("graph" + ending)
          try graph.write(to: path, format: format)
          try feedStandardInput(Data(contentsOf: URL(fileURLWithPath: path)))
          try #require(try Graph(edgesAt: "-").withoutRelations == graph)
        }
      }
      let triples = Graph(
        nodeCount: 2, triples: [.init(head: 1, relation: 0, tail: 0)], relationNames: ["r"],
        identifiers: NodeIdentifiers(["a", "b"]))
      try triples.write(to: folder.path("kg"), format: .triples)
      try feedStandardInput(Data(contentsOf: URL(fileURLWithPath: folder.path("kg"))))
      try #require(try Graph(edgesAt: "-") == triples)
    }
  }

  @Test("is called standard input in errors, with the line")
  func errors() async {
    await #expect(processExitsWith: .success) {
      try feedStandardInput("1 2\n3\n".utf8)
      let error = #expect(throws: FileError.self) { try Graph(edgesAt: "-") }
      try #require(
        error?.description == "standard input:2: expected two node ids, found “3”")
    }
  }

  @Test("may hold attributes, as a table or a NumPy array")
  func attributes() async {
    await #expect(processExitsWith: .success) {
      let identifiers = NodeIdentifiers.consecutive(3)
      for bytes in [
        PipedInputTests.npy(3, 2, [1, 7, -2, 7, 3, 8]), Array("2 3 8\n0 1 7\n1 -2 7\n".utf8),
      ] {
        try feedStandardInput(bytes)
        let read = try NodeAttributes(contentsOf: "-", for: identifiers)
        try #require(read == PipedInputTests.attributes)
      }
    }
  }

  @Test("of a FIFO is read like a file, attributes in a NumPy array included")
  func fifo() throws {
    let folder = try TemporaryFolder()
    func piped(_ bytes: [UInt8]) -> String {
      let path = folder.path("fifo \(folder.names.count)")
      #expect(unsafe mkfifo(path, 0o600) == 0)
      Thread { try? Data(bytes).write(to: URL(fileURLWithPath: path)) }.start()
      return path
    }
    #expect(
      try Graph(edgesAt: piped(Array("0 1\n1 2\n".utf8)))
        == Graph(nodeCount: 3, edges: [(0, 1), (1, 2)]))
    let array = Self.npy(3, 2, [1, 7, -2, 7, 3, 8])
    #expect(
      try NodeAttributes(contentsOf: piped(array), for: .consecutive(3)) == Self.attributes)
    #expect(
      try NodeAttributes(contentsOf: folder.file("a.npy", array), for: .consecutive(3))
        == Self.attributes)
  }

  @Test(
    "refuses NumPy arrays that are not whole numbers, one row for each node",
    arguments: [
      (2, 2, "expected a row for each of 3 nodes, found 2 × 2"),
      (3, 0, "expected a row for each of 3 nodes, found 3 × 0"),
    ])
  func refusesArrays(rows: Int, columns: Int, expected: String) {
    let bytes = Self.npy(rows, columns, Array(repeating: 1, count: rows * columns))
    #expect(
      message { _ = try NodeAttributes(parsing: bytes, named: "a", for: .consecutive(3)) }
        == "a: \(expected)")
  }
}
