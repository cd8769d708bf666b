internal import Graphs

/// What kind of edge each entry of an adjacency is: a relation, a direction, a class of weights, or all of them.
package struct EdgeLabels: Sendable, Equatable {
  /// A label for each entry of the adjacency's neighbors.
  package let labels: [UInt16]
  /// How many labels there are: all are below.
  package let count: Int

  package init(labels: [UInt16], count: Int) {
    precondition(
      labels.allSatisfy { Int($0) < count }, "a label is not among the \(count) there are")
    (self.labels, self.count) = (labels, count)
  }

  /// For each entry (i, j) the label of (j, i).
  ///
  /// - Precondition: the adjacency is symmetric, and there is a label for each entry.
  /// - Complexity: O(entries)
  func reversed(in graph: Adjacency) -> [UInt16] {
    precondition(
      labels.count == graph.entryCount, "\(labels.count) labels for \(graph.entryCount) entries")
    // Rows come in order, so the next free place of each row is where its next neighbor stands.
    var next = graph.offsets
    return (0..<graph.nodeCount).flatMap { node in
      (graph.offsets[node]..<graph.offsets[node + 1]).map { entry in
        let neighbor = Int(graph.neighbors[entry])
        defer { next[neighbor] += 1 }
        return labels[next[neighbor]]
      }
    }
  }
}

/// The kinds of edges of both graphs, and how much more often than others two kinds fall on each other.
package struct EdgeLabelPair: Sendable, Equatable {
  package let source: EdgeLabels
  package let target: EdgeLabels
  /// source.count × target.count multipliers of the likelihood ratio; none if nothing is known.
  package let ratios: [Float]

  package init(source: EdgeLabels, target: EdgeLabels, ratios: [Float]) {
    precondition(
      ratios.isEmpty || ratios.count == source.count * target.count && ratios.allSatisfy { $0 > 0 },
      "\(ratios.count) multipliers for \(source.count) × \(target.count) labels")
    (self.source, self.target, self.ratios) = (source, target, ratios)
  }

  /// The same with the graphs exchanged.
  var transposed: EdgeLabelPair {
    EdgeLabelPair(
      source: target, target: source, ratios: table.map { $0.transposed.ratios.elements } ?? [])
  }

  /// The multipliers, if anything is known.
  var table: LabelTable? {
    ratios.isEmpty
      ? nil : LabelTable(ratios, rowCount: source.count, columnCount: target.count)
  }
}

extension EdgeLabelPair {
  /// Labels of which nothing is known yet.
  init(_ source: EdgeLabeling, _ target: EdgeLabeling) {
    self.init(
      source: EdgeLabels(labels: source.labels, count: source.count),
      target: EdgeLabels(labels: target.labels, count: target.count),
      ratios: [])
  }
}
