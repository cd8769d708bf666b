internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra

/// Rows of two matrices in files that Swift and Python both read, and perhaps the graphs they embed, in a
/// folder that disappears with it.
final class PeerFiles {
  let folder: URL
  let queries: Matrix
  let points: Matrix
  let pair: PerturbedPair?

  /// Only matrices.
  init(queries: Matrix, points: Matrix, pair: PerturbedPair? = nil) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("bench-\(UUID().uuidString)")
    (self.queries, self.points, self.pair) = (queries, points, pair)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try queries.writeNPY(to: path("queries.npy"))
    try points.writeNPY(to: path("points.npy"))
    guard let pair else { return }
    try write(pair.source, to: path("source.txt"))
    try write(pair.target, to: path("target.txt"))
    let truth = pair.truth.enumerated().map { "\($0) \($1)\n" }
    try Data(truth.joined().utf8).write(to: URL(fileURLWithPath: path("truth.txt")))
  }

  /// Graphs and their embedding.
  convenience init(_ pair: PerturbedPair, embedding: NodeEmbedding) throws {
    try self.init(
      queries: embedding.rows(ofGraph: 0), points: embedding.rows(ofGraph: 1), pair: pair)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Nodes by number, whatever they are called.
  private func write(_ graph: Graph, to path: String) throws {
    let edges = graph.edgeList()
    var text = ""
    for i in edges.sources.indices { text += "\(edges.sources[i]) \(edges.targets[i])\n" }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  /// A request for an alignment of a pair of graphs.
  func alignment(_ pair: PerturbedPair, mode: String) -> PeerRequest {
    PeerRequest(
      mode: mode, source: path("source.txt"), target: path("target.txt"),
      sourceNodes: pair.source.nodeCount, targetNodes: pair.target.nodeCount,
      truth: path("truth.txt"))
  }

  /// A request for the nearest rows.
  func search(system: String) -> PeerRequest {
    PeerRequest(
      mode: "knn", source: path("queries.npy"), target: path("points.npy"), system: system)
  }
}
