internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra

/// A pair of graphs in files that Swift and Python both read, in a folder that disappears with it.
final class PeerFiles {
  let folder: URL
  let pair: PerturbedPair
  let embedding: NodeEmbedding

  init(_ pair: PerturbedPair, embedding: NodeEmbedding) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("bench-\(UUID().uuidString)")
    self.pair = pair
    self.embedding = embedding
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(pair.source, to: path("source.txt"))
    try write(pair.target, to: path("target.txt"))
    let truth = pair.truth.enumerated().map { "\($0) \($1)\n" }
    try Data(truth.joined().utf8).write(to: URL(fileURLWithPath: path("truth.txt")))
    try embedding.rows(ofGraph: 0).writeNPY(to: path("queries.npy"))
    try embedding.rows(ofGraph: 1).writeNPY(to: path("points.npy"))
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

  /// A request for an alignment of the graphs.
  func alignment(mode: String) -> PeerRequest {
    PeerRequest(
      mode: mode, source: path("source.txt"), target: path("target.txt"),
      sourceNodes: pair.source.nodeCount, targetNodes: pair.target.nodeCount,
      truth: path("truth.txt"))
  }

  /// A request for the nearest rows of the embedding.
  func search(system: String) -> PeerRequest {
    PeerRequest(
      mode: "knn", source: path("queries.npy"), target: path("points.npy"), system: system)
  }
}
