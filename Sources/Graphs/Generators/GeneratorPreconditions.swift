/// Traps unless nodes can be numbered by `Int32`, as ``Adjacency`` does.
func checkNodeCount(_ nodeCount: Int) {
  precondition(
    nodeCount >= 0 && nodeCount <= Int32.max,
    "a graph cannot have \(nodeCount) nodes: only 0 to \(Int32.max)")
}

/// Traps unless `value` is a probability.
func checkProbability(_ value: Double, _ name: String) {
  precondition(value >= 0 && value <= 1, "\(name) must be in 0...1, not \(value)")
}
