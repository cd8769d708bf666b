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
  /// - Parameters:
  ///   - path: a file, compressed with gzip or not.
  ///   - objectCount: the number of columns.
  /// - Throws: ``Files/FileError`` with line and column.
  public init(
    contentsOf path: String, objectCount: Int = 10, firstRow: FirstRow = .sniff
  ) throws(FileError) {
    let contents = try FileContents(at: path)
    let file = contents.name
    let (rowCount, elements) = try contents.withLines { (bytes, lines) throws(FileError) in
      var elements: [Float] = []
      var rowCount = 0
      for (i, range) in lines.enumerated() {
        if i == 0, firstRow == .drop { continue }
        var scanner = TextScanner(bytes, range: range, file: file)
        var row: [Float] = []
        do throws(FileError) {
          while let value = try scanner.nextNumber() { row.append(Float(value)) }
          guard row.count == objectCount else {
            if row.isEmpty { continue }
            throw FileError(
              file: file, line: i + 1,
              reason: "expected \(objectCount) weights, found \(row.count)")
          }
        } catch {
          if i == 0 { continue }
          throw error
        }
        elements += row
        rowCount += 1
      }
      return (rowCount, elements)
    }
    self.init(
      weights: Matrix(rowCount: rowCount, columnCount: objectCount, elements: elements))
  }

  /// Writes the weights as NumPy's `savetxt` does: `%.18e`, one space between numbers.
  ///
  /// - Throws: ``Files/FileError`` with the system's reason.
  public func write(to path: String) throws(FileError) {
    try FileWriter.write(to: path) { (file) throws(FileError) in
      for word in 0..<wordCount {
        let row = weights.elements[word * objectCount..<(word + 1) * objectCount]
        try file.append(
          row.map { String(format: "%.18e", Double($0)) }.joined(separator: " ") + "\n")
      }
    }
  }
}
