internal import GraphAlignment
internal import Graphs
internal import Parallel

/// Two graphs, what is known of them for an aligner, and what is known of them for a judge, all by numbers of nodes.
struct PairData {
  var source: Graph
  var target: Graph
  var anchors: [WeightedAnchor] = []
  var prior: [SparsePrior.Entry] = []
  var names: (source: [String], target: [String])?
  /// The right targets of each source node; none where they are unknown.
  var truth: [[Int]] = []
  /// Source nodes that are known to correspond to nothing.
  var unmatched: Set<Int> = []
  var truthFile = ""
  /// What a reader of the results should know about the files.
  var notes: [String] = []

  init(source: Graph, target: Graph) { (self.source, self.target) = (source, target) }

  /// The number of source nodes that count.
  var knownCount: Int { truth.count { !$0.isEmpty } }
}

extension PairData {
  /// The same pair with the nodes of both graphs numbered at random, everything known of them along.
  ///
  /// Numbers decide ties, and in many published pairs they give the truth away.
  func renumbered(seed: UInt64) -> PairData {
    var generator = SeededGenerator(seed: seed)
    let rows = generator.permutation(source.nodeCount)
    let columns = generator.permutation(target.nodeCount)
    var result = self
    result.source = source.relabeled(by: rows)
    result.target = target.relabeled(by: columns)
    result.anchors = anchors.map {
      WeightedAnchor(
        source: rows[$0.source], target: columns[$0.target], confidence: $0.confidence)
    }
    result.prior = prior.map {
      .init(source: rows[$0.source], target: columns[$0.target], similarity: $0.similarity)
    }
    result.names = names.map { names in
      (Self.moved(names.source, by: rows), Self.moved(names.target, by: columns))
    }
    result.truth = Self.moved(truth.map { $0.map { columns[$0] }.sorted() }, by: rows)
    result.unmatched = Set(unmatched.map { rows[$0] })
    return result
  }

  /// The values of nodes at their new numbers.
  private static func moved<Value>(_ values: [Value], by permutation: [Int]) -> [Value] {
    var result = values
    for (old, new) in permutation.enumerated() { result[new] = values[old] }
    return result
  }
}
