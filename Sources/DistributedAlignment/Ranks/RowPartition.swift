/// Which rank has which of the nodes 0, 1, …, n − 1: each has consecutive ones.
package struct RowPartition: Sendable, Equatable {
  /// Where the nodes of each rank begin, and the end of the last.
  package let bounds: [Int]

  /// The number of nodes.
  package var nodeCount: Int { bounds[bounds.count - 1] }

  /// - Precondition: bounds ascend from 0.
  package init(bounds: [Int]) {
    precondition(bounds.first == 0 && zip(bounds, bounds.dropFirst()).allSatisfy(<=), "ranks overlap")
    self.bounds = bounds
  }

  /// Equally many nodes for each rank, but for one.
  package init(nodeCount: Int, rankCount: Int) {
    bounds = (0...rankCount).map { nodeCount * $0 / rankCount }
  }

  /// As equal weights for each rank as blocks of nodes allow.
  ///
  /// - Parameters:
  ///   - weights: of blocks of `blockSize` consecutive nodes, the last of which may be smaller.
  init(nodeCount: Int, rankCount: Int, blockSize: Int, weights: [Int]) {
    let total = weights.reduce(0, +)
    var (bounds, sum, block) = ([0], 0, 0)
    for rank in 1..<max(rankCount, 1) {
      let wanted = total * rank / rankCount
      while block < weights.count, sum + weights[block] / 2 < wanted {
        sum += weights[block]
        block += 1
      }
      bounds.append(min(block * blockSize, nodeCount))
    }
    self.bounds = bounds + [nodeCount]
  }

  /// The nodes of a rank.
  package func nodes(of rank: Int) -> Range<Int> { bounds[rank]..<bounds[rank + 1] }

  /// The rank that has a node.
  ///
  /// - Complexity: O(log ranks)
  func owner(of node: Int) -> Int {
    var (low, high) = (0, bounds.count - 2)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle + 1] > node { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// How many of some ascending nodes each rank has.
  func counts(ofAscending nodes: [Int32]) -> [Int] {
    var (counts, rank) = ([Int](repeating: 0, count: bounds.count - 1), 0)
    for node in nodes {
      while Int(node) >= bounds[rank + 1] { rank += 1 }
      counts[rank] += 1
    }
    return counts
  }
}
