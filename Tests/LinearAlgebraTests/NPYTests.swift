import AlignmentTestSupport
import Files
import LinearAlgebra
import Parallel
import Testing

@Suite("NumPy files") struct NPYTests {
  private func npy(_ header: String, _ numbers: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let length = UInt8(header.utf8.count)
    return [0x93] + Array("NUMPY".utf8) + [version, 0, length, 0] + (version > 1 ? [0, 0] : [])
      + Array(header.utf8) + numbers
  }

  private func bytes<Number>(_ numbers: [Number]) -> [UInt8] {
    unsafe numbers.withUnsafeBytes { unsafe Array($0) }
  }

  @Test("come back as they were written")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    for (rows, columns) in [(0, 0), (0, 3), (3, 0), (1, 1), (17, 5), (1000, 77)] {
      let single = Matrix.random(rowCount: rows, columnCount: columns, in: -9..<9, seed: 1)
      let double = DoubleMatrix.random(rowCount: rows, columnCount: columns, in: -9..<9, seed: 2)
      for name in ["a.npy", "a.npy.gz"] {
        try single.writeNPY(to: folder.path(name))
        #expect(try Matrix(contentsOfNPY: folder.path(name)) == single)
        try double.writeNPY(to: folder.path(name))
        #expect(try DoubleMatrix(contentsOfNPY: folder.path(name)) == double)
      }
    }
  }

  @Test("are read in either order, in all versions, and of all types")
  func variants() throws {
    let expected = Matrix(rowCount: 2, columnCount: 3, elements: [1, 2, 3, 4, 5, 6])
    let rows = "'fortran_order': False, 'shape': (2, 3), }\n"
    let columns = "'fortran_order': True, 'shape': (2, 3), }\n"
    for version: UInt8 in 1...3 {
      for file in [
        npy("{'descr': '<f4', " + rows, bytes([1, 2, 3, 4, 5, 6] as [Float]), version: version),
        npy(
          "{'descr': '<f8', " + columns, bytes([1, 4, 2, 5, 3, 6] as [Double]), version: version),
        npy("{'descr': '<i4', " + rows, bytes([1, 2, 3, 4, 5, 6] as [Int32]), version: version),
        npy("{'descr': '<i8', " + columns, bytes([1, 4, 2, 5, 3, 6] as [Int64]), version: version),
        npy("{'descr': '<i2', " + columns, bytes([1, 4, 2, 5, 3, 6] as [Int16]), version: version),
        npy("{'descr': '<u2', " + rows, bytes([1, 2, 3, 4, 5, 6] as [UInt16]), version: version),
        npy("{'descr': '<u4', " + rows, bytes([1, 2, 3, 4, 5, 6] as [UInt32]), version: version),
        npy("{'descr': '<u8', " + rows, bytes([1, 2, 3, 4, 5, 6] as [UInt64]), version: version),
      ] {
        #expect(try Matrix(parsingNPY: file, named: "a.npy") == expected)
      }
    }
    let line = npy(
      "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }", bytes([7, -8] as [Int32]))
    #expect(
      try Matrix(parsingNPY: line, named: "a")
        == Matrix(rowCount: 2, columnCount: 1, elements: [7, -8]))
  }

  @Test("say what is wrong with them")
  func errors() {
    let shape = "'fortran_order': False, 'shape': (2, 3), }"
    for (file, reason) in [
      (Array("hello, world".utf8), "expected a NumPy array"),
      (npy("{}", [], version: 9), "expected NumPy format 1, 2 or 3, found 9"),
      (Array(npy("{'descr': '<f4', " + shape, []).prefix(30)), "the NumPy header ends too early"),
      (
        npy("{'descr': '>f4', " + shape, []),
        "expected <f4, <f8, or whole numbers or booleans, as the type of numbers, found >f4"
      ),
      (npy("{'descr': '<f4', " + shape, [1]), "expected 2 × 3 numbers, found 1 bytes"),
      (
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", []),
        "expected a NumPy array of one or two dimensions"
      ),
      (
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", []),
        "expected 4611686018427387904 × 4 numbers, found 0 bytes"
      ),
    ] {
      #expect(throws: FileError(file: "a.npy", reason: reason)) {
        _ = try Matrix(parsingNPY: file, named: "a.npy")
      }
    }
  }

  @Test("give a matrix or an error of the file, whatever the bytes")
  func fuzz() {
    let files = [
      npy(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", bytes([1, 2] as [Float])),
      npy("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 1), }", bytes([1, 2] as [Double])),
    ]
    // Bits, since a NaN is not equal to itself.
    expectReadsOrThrows(files, seed: 3) { bytes in
      let matrix = try Matrix(parsingNPY: bytes, named: "fuzz")
      let sizes = [UInt32(matrix.rowCount), UInt32(matrix.columnCount)]
      return sizes + matrix.elements.map(\.bitPattern)
    } invariant: { numbers in
      numbers.count - 2 == Int(numbers[0] * numbers[1]) ? nil : "\(numbers)"
    }
  }
}
