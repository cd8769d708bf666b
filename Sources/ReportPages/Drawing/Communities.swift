internal import Graphs

/// Groups of nodes with more edges among them than to others, by Louvain's method.
///
/// Blondel, Guillaume, Lambiotte & Lefebvre, "Fast unfolding of communities in large networks", J. Stat. Mech. 2008,
/// doi:10.1088/1742-5468/2008/10/P10008. Nodes are visited in order and ties go to the smaller number, so that a graph
/// has one answer. Weights do not count. Communities are numbered from the largest to the smallest.
struct Communities: Sendable, Equatable {
  /// The community of each node.
  let of: [Int]
  /// How many nodes each has.
  let sizes: [Int]

  var count: Int { sizes.count }

  /// - Complexity: O(passes · edges); passes are 10 on each level at most.
  init(of graph: Adjacency) {
    var level = Level(graph)
    var groups = Array(0..<graph.nodeCount)
    // Each level has fewer nodes than the one before; 20 are more than any graph has had.
    for _ in 0..<20 {
      let found = level.groups()
      guard found.count < level.nodeCount else { break }
      for node in groups.indices { groups[node] = found.of[groups[node]] }
      level = level.joined(found.of, found.count)
    }
    self.init(numbering: groups)
  }

  /// Communities that are called by any numbers, renumbered by size, and of equal size by their first node.
  init(numbering groups: [Int]) {
    var (counts, firsts): ([Int: Int], [Int: Int]) = ([:], [:])
    for (node, group) in groups.enumerated() {
      counts[group, default: 0] += 1
      if firsts[group] == nil { firsts[group] = node }
    }
    let order = counts.keys.sorted { (-counts[$0]!, firsts[$0]!) < (-counts[$1]!, firsts[$1]!) }
    var ranks: [Int: Int] = [:]
    for (rank, group) in order.enumerated() { ranks[group] = rank }
    of = groups.map { ranks[$0]! }
    sizes = order.map { counts[$0]! }
  }
}

/// A graph whose nodes are groups of nodes of the graph below.
private struct Level {
  var offsets: [Int]
  var neighbors: [Int32]
  var weights: [Double]
  /// The sum of the weights at each node; edges within it count twice.
  var strengths: [Double]

  var nodeCount: Int { strengths.count }

  init(_ graph: Adjacency) {
    (offsets, neighbors) = (graph.offsets, graph.neighbors)
    weights = [Double](repeating: 1, count: graph.entryCount)
    strengths = (0..<graph.nodeCount).map { Double(graph.count(of: $0)) }
  }

  private init(offsets: [Int], neighbors: [Int32], weights: [Double], strengths: [Double]) {
    (self.offsets, self.neighbors) = (offsets, neighbors)
    (self.weights, self.strengths) = (weights, strengths)
  }

  /// Moves nodes to the group of their neighbors where modularity grows most, until few move.
  func groups() -> (of: [Int], count: Int) {
    var group = Array(0..<nodeCount)
    var total = strengths
    let all = strengths.reduce(0, +)
    guard all > 0 else { return (group, nodeCount) }
    var links = [Double](repeating: 0, count: nodeCount)
    var touched: [Int] = []
    for _ in 0..<10 {
      var moveCount = 0
      for node in 0..<nodeCount {
        let own = group[node]
        for entry in offsets[node]..<offsets[node + 1] where Int(neighbors[entry]) != node {
          let other = group[Int(neighbors[entry])]
          if links[other] == 0 { touched.append(other) }
          links[other] += weights[entry]
        }
        total[own] -= strengths[node]
        func gain(_ other: Int) -> Double { links[other] - total[other] * strengths[node] / all }
        var (best, most) = (own, gain(own))
        for other in touched {
          let value = gain(other)
          // Rounding must not decide.
          if value > most + 1e-12 || value > most - 1e-12 && other < best && best != own {
            (best, most) = (other, value)
          }
        }
        for other in touched { links[other] = 0 }
        touched.removeAll(keepingCapacity: true)
        total[best] += strengths[node]
        if best != own {
          group[node] = best
          moveCount += 1
        }
      }
      if moveCount * 500 <= nodeCount { break }
    }
    var ranks: [Int: Int] = [:]
    for node in 0..<nodeCount {
      let rank = ranks[group[node]] ?? ranks.count
      ranks[group[node]] = rank
      group[node] = rank
    }
    return (group, ranks.count)
  }

  /// The graph of the groups.
  func joined(_ group: [Int], _ count: Int) -> Level {
    var members = [[Int]](repeating: [], count: count)
    for node in 0..<nodeCount { members[group[node]].append(node) }
    var result = Level(
      offsets: [0], neighbors: [], weights: [], strengths: [Double](repeating: 0, count: count))
    var links = [Double](repeating: 0, count: count)
    for (rank, nodes) in members.enumerated() {
      var touched: [Int] = []
      for node in nodes {
        result.strengths[rank] += strengths[node]
        for entry in offsets[node]..<offsets[node + 1] {
          let other = group[Int(neighbors[entry])]
          if links[other] == 0 { touched.append(other) }
          links[other] += weights[entry]
        }
      }
      for other in touched.sorted() {
        result.neighbors.append(Int32(other))
        result.weights.append(links[other])
        links[other] = 0
      }
      result.offsets.append(result.neighbors.count)
    }
    return result
  }
}
