internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra

/// A pair as a peer reads it: nodes by number, no truth; in a folder that disappears with it.
final class PairPeerFiles {
  let folder: URL

  private struct Facts: Encodable {
    var name: String
    var sourceNodes: Int
    var targetNodes: Int
    var isDirected: Bool
  }

  init(_ pair: PairData, named name: String) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let facts = Facts(
      name: name, sourceNodes: pair.source.nodeCount, targetNodes: pair.target.nodeCount,
      isDirected: pair.source.isDirected)
    try JSONEncoder().encode(facts).write(to: url("pair.json"))
    try write(pair.source, to: "source.edges")
    try write(pair.target, to: "target.edges")
    try write(pair.anchors.map { "\($0.source) \($0.target)" }, to: "anchors.tsv")
    try write(
      pair.prior.map { "\($0.source) \($0.target) \($0.similarity)" }, to: "prior.tsv")
    if let source = pair.source.attributes, let target = pair.target.attributes,
      let rows = Self.numbers(source, target)
    {
      try rows.source.writeNPY(to: url("source-attributes.npy").path)
      try rows.target.writeNPY(to: url("target-attributes.npy").path)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

  private func write(_ graph: Graph, to name: String) throws {
    let edges = graph.edgeList()
    try write(
      edges.sources.indices.map {
        "\(edges.sources[$0]) \(edges.targets[$0]) \(edges.weights?[$0] ?? 1)"
      }, to: name)
  }

  /// Writes lines, if there are any.
  private func write(_ lines: [String], to name: String) throws {
    guard !lines.isEmpty else { return }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: url(name))
  }

  /// Attributes as numbers: of the columns that both graphs have, numbers as they are, and a column of zeros
  /// and ones for each category; an empty one is none. `nil` if there is no common column.
  static func numbers(
    _ source: NodeAttributes, _ target: NodeAttributes
  ) -> (source: Matrix, target: Matrix)? {
    var columns: [(source: [Float], target: [Float])] = []
    for column in source.columns {
      guard let other = target.columns.first(where: { $0.name == column.name }) else { continue }
      switch (column.values, other.values) {
      case (.numbers(let ours), .numbers(let theirs)):
        columns.append((ours.map { Float($0) }, theirs.map { Float($0) }))
      case (.categories(let ours), .categories(let theirs)):
        for category in Set(ours).union(theirs).subtracting([""]).sorted() {
          columns.append(
            (ours.map { $0 == category ? 1 : 0 }, theirs.map { $0 == category ? 1 : 0 }))
        }
      default: continue
      }
    }
    guard !columns.isEmpty else { return nil }
    return (
      matrix(columns.map(\.source), rowCount: source.nodeCount),
      matrix(columns.map(\.target), rowCount: target.nodeCount)
    )
  }

  private static func matrix(_ columns: [[Float]], rowCount: Int) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columns.count,
      elements: (0..<rowCount).flatMap { row in columns.map { $0[row] } })
  }
}
