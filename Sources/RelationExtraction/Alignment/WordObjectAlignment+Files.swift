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
  /// - Parameter columnCount: the number of columns, as many as there are objects unless given; missing
  ///   ones are zeros.
  /// - Precondition: `columnCount` is enough.
  /// - Throws: ``Files/FileError`` with the system's reason.
  public func write(to path: String, columnCount: Int? = nil) throws(FileError) {
    let count = columnCount ?? objectCount
    precondition(count >= objectCount, "\(objectCount) objects do not fit into \(count) columns")
    // Nearly all weights are zero, and of the others many are equal.
    let zero = "0.000000000000000000e+00"
    var texts: [UInt32: String] = [0: zero]
    try FileWriter.write(to: path) { (file) throws(FileError) in
      var line = ""
      for word in 0..<wordCount {
        line.removeAll(keepingCapacity: true)
        for object in 0..<count {
          if object > 0 { line += " " }
          let weight = object < objectCount ? weights[word, object] : 0
          if let text = texts[weight.bitPattern] {
            line += text
          } else {
            let text = String(format: "%.18e", Double(weight))
            texts[weight.bitPattern] = text
            line += text
          }
        }
        line += "\n"
        try file.append(line)
      }
    }
  }
}
