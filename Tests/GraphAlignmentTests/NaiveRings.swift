import GraphAlignment
import Graphs

/// Rings and signatures as the definitions have them, with sets and dictionaries.
enum NaiveRings {
  /// The neighbors of every node in the direction that rings follow.
  static func neighbors(
    _ graph: Graph, _ direction: SignatureOptions.RingDirection
  ) -> [Set<Int>] {
    var neighbors = [Set<Int>](repeating: [], count: graph.nodeCount)
    let edges = graph.edgeList()
    for (a, b) in zip(edges.sources, edges.targets) {
      if direction != .incoming || !graph.isDirected { neighbors[Int(a)].insert(Int(b)) }
      if direction != .outgoing || !graph.isDirected { neighbors[Int(b)].insert(Int(a)) }
    }
    return neighbors
  }

  /// The rings 0, 1, …, `hopCount` around a node.
  static func rings(
    _ neighbors: [Set<Int>], around node: Int, hopCount: Int
  ) -> [Set<Int>] {
    var (seen, rings): (Set<Int>, [Set<Int>]) = ([node], [[node]])
    for _ in 0..<hopCount {
      let next = rings.last!.reduce(into: Set<Int>()) { $0.formUnion(neighbors[$1]) }
        .subtracting(seen)
      seen.formUnion(next)
      rings.append(next)
    }
    return rings
  }

  /// The degrees that one histogram counts.
  public enum Degrees: Sendable { case total, outgoing, incoming }

  /// The degree of every node.
  static func degrees(_ graph: Graph, _ kind: Degrees) -> [Double] {
    var degrees = [Double](repeating: 0, count: graph.nodeCount)
    let edges = graph.edgeList()
    for i in edges.sources.indices {
      let weight = edges.weights?[i] ?? 1
      if kind != .incoming { degrees[Int(edges.sources[i])] += weight }
      if kind != .outgoing { degrees[Int(edges.targets[i])] += weight }
    }
    return degrees
  }
}
