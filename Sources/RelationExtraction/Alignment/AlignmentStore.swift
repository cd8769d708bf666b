public import Files
internal import LinearAlgebra

/// The alignments of samples in one file, in the safetensors format.
///
/// Its arrays: `weights`, all rows of all different alignments, one behind the other; `starts`, where each
/// begins, and the end; `columns`, how many objects each has; `ties`; `samples`, which alignment belongs
/// to each sample, or −1. The header's metadata say how they were made.
public struct AlignmentStore: Sendable {
  public var alignments: SampleAlignments
  /// How the weights were made, in words.
  public var metadata: [String: String]

  public init(_ alignments: SampleAlignments, metadata: [String: String] = [:]) {
    self.alignments = alignments
    self.metadata = metadata
  }

  /// Reads a file.
  ///
  /// - Throws: ``Files/FileError`` when it is no such file.
  public init(contentsOf path: String) throws(FileError) {
    let file = try TensorFile(contentsOf: path)
    let starts = try file.integers("starts")
    let columns = try file.integers("columns")
    let ties = try file.integers("ties")
    let samples = try file.integers("samples")
    let shape = file.entry("weights")?.shape ?? []
    guard shape.count == 2, starts.first == 0, starts.last == shape[0],
      zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }), columns.count == starts.count - 1,
      ties.count == columns.count, columns.allSatisfy({ (0...shape[1]).contains($0) }),
      samples.allSatisfy({ (-1..<columns.count).contains($0) })
    else {
      throw FileError(file: path, reason: "the arrays are not those of a file of alignments")
    }
    let values = try file.floats("weights")
    let width = shape[1]
    let all = columns.indices.map { i in
      var elements: [Float] = []
      for row in starts[i]..<starts[i + 1] {
        elements += values[row * width..<row * width + columns[i]]
      }
      return WordObjectAlignment(
        weights: Matrix(
          rowCount: starts[i + 1] - starts[i], columnCount: columns[i], elements: elements),
        tieCount: ties[i])
    }
    alignments = SampleAlignments(
      alignments: all, indices: samples.map { $0 < 0 ? nil : $0 })
    metadata = file.metadata
  }

  /// Writes a file that reads back the same, but for what is missing and the coverage.
  ///
  /// - Throws: ``Files/FileError`` with the system's reason.
  public func write(to path: String) throws(FileError) {
    let all = alignments.alignments
    let width = all.map(\.objectCount).max() ?? 0
    var starts = [0]
    var values: [Float] = []
    for alignment in all {
      starts.append(starts.last! + alignment.wordCount)
      let count = alignment.objectCount
      let elements = alignment.weights.elements
      for word in 0..<alignment.wordCount {
        values += elements[word * count..<(word + 1) * count]
        values += repeatElement(0, count: width - count)
      }
    }
    try TensorFile.write(
      [
        .init(name: "weights", shape: [starts.last!, width], values: .float32(values)),
        .init(name: "starts", shape: [starts.count], values: .int64(starts)),
        .init(name: "columns", shape: [all.count], values: .int64(all.map(\.objectCount))),
        .init(name: "ties", shape: [all.count], values: .int64(all.map(\.tieCount))),
        .init(
          name: "samples", shape: [alignments.indices.count],
          values: .int64(alignments.indices.map { $0 ?? -1 })),
      ], metadata: metadata, to: path)
  }
}
