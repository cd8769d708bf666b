public import Graphs

extension Graph {
  /// What contradicts what the documentation of ``Graph`` and ``Adjacency`` promises of every graph; `nil` if
  /// nothing does.
  public var brokenInvariant: String? {
    if let broken = outgoing.brokenInvariant { return "outgoing: \(broken)" }
    if let broken = incoming.brokenInvariant { return "incoming: \(broken)" }
    if incoming.nodeCount != nodeCount { return "\(incoming.nodeCount) of \(nodeCount) nodes" }
    // Each entry stands once more with its ends exchanged; both sides have as many.
    let other = isDirected ? incoming : outgoing
    if other.entryCount != outgoing.entryCount { return "entries that only one side has" }
    for node in 0..<nodeCount {
      for place in outgoing.offsets[node]..<outgoing.offsets[node + 1] {
        let neighbor = Int(outgoing.neighbors[place])
        guard let mirrored = other.place(of: node, in: neighbor) else {
          return "\(node) → \(neighbor) is not found from the other end"
        }
        if other.weights?[mirrored] != outgoing.weights?[place] {
          return "\(node) → \(neighbor) has two weights"
        }
      }
    }
    if !isDirected, incoming != outgoing { return "an undirected graph with two adjacencies" }
    if let weights = outgoing.weights, weights.allSatisfy({ $0 == 1 }) {
      return "weights that are all 1"
    }
    if identifiers.count != nodeCount { return "\(identifiers.count) names for \(nodeCount) nodes" }
    let nodes = identifiers.nodesByName()
    if let lost = (0..<nodeCount).first(where: { nodes[identifiers[$0]] != $0 }) {
      return "node \(lost) is not found by its name “\(identifiers[lost])”"
    }
    if let attributes, attributes.nodeCount != nodeCount {
      return "attributes of \(attributes.nodeCount) nodes"
    }
    return nil
  }
}

extension Adjacency {
  fileprivate var brokenInvariant: String? {
    if offsets.first != 0 || offsets.last != neighbors.count { return "offsets \(offsets)" }
    if let weights, weights.count != neighbors.count { return "\(weights.count) weights" }
    if let weights, !weights.allSatisfy({ $0 != 0 && $0.isFinite }) { return "weights \(weights)" }
    for node in 0..<nodeCount {
      if offsets[node] > offsets[node + 1] { return "offsets \(offsets)" }
      let row = neighbors[offsets[node]..<offsets[node + 1]]
      if zip(row, row.dropFirst()).contains(where: { $0 >= $1 }) { return "row \(row) of \(node)" }
      if row.contains(where: { $0 < 0 || $0 >= nodeCount || $0 == node }) {
        return "row \(row) of \(node)"
      }
    }
    return nil
  }

  /// Where in ``neighbors`` an entry stands.
  fileprivate func place(of neighbor: Int, in node: Int) -> Int? {
    (offsets[node]..<offsets[node + 1]).first { Int(neighbors[$0]) == neighbor }
  }
}
