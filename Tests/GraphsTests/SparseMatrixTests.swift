import Files
import Foundation
import Graphs
import Testing

@Suite("Sparse matrices of SciPy") struct SparseMatrixTests {
  /// `save_npz("a.npz", csr_matrix([[0, .5, 0], [.5, 0, 2], [0, 2, 0]]))` of SciPy 1.17.1.
  static let rows = """
    UEsDBC0AAAAIAAAAIQCLYdpL//////////8LABQAaW5kaWNlcy5ucHkBABAAkAAAAAAAAABMAAAAAAAAAJvsF+obEMnIUMZQrZ6S
    WpxcpG6loG6TaaKuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GiY6mjoKtQoUAC5GBghgAmIQGwBQSwMELQAAAAgAAAAh
    ANlMY4X//////////woAFABpbmRwdHIubnB5AQAQAJAAAAAAAAAATgAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2mirqOg
    npZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RomOpo6CrUKFAAuBiBgBGJmIGYBYgBQSwMELQAAAAgAAAAhAKPDdJf/////////
    /woAFABmb3JtYXQubnB5AQAQAIMAAAAAAAAARQAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBeE2ysrqOgnpZfVFKUmBefX5SS
    ChJ3S8wpTgWKF2ckFqQC+RqaOgq1ChQBruTiIgBQSwMELQAAAAgAAAAhAPHZFqL//////////wkAFABzaGFwZS5ucHkBABAAkAAA
    AAAAAABJAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TaaGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6mjoK
    tQoUAC5mBgiA0QBQSwMELQAAAAgAAAAhAOJcovb//////////wgAFABkYXRhLm5weQEAEACgAAAAAAAAAE4AAAAAAAAAm+wX6hsQ
    ychQxlCtnpJanFykbqWgbpNmoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaJjqaOgq1ChQALgYweGCPSjM4wGgAUEsB
    Ai0DLQAAAAgAAAAhAIth2ktMAAAAkAAAAAsAAAAAAAAAAAAAAIABAAAAAGluZGljZXMubnB5UEsBAi0DLQAAAAgAAAAhANlMY4VO
    AAAAkAAAAAoAAAAAAAAAAAAAAIABiQAAAGluZHB0ci5ucHlQSwECLQMtAAAACAAAACEAo8N0l0UAAACDAAAACgAAAAAAAAAAAAAA
    gAETAQAAZm9ybWF0Lm5weVBLAQItAy0AAAAIAAAAIQDx2RaiSQAAAJAAAAAJAAAAAAAAAAAAAACAAZQBAABzaGFwZS5ucHlQSwEC
    LQMtAAAACAAAACEA4lyi9k4AAACgAAAACAAAAAAAAAAAAAAAgAEYAgAAZGF0YS5ucHlQSwUGAAAAAAUABQAWAQAAoAIAAAAA
    """

  /// `save_npz("a.npz", coo_matrix([[0, 1, 0], [0, 0, 1], [0, 0, 0]], dtype=bool), compressed=False)`
  static let coordinates = """
    UEsDBC0AAAAAAAAAIQB7VrXz//////////8HABQAcm93Lm5weQEAEACIAAAAAAAAAIgAAAAAAAAAk05VTVBZAQB2AHsnZGVzY3In
    OiAnPGk0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAg
    ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAQAAAFBLAwQtAAAAAAAAACEAC/mqLf//////////BwAUAGNv
    bC5ucHkBABAAiAAAAAAAAACIAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxpNCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2Us
    ICdzaGFwZSc6ICgyLCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg
    ICAKAQAAAAIAAABQSwMELQAAAAAAAAAhACfyBRL//////////woAFABmb3JtYXQubnB5AQAQAIMAAAAAAAAAgwAAAAAAAACTTlVN
    UFkBAHYAeydkZXNjcic6ICd8UzMnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoKSwgfSAgICAgICAgICAgICAg
    ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgCmNvb1BLAwQtAAAAAAAAACEA8dkWov//////
    ////CQAUAHNoYXBlLm5weQEAEACQAAAAAAAAAJAAAAAAAAAAk05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3Jk
    ZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg
    ICAgICAgICAgICAgIAoDAAAAAAAAAAMAAAAAAAAAUEsDBC0AAAAAAAAAIQB4Kbwq//////////8IABQAZGF0YS5ucHkBABAAggAA
    AAAAAACCAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJ3xiMScsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgy
    LCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAQFQSwECLQMt
    AAAAAAAAACEAe1a184gAAACIAAAABwAAAAAAAAAAAAAAgAEAAAAAcm93Lm5weVBLAQItAy0AAAAAAAAAIQAL+aotiAAAAIgAAAAH
    AAAAAAAAAAAAAACAAcEAAABjb2wubnB5UEsBAi0DLQAAAAAAAAAhACfyBRKDAAAAgwAAAAoAAAAAAAAAAAAAAIABggEAAGZvcm1h
    dC5ucHlQSwECLQMtAAAAAAAAACEA8dkWopAAAACQAAAACQAAAAAAAAAAAAAAgAFBAgAAc2hhcGUubnB5UEsBAi0DLQAAAAAAAAAh
    AHgpvCqCAAAAggAAAAgAAAAAAAAAAAAAAIABDAMAAGRhdGEubnB5UEsFBgAAAAAFAAUADwEAAMgDAAAAAA==
    """

  static func bytes(_ text: String) -> [UInt8] {
    Array(Data(base64Encoded: text, options: .ignoreUnknownCharacters)!)
  }

  private func read(
    _ bytes: [UInt8], _ options: GraphReadingOptions = .init()
  ) throws -> (graph: Graph, notes: ReadingNotes) {
    try Graph.read(parsing: bytes, named: "a.npz", options: options)
  }

  @Test("are graphs, undirected if they are symmetric")
  func matrices() throws {
    let (graph, notes) = try read(Self.bytes(Self.rows))
    #expect(
      graph
        == Graph(nodeCount: 3, sources: [0, 1], targets: [1, 2], weights: [0.5, 2]))
    #expect(notes.format == "SciPy sparse matrix" && notes.losses.isEmpty)
    let directed = try read(Self.bytes(Self.coordinates))
    #expect(directed.graph == Graph(nodeCount: 3, edges: [(0, 1), (1, 2)], isDirected: true))
    let plain = try read(Self.bytes(Self.rows), .init(ignoresWeights: true, identifiers: .strings))
    #expect(listed(plain.graph) == ["0-1", "1-2"] && !plain.graph.identifiers.areIntegers)
  }

  @Test("that are damaged give an error, wherever they are cut or changed")
  func damaged() throws {
    for text in [Self.rows, Self.coordinates] {
      let whole = Self.bytes(text)
      for count in stride(from: 4, to: whole.count, by: 7) {
        #expect(message { _ = try read(Array(whole[..<count])) }.hasPrefix("a.npz: "))
      }
      let graph = try read(whole).graph
      for place in stride(from: 4, to: whole.count, by: 3) {
        var changed = whole
        changed[place] ^= 0x41
        // Names, times and fields that do not matter may be changed; the graph never is.
        if let other = try? read(changed).graph { #expect(other == graph, "\(place)") }
      }
    }
    #expect(
      message { _ = try read(Array(Self.bytes(Self.rows).dropLast(30))) }
        == "a.npz: the zip archive has no directory: it ends too early")
  }
}
