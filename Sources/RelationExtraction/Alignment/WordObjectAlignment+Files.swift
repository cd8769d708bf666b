public import Files
internal import Foundation
internal import LinearAlgebra

extension WordObjectAlignment {
  /// What to do with the first row of a file of weights.
  public enum FirstRow: String, Sendable, Codable, CaseIterable {
    /// Keep it if it consists of numbers, otherwise take it for a header.
    case sniff
    /// Leave it out in any case, as the published loader does. Since the published writer writes no
    /// header, the first word is lost and the others move up by one.
    case drop
  }

  /// Reads the weights of a picture as NumPy's `savetxt` writes them: a row of numbers for each word.
  ///
  /// - Throws: ``/Files/FileError`` with line and column.
  public init(contentsOf path: String, objectCount: Int = 10, firstRow: FirstRow = .sniff) throws(FileError) {
    let contents = try FileContents(at: path)
    let file = contents.name
    var elements: [Float] = []
    var rowCount = 0
    try contents.withLines { (bytes, lines) throws(FileError) in
      for (i, range) in lines.enumerated().dropFirst(firstRow == .drop ? 1 : 0) {
        var scanner = TextScanner(bytes, range: range, file: file)
        var row: [Float] = []
        do throws(FileError) {
          while let value = try scanner.nextNumber() { row.append(Float(value)) }
          if row.isEmpty { continue }
          guard row.count == objectCount else {
            let reason = "expected \(objectCount) weights, found \(row.count)"
            throw FileError(file: file, line: i + 1, reason: reason)
          }
        } catch {
          if i == 0 { continue }
          throw error
        }
        elements += row
        rowCount += 1
      }
    }
    self.init(weights: Matrix(rowCount: rowCount, columnCount: objectCount, elements: elements))
  }
}

/// Weights as NumPy's `savetxt` writes them.
struct WeightText {
  let columnCount: Int
  // Nearly all weights are zero, and of the others many are equal.
  private var texts: [UInt32: [UInt8]] = [:]
  private let zero = Array("0.000000000000000000e+00".utf8)

  init(columnCount: Int) { self.columnCount = columnCount }

  mutating func text(of alignment: WordObjectAlignment) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(alignment.wordCount * columnCount * (zero.count + 1))
    for word in 0..<alignment.wordCount {
      for object in 0..<columnCount {
        if object > 0 { bytes.append(UInt8(ascii: " ")) }
        let weight = object < alignment.objectCount ? alignment.weights[word, object] : 0
        bytes += text(of: weight)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  private mutating func text(of weight: Float) -> [UInt8] {
    if weight.bitPattern == 0 { return zero }
    if let known = texts[weight.bitPattern] { return known }
    let text = Array(String(format: "%.18e", Double(weight)).utf8)
    // Not more than a folder of small graphs has.
    if texts.count < 1 << 12 { texts[weight.bitPattern] = text }
    return text
  }
}
