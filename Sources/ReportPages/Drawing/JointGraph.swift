internal import GraphAlignment
internal import Graphs

/// Both graphs as one: a source node and the target node that it is matched with are one node.
///
/// Drawn by its positions, both graphs have matched nodes in the same place, and what differs is seen.
struct JointGraph: Sendable {
  /// The target node at each joint node, or −1. Joint node *i* is source node *i*, as long as there are source nodes.
  private(set) var targets: [Int32]
  /// The joint node of each target node.
  private(set) var places: [Int32]
  /// How many nodes the source has.
  let sourceCount: Int

  var nodeCount: Int { targets.count }

  /// - Parameters:
  ///   - matches: the target of each source node. A target that several have is one with the first of `order`.
  ///   - order: source nodes, the surest first.
  ///   - targetCount: how many nodes the target has.
  init(_ matches: [Int?], order: [Int], targetCount: Int) {
    sourceCount = matches.count
    targets = [Int32](repeating: -1, count: matches.count)
    places = [Int32](repeating: -1, count: targetCount)
    for source in order {
      guard let target = matches[source], places[target] < 0 else { continue }
      targets[source] = Int32(target)
      places[target] = Int32(source)
    }
    for target in 0..<targetCount where places[target] < 0 {
      places[target] = Int32(targets.count)
      targets.append(Int32(target))
    }
  }

  /// The source node at a joint node.
  func source(at node: Int) -> Int? { node < sourceCount ? node : nil }

  /// The target node at a joint node.
  func target(at node: Int) -> Int? { targets[node] >= 0 ? Int(targets[node]) : nil }

  /// The edges of both graphs, each once.
  func edges(_ source: Adjacency, _ target: Adjacency) -> Graph {
    var (heads, tails): ([Int32], [Int32]) = ([], [])
    heads.reserveCapacity((source.entryCount + target.entryCount) / 2)
    tails.reserveCapacity((source.entryCount + target.entryCount) / 2)
    for node in 0..<source.nodeCount {
      for entry in source.offsets[node]..<source.offsets[node + 1] where source.neighbors[entry] > node {
        heads.append(Int32(node))
        tails.append(source.neighbors[entry])
      }
    }
    for node in 0..<target.nodeCount {
      for entry in target.offsets[node]..<target.offsets[node + 1] where target.neighbors[entry] > node {
        heads.append(places[node])
        tails.append(places[Int(target.neighbors[entry])])
      }
    }
    return Graph(nodeCount: nodeCount, sources: heads, targets: tails)
  }
}
