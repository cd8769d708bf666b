internal import Files
internal import Foundation
internal import Graphs
internal import RelationExtraction

/// The graphs that were released with MEGA: for each post its words and the objects of its picture.
enum ReleasedPairs {
  /// - Parameter path: `combined_graph_edges.tar.gz`, with the samples and pictures of its three parts
  ///   beside it.
  static func read(_ path: String) throws -> [BatchBenchmark.Pair] {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    let graphs = try ReleasedGraphs(contentsOf: path)
    var pairs: [BatchBenchmark.Pair] = []
    for part in ["train", "val", "test"] {
      let relations = try ObjectRelations(
        contentsOf: folder.appendingPathComponent("graph_of_image_\(part).json").path)
      let samples = try RelationSample.read(
        from: folder.appendingPathComponent("ours_\(part).txt").path)
      for sample in samples {
        let name = "combined_graph_edges/\(part)/\(sample.index)"
        guard let bytes = try graphs.bytes(split: part, index: sample.index),
          let image = sample.imageFileName, let objects = relations.pairs[image]
        else {
          throw WrongAnswer(description: "\(path): there is no \(name), or no picture for it")
        }
        let graph = try CombinedGraph(parsing: bytes, named: name, relations: objects)
        guard let text = graph.repairedText()?.graph else {
          throw WrongAnswer(description: "\(path): \(name) is no forest of sentences")
        }
        // Pictures have ten objects, related or not.
        pairs.append(
          (
            Graph(
              nodeCount: text.words.count, edges: text.edges.map { ($0.governor, $0.dependent) }),
            Graph(nodeCount: 10, edges: objects.map { ($0.subject, $0.object) })
          ))
      }
    }
    return pairs
  }
}
