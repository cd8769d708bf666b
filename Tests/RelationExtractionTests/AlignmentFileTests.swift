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
      let weights = Matrix(rowCount: 2, columnCount: 2, elements: [0, 0.5, 1e-7, 1])
      try AlignmentFolder.write(
        [("a.jpg", WordObjectAlignment(weights: weights))], to: folder.appending(path: "rel").path,
        objectCount: 2)
      let path = folder.appending(path: "rel/a.txt").path
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

  @Test("stand in a folder, a file for each picture, written whole or not at all")
  func folder() throws {
    let one = WordObjectAlignment(
      weights: Matrix(rowCount: 2, columnCount: 2, elements: [0, 0.1, 0.9, 0]))
    let none = WordObjectAlignment.zeros(wordCount: 1, objectCount: 0)
    try withFolder { folder in
      let path = folder.appending(path: "rel_1/test").path
      try AlignmentFolder.write([("b.jpg", one), ("a.b.jpg", none)], to: path, objectCount: 3)
      var read = try AlignmentFolder(contentsOf: path)
      read.objectCount = 3
      #expect(read.images == ["a.b.jpg", "b.jpg"])
      let elements = try read.alignment(of: "b.jpg")?.weights.elements
      #expect(elements == [0, 0.1, 0, 0.9, 0, 0])
      #expect(try read.alignment(of: "a.b.jpg")?.weights.elements == [0, 0, 0])
      #expect(try read.alignment(of: "c.jpg") == nil)
      // What is there stays as it is, and nothing is left beside it.
      for (image, reason) in [("c.jpg", "not an empty folder"), ("../x.jpg", "name of a file")] {
        let error = #expect(throws: FileError.self) {
          try AlignmentFolder.write([(image, one)], to: image == "c.jpg" ? path : path + "2")
        }
        #expect(error?.reason.contains(reason) == true)
      }
      let twice = #expect(throws: FileError.self) {
        try AlignmentFolder.write(
          [("d.jpg", one), ("d.png", one)], to: folder.appending(path: "x").path)
      }
      #expect(twice?.reason.contains("same file") == true)
      _ = try write("", to: "rel_1/test/b.dat", in: folder)
      #expect(throws: FileError.self) { try AlignmentFolder(contentsOf: path) }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names == ["rel_1"])
    }
  }
}
