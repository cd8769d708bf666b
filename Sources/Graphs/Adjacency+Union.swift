extension Adjacency {
  /// Both graphs side by side, the nodes of the second numbered after those of the first.
  ///
  /// Weights are left out.
  ///
  /// - Complexity: O(n + m)
  package init(disjointUnion first: Adjacency, _ second: Adjacency) {
    let shift = (nodes: Int32(first.nodeCount), entries: first.entryCount)
    self.init(
      offsets: first.offsets + second.offsets.dropFirst().map { $0 + shift.entries },
      neighbors: first.neighbors + second.neighbors.map { $0 + shift.nodes }, weights: nil)
  }
}
