internal import Files

extension GraphFormat {
  /// How many bytes of memory a graph takes while it is read, for each byte of its file: what was measured with
  /// files of short ids, which take the most, and of edges with kinds; a mapped file's own bytes are not among them.
  ///
  /// - Parameter isNamed: whether ids are strings.
  private func memoryFactor(isNamed: Bool) -> Double {
    switch self {
    case .edgeList, .matrixMarket: isNamed ? 5.5 : 3
    case .sif: 5
    case .json, .gml, .graphML, .gexf, .triples: 11
    default: 8
    }
  }

  /// Refuses a text of which the graph would need more memory than there may be, before any of it is allocated.
  ///
  /// - Parameters:
  ///   - count: the bytes of the text, unpacked.
  ///   - isNamed: whether ids are strings.
  func requireMemory(_ count: Int, isNamed: Bool = false) throws(LineFailure) {
    let bytes = Double(count)
    do throws(MemoryError) {
      try MemoryLimit.require(
        memoryFactor(isNamed: isNamed) * bytes, for: "the graph in \(byteCount(bytes))",
        lowering: "allow more, or read a part of the file")
    } catch {
      throw LineFailure(line: nil, reason: "\(error)")
    }
  }
}
