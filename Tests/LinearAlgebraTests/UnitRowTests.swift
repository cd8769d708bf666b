import AlignmentTestSupport
import CKernels
import LinearAlgebra
import Testing

@Suite("Rows of unit length") struct UnitRowTests {
  private static func unitRow(_ row: [Float]) -> (squaredNorm: Double, row: [Float]) {
    var result = [Float](repeating: .nan, count: row.count)
    let sum = unsafe ga_unit_row(row, Int64(row.count), &result)
    return (sum, result)
  }

  @Test("are those of a plain loop in Double", arguments: Array(1...40) + [127, 128, 300])
  func plain(width: Int) {
    let rows = Matrix.uniform(rowCount: 30, columnCount: width, seed: UInt64(width))
    for index in 0..<30 {
      for scale in [Float(1e-30), 1, 1e30] {
        let row = (0..<width).map { (rows[index, $0] - 0.5) * scale }
        let sum = row.reduce(0.0) { $0 + Double($1) * Double($1) }
        let (found, unit) = Self.unitRow(row)
        // In place.
        var same = row
        unsafe same.withUnsafeMutableBufferPointer { same in
          _ = unsafe ga_unit_row(same.baseAddress!, Int64(width), same.baseAddress!)
        }
        #expect(same == unit)
        // The order of at most 300 additions of Double.
        #expect(abs(found - sum) <= 1e-13 * sum)
        for i in 0..<width {
          let exact = Double(row[i]) / sum.squareRoot()
          // One rounding of Float.
          #expect(abs(Double(unit[i]) - exact) <= 0x1p-24 * abs(exact) * 1.001)
        }
      }
    }
  }

  @Test("do not exist for rows of zeros, or without a finite norm")
  func none() {
    for width in [1, 7, 8, 16, 37] {
      #expect(Self.unitRow(.init(repeating: 0, count: width)).squaredNorm == 0)
      var row = [Float](repeating: 1, count: width)
      row[width - 1] = .infinity
      #expect(Self.unitRow(row).squaredNorm == .infinity)
      row[0] = .nan
      #expect(Self.unitRow(row).squaredNorm.isNaN)
    }
  }
}
