extension Adjacency {
  /// Rows that stand in arrays already, such as those of a part of a graph: then neighbors may be any numbers, and no
  /// row need have the reverse of another's entries.
  ///
  /// - Precondition: offsets ascend from 0 to the number of neighbors, of which each has a weight if any has.
  package init(offsets: [Int], neighbors: [Int32], parts weights: [Double]?) {
    precondition(
      offsets.first == 0 && offsets.last == neighbors.count
        && (weights.map { $0.count == neighbors.count } ?? true),
      "\(neighbors.count) neighbors are not the rows that end at \(offsets.last ?? 0)")
    self.init(offsets: offsets, neighbors: neighbors, weights: weights)
  }
}
