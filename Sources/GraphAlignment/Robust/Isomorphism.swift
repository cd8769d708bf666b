package import Graphs
internal import Parallel

/// A mapping of all nodes that keeps every edge and every missing edge, where one is easily found.
///
/// Colors of both graphs together are refined until they are stable; then, as long as a color is shared by
/// several nodes of each graph, one of each is singled out as a pair, and colors are refined again. Wherever
/// nodes of a color can be exchanged by a symmetry, each choice is as good as any other, and the mapping that
/// comes out is an isomorphism; this is so for trees, grids, complete graphs and nearly all graphs measured in
/// the world. Where it is not so, as between strongly regular graphs, a choice may turn out wrong; it is not
/// taken back, and then there is no answer.
///
/// Choices are made by lot, so that nodes that happen to have equal numbers in both graphs are not preferred.
///
/// - SeeAlso: McKay & Piperno, "Practical graph isomorphism, II", Journal of Symbolic Computation 2014,
///   doi:10.1016/j.jsc.2013.09.003, for individualization and refinement.
package struct Isomorphism: Sendable, Equatable {
  /// The target node of each source node.
  package let targets: [Int32]

  /// For each source node how many target nodes colors cannot tell from its own, itself included: its mate is
  /// the right one with a probability of 1 / count, at most.
  package let alternatives: [Int32]

  /// For each source node the first few target nodes of its color, its own excluded.
  package let others: [[Int32]]

  /// Looks for an isomorphism.
  ///
  /// - Parameters:
  ///   - sources: the relations of the source's nodes, such as its edges in both directions, or the ones that
  ///     leave and the ones that enter apart.
  ///   - targets: the same relations of the target's nodes.
  ///   - classes: a class of each source node and of each target node; nodes of different classes are not
  ///     mapped to each other. `nil` if there is but one.
  ///   - otherCount: how many ``others`` are wanted for each node.
  ///   - seed: of the choices.
  /// - Returns: `nil` if there is none, or if it is not found.
  /// - Complexity: O((n + m) · log² n) where few pairs have to be singled out; each one more costs the degrees
  ///   of those whose color changes.
  package init?(
    from sources: [Adjacency], to targets: [Adjacency], classes: (source: [Int], target: [Int])?,
    otherCount: Int, seed: UInt64
  ) {
    precondition(sources.count == targets.count, "the graphs need the same relations")
    guard let first = sources.first, let second = targets.first,
      first.nodeCount == second.nodeCount,
      zip(sources, targets).allSatisfy({ $0.entryCount == $1.entryCount })
    else { return nil }
    let count = first.nodeCount
    let relations = zip(sources, targets).map { Adjacency(disjointUnion: $0, $1) }
    let labels = classes.map { $0.source + $0.target } ?? [Int](repeating: 0, count: 2 * count)
    var partition = OrderedPartition(classes: labels)
    partition.refine(by: relations)
    guard partition.isBalanced(nodeCount: count) else { return nil }
    let stable = partition
    var random = SeededGenerator(seed: seed)
    let lots = random.permutation(2 * count)
    guard partition.singleOutPairs(by: relations, nodeCount: count, lots: lots) else { return nil }
    var mates = [Int32](repeating: -1, count: count)
    for number in 0..<partition.classCount {
      let pair = partition.members(of: number)
      guard pair.count == 2, let low = pair.min(), let high = pair.max(), Int(low) < count,
        Int(high) >= count
      else { return nil }
      mates[Int(low)] = high - Int32(count)
    }
    guard zip(sources, targets).allSatisfy({ $0.isCarried(to: $1, by: mates) }) else { return nil }
    self.targets = mates
    (alternatives, others) = stable.alternatives(to: mates, otherCount: otherCount)
  }
}

extension OrderedPartition {
  /// Whether each class has as many nodes of the first graph as of the second.
  fileprivate func isBalanced(nodeCount: Int) -> Bool {
    (0..<classCount).allSatisfy { number in
      let nodes = members(of: number)
      return 2 * nodes.count(where: { $0 < nodeCount }) == nodes.count
    }
  }

  /// Singles out pairs of nodes until every class is a pair; returns whether that was possible.
  ///
  /// - Parameter lots: a number for each node; of those that may be chosen the smallest is.
  fileprivate mutating func singleOutPairs(
    by relations: [Adjacency], nodeCount: Int, lots: [Int]
  ) -> Bool {
    var number = 0
    while number < classCount {
      defer { number += 1 }
      guard members(of: number).count > 2 else { continue }
      // A class only loses nodes, so that one look at its members is enough.
      let nodes = members(of: number).map(Int.init).sorted { lots[$0] < lots[$1] }
      var targets = nodes.filter { $0 >= nodeCount }[...]
      for source in nodes where source < nodeCount && classOf[source] == number {
        guard members(of: number).count > 2 else { break }
        while let target = targets.first, classOf[target] != number { targets.removeFirst() }
        guard let target = targets.popFirst() else { return false }
        individualize([source, target], by: relations)
      }
    }
    return true
  }

  /// For each node of the first graph how many of the second share its class, and a few of these.
  fileprivate func alternatives(
    to mates: [Int32], otherCount: Int
  ) -> (counts: [Int32], others: [[Int32]]) {
    let nodeCount = mates.count
    // One more than wanted, since one of them is the node's own.
    let firsts = (0..<classCount).map { number in
      Array(
        members(of: number).lazy.filter { $0 >= nodeCount }.prefix(otherCount + 1)
          .map { $0 - Int32(nodeCount) }
      ).sorted()
    }
    let counts = (0..<nodeCount).map { Int32(members(of: classOf[$0]).count / 2) }
    let others = (0..<nodeCount).map { node in
      Array(firsts[classOf[node]].lazy.filter { $0 != mates[node] }.prefix(otherCount))
    }
    return (counts, others)
  }
}

extension Adjacency {
  /// Whether the mapping makes each entry one of the other graph, which has equally many.
  ///
  /// - Complexity: O(m log degree)
  fileprivate func isCarried(to other: Adjacency, by mates: [Int32]) -> Bool {
    (0..<nodeCount).allSatisfy { node in
      let row = self[node]
      return row.indices.allSatisfy { other.contains(Int(mates[node]), Int(mates[Int(row[$0])])) }
    }
  }
}
