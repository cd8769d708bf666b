import Files
import Foundation
import LinearAlgebra
import RelationExtraction
import Testing

@Suite("rel_N files") struct AlignmentFileTests {
  private let rows = "0.000000000000000000e+00 8.690086541227943140e-01\n"

  private func read(
    _ text: String, _ firstRow: WordObjectAlignment.FirstRow = .sniff
  ) throws -> WordObjectAlignment {
    try withFolder { folder in
      try WordObjectAlignment(
        contentsOf: write(text, to: "a.txt", in: folder), objectCount: 2, firstRow: firstRow)
    }
  }

  @Test("may have a header, and lose their first row only when asked to")
  func header() throws {
    let plain = try read(rows + rows)
    #expect(plain.wordCount == 2 && plain.objectCount == 2)
    #expect(plain.weights[1, 1] == Float(8.690086541227943140e-01))
    for header in ["# weights\n", "obj0 obj1\n", "3\n", "1 2 3\n", "\n"] {
      #expect(try read(header + rows + rows) == plain)
    }
    #expect(try read(rows + rows, .drop).wordCount == 1)
    #expect(try read("# weights\n" + rows + rows, .drop) == plain)
    #expect(try read("").wordCount == 0)
  }

  @Test("say where they are wrong")
  func errors() {
    for (text, place) in [(rows + "1 x\n", ":2:3: "), (rows + rows + "1 2 3\n", ":3: ")] {
      let error = #expect(throws: FileError.self) { try read(text) }
      #expect(error?.description.contains("a.txt" + place) == true)
    }
  }

  @Test("are written as NumPy's savetxt writes them")
  func writing() throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.txt").path
      let weights = Matrix(rowCount: 2, columnCount: 2, elements: [0, 0.5, 1e-7, 1])
      try WordObjectAlignment(weights: weights).write(to: path)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      // numpy.savetxt of the same float32 array, NumPy 1.26.
      #expect(
        text == "0.000000000000000000e+00 5.000000000000000000e-01\n"
          + "1.000000011686097423e-07 1.000000000000000000e+00\n")
      #expect(try WordObjectAlignment(contentsOf: path, objectCount: 2).weights == weights)
    }
  }
}

extension AlignmentFileTests {
  @Test("never crash when damaged")
  func damaged() throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.txt").path
      _ = fuzz(["0.5 1e-3\n1.0 0.0\n", "# header\n0 1\n"], count: 2000, seed: 14) { bytes in
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        _ = try WordObjectAlignment(contentsOf: path, objectCount: 2)
      }
    }
  }
}
