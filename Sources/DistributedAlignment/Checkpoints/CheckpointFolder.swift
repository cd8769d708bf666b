internal import Files
internal import Foundation
package import GraphAlignment
internal import LinearAlgebra

/// A folder with what stages have left, from which an alignment can go on after something has gone wrong: with any
/// number of ranks, since files are in the order of nodes.
package struct CheckpointFolder: Sendable {
  private let path: String
  private let key: UInt64

  /// All ranks.
  ///
  /// - Parameters:
  ///   - path: a folder that all ranks share; it is made if need be.
  ///   - key: tells the graphs and options; what was kept of others does not count.
  package init(_ path: String, key: UInt64, _ ranks: Ranks) throws {
    (self.path, self.key) = (path, key)
    if ranks.isFirst {
      do {
        try FileManager.default.createDirectory(
          atPath: path, withIntermediateDirectories: true)
      } catch {
        throw FileError(file: path, reason: "cannot be made a folder: \(error.localizedDescription)")
      }
    }
    try ranks.meet()
  }

  private func file(_ name: String, _ extra: UInt64 = 0) -> SharedFile {
    SharedFile(path: path + "/" + name + ".checkpoint", key: key &+ extra)
  }

  /// Whether the first rank finds files that are complete; all ranks.
  private func isKept(_ ranks: Ranks, _ isComplete: () -> Bool) throws -> Bool {
    try ranks.broadcast([ranks.isFirst ? isComplete() : false])[0]
  }

  /// The rows of this rank's nodes; `nil` if they are not kept; all ranks.
  func rows(_ names: [String], _ graphs: [GraphPart]) throws -> [Matrix]? {
    let ranks = graphs[0].ranks
    let isKept = try isKept(ranks) {
      zip(names, graphs).allSatisfy { name, graph in
        guard let sizes = file(name).sizes(), sizes[0] == graph.nodeCount else { return false }
        return file(name).holds(4 * sizes[0] * sizes[1])
      }
    }
    guard isKept else { return nil }
    return try zip(names, graphs).map { name, graph in
      let width = file(name).sizes()?[1] ?? 0
      return Matrix(
        rowCount: graph.nodes.count, columnCount: width,
        elements: try file(name).elements(
          at: 4 * graph.nodes.lowerBound * width, count: graph.nodes.count * width))
    }
  }

  /// Keeps the rows of all nodes; all ranks.
  func write(_ name: String, _ matrix: Matrix, _ graph: GraphPart) throws {
    let offset = 4 * graph.nodes.lowerBound * matrix.columnCount
    try file(name).write(
      [graph.nodeCount, matrix.columnCount, 0], [(offset, matrix.elements.rawBytes)], graph.ranks)
  }

  /// Two matrices that all ranks have; `nil` if they are not kept; all ranks.
  func factor(_ name: String, _ ranks: Ranks) throws -> (Matrix, DoubleMatrix)? {
    let own = file(name)
    let isKept = try isKept(ranks) {
      own.sizes().map { own.holds($0[0] * (4 * $0[1] + 8 * $0[2])) } ?? false
    }
    guard isKept else { return nil }
    let sizes = own.sizes() ?? [0, 0, 0]
    return (
      Matrix(
        rowCount: sizes[0], columnCount: sizes[1],
        elements: try own.elements(at: 0, count: sizes[0] * sizes[1])),
      DoubleMatrix(
        rowCount: sizes[0], columnCount: sizes[2],
        elements: try own.elements(at: 4 * sizes[0] * sizes[1], count: sizes[0] * sizes[2]))
    )
  }

  /// Keeps two matrices of as many rows; all ranks.
  func write(_ name: String, _ first: Matrix, _ second: DoubleMatrix, _ ranks: Ranks) throws {
    let parts =
      ranks.isFirst
      ? [(0, first.elements.rawBytes), (4 * first.elements.count, second.elements.rawBytes)] : []
    try file(name).write([first.rowCount, first.columnCount, second.columnCount], parts, ranks)
  }

  /// Candidates of this rank's nodes; `nil` if they are not kept; all ranks.
  ///
  /// - Parameters:
  ///   - extra: tells apart what is kept under one name.
  ///   - partition: which rank has which rows.
  package func candidates(
    _ name: String, _ extra: UInt64 = 0, columnCount: Int, _ partition: RowPartition, _ ranks: Ranks
  ) throws -> CandidateRows? {
    let (own, count) = (file(name, extra), partition.nodeCount)
    let isKept = try isKept(ranks) {
      guard let sizes = own.sizes(), sizes[0] == count, sizes[2] == columnCount else { return false }
      return own.holds(8 * count + 8 * sizes[1])
    }
    guard isKept else { return nil }
    let entries = own.sizes()?[1] ?? 0
    let nodes = partition.nodes(of: ranks.own)
    let ends: [Int] = try own.elements(at: 8 * nodes.lowerBound, count: nodes.count)
    let start: Int =
      nodes.lowerBound == 0
      ? 0 : try own.elements(at: 8 * (nodes.lowerBound - 1), count: 1)[0]
    let (first, size) = (8 * count + 4 * start, (ends.last ?? start) - start)
    return CandidateRows(
      columnCount: columnCount, offsets: [0] + ends.map { $0 - start },
      ids: try own.elements(at: first, count: size),
      weights: try own.elements(at: first + 4 * entries, count: size))
  }

  /// Keeps the candidates of all nodes; all ranks.
  package func write(
    _ name: String, _ extra: UInt64, _ rows: CandidateRows, _ partition: RowPartition,
    _ ranks: Ranks
  ) throws {
    let counts = try ranks.allGather([rows.ids.count]).elements
    let start = counts[..<ranks.own].reduce(0, +)
    let (count, entries) = (partition.nodeCount, counts.reduce(0, +))
    let nodes = partition.nodes(of: ranks.own)
    try file(name, extra).write(
      [count, entries, rows.columnCount],
      [
        (8 * nodes.lowerBound, rows.offsets.dropFirst().map { $0 + start }.rawBytes),
        (8 * count + 4 * start, rows.ids.rawBytes),
        (8 * count + 4 * entries + 4 * start, rows.weights.rawBytes),
      ], ranks)
  }
}
