import AlignmentTestSupport
import Files
import Foundation
import Graphs
import Testing

@Suite("Files of MATLAB") struct MATLABTests {
  private func read(
    _ base64: String, _ options: GraphReadingOptions = .init()
  ) throws -> (graph: Graph, notes: ReadingNotes) {
    try Graph.read(parsing: Array(Data(base64Encoded: base64)!), named: "x.mat", options: options)
  }

  #if MATLAB
    @Test("hold a sparse matrix, packed")
    func sparse() throws {
      let (graph, notes) = try read(Self.sparse)
      #expect(listed(graph) == ["1-2:2.5", "2-3:1.0", "3-4:1.0"])
      #expect(!graph.isDirected && notes.format == "MATLAB matrix “A”" && notes.losses.isEmpty)
      let plain = try read(Self.sparse, .init(isDirected: true, ignoresWeights: true)).graph
      #expect(plain.isDirected && plain.edgeCount == 6 && !plain.isWeighted)
    }

    @Test("hold several matrices, of which the caller names one")
    func dense() throws {
      #expect(
        message { _ = try read(Self.dense) }
          == "x.mat: holds several square matrices (net, B): --variable names the one to read")
      #expect(listed(try read(Self.dense, .init(variable: "net")).graph) == ["1-2", "2-3"])
      #expect(try read(Self.dense, .init(variable: "net")).graph.isDirected)
      #expect(listed(try read(Self.dense, .init(variable: "B")).graph) == ["1-3"])
      #expect(
        message { _ = try read(Self.dense, .init(variable: "C")) }
          == "x.mat: has no square matrix called “C”, only net, B")
    }

    @Test("hold a structure, as the SuiteSparse collection has them")
    func structure() throws {
      let (graph, notes) = try read(Self.problem)
      #expect(listed(graph).count == 3 && notes.format == "MATLAB matrix “Problem.A”")
      #expect(try read(Self.problem, .init(variable: "Problem.A")).graph == graph)
    }

    @Test("are refused where they are damaged, cut off, or without a matrix")
    func damaged() throws {
      let bytes = Array(Data(base64Encoded: Self.sparse)!)
      for count in [1, 20, 100, 127, 128, 130, 140, 200, bytes.count - 1] {
        let text = message { _ = try Graph(parsing: Array(bytes.prefix(count)), named: "x.mat") }
        #expect(text.hasPrefix("x.mat: "), "\(count): \(text)")
      }
      // Whatever is changed gives a graph or an error.
      for position in stride(from: 128, to: bytes.count, by: 3) {
        var changed = bytes
        changed[position] ^= 0x55
        _ = message { _ = try Graph(parsing: changed, named: "x.mat") }
      }
      #expect(
        message { _ = try read(Self.dense, .init(format: .mat, variable: "name")) }
          .contains("has no square matrix"))
      #expect(
        message { _ = try Graph(parsing: [0, 1, 2], named: "x", options: .init(format: .mat)) }
          .contains("x: "))
    }
  #else
    @Test("are refused, with the name of the trait that reads them")
    func refused() {
      #expect(
        message { _ = try read(Self.sparse) }
          == "x.mat: is a MATLAB file, which only builds with the package trait MATLAB read "
          + "(swift build --traits MATLAB); scipy.io.mmwrite makes a Matrix Market file of it")
    }
  #endif

  @Test("of version 7.3 are refused with what helps")
  func newer() {
    #expect(
      message { _ = try Graph(parsing: Array("MATLAB 7.3 MAT-file\n".utf8), named: "x") }
        == "x: is a MATLAB file of version 7.3; save(…, '-v7') writes one that is read")
  }

  // Written by scipy.io.savemat of SciPy 1.17.1, of the matrix
  // A = csc_matrix([[0, 2.5, 0, 0], [2.5, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]]):

  /// `{"A": A, "label": [[1, 2, 3, 4]]}, do_compression=True`
  private static let sparse =
    "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFN1biBOb3YgMjkgMjM6NTM6NTQg"
    + "MjAyNgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0PAAAAQgAAAHic"
    + "42NgYFgAxGxAzAHErFA2K5TPAsWMQOgIFZcA8yGACcpmhrJB8iJQOZg4zEwQ4ARiAwYYYHFApT/Y46IBKPkG6w8AAAA2"
    + "AAAAeJzjY2BgiABiNiDmAGI+BghghfIZgZgFSoPEchKTUnOANA8QK0DFQYAJSjNDaRYoDQCXQALR"

  /// `{"net": array([[0, 1, 0], [0, 0, 1], [0, 0, 0]], uint8), "B": eye(3)[::-1], "name": "x"}`
  private static let dense =
    "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFN1biBOb3YgMjkgMjM6NTM6NTQg"
    + "MjAyNgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0OAAAAQAAAAAYA"
    + "AAAIAAAACQAAAAAAAAAFAAAACAAAAAMAAAADAAAAAQADAG5ldAACAAAACQAAAAAAAAEAAAABAAAAAAAAAAAOAAAAeAAA"
    + "AAYAAAAIAAAABgAAAAAAAAAFAAAACAAAAAMAAAADAAAAAQABAEIAAAAJAAAASAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    + "AADwPwAAAAAAAAAAAAAAAAAA8D8AAAAAAAAAAAAAAAAAAPA/AAAAAAAAAAAAAAAAAAAAAA4AAAAwAAAABgAAAAgAAAAE"
    + "AAAAAAAAAAUAAAAIAAAAAQAAAAEAAAABAAQAbmFtZRAAAQB4AAAA"

  /// `{"Problem": {"A": A, "title": "t", "name": "n"}}`
  private static let problem =
    "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFN1biBOb3YgMjkgMjM6NTM6NTQg"
    + "MjAyNgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0OAAAAcAEAAAYA"
    + "AAAIAAAAAgAAAAAAAAAFAAAACAAAAAEAAAABAAAAAQAAAAcAAABQcm9ibGVtAAUABAAGAAAAAQAAABIAAABBAAAAAAB0"
    + "aXRsZQBuYW1lAAAAAAAAAAAOAAAAoAAAAAYAAAAIAAAABQAAAAYAAAAFAAAACAAAAAQAAAAEAAAAAQAAAAAAAAAFAAAA"
    + "GAAAAAEAAAAAAAAAAgAAAAEAAAADAAAAAgAAAAUAAAAUAAAAAAAAAAEAAAADAAAABQAAAAYAAAAAAAAACQAAADAAAAAA"
    + "AAAAAAAEQAAAAAAAAARAAAAAAAAA8D8AAAAAAADwPwAAAAAAAPA/AAAAAAAA8D8OAAAAMAAAAAYAAAAIAAAABAAAAAAA"
    + "AAAFAAAACAAAAAEAAAABAAAAAQAAAAAAAAAQAAEAdAAAAA4AAAAwAAAABgAAAAgAAAAEAAAAAAAAAAUAAAAIAAAAAQAA"
    + "AAEAAAABAAAAAAAAABAAAQBuAAAA"
}
