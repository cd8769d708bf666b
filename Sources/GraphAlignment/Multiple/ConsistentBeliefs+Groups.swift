extension ConsistentBeliefs {
  /// A pair of nodes that are each other's best.
  private struct Link {
    var weight: Float
    /// Nodes numbered through all graphs.
    var first, second: Int
  }

  /// Merges nodes that are each other's best, the heaviest pairs first, into groups of at most one node of each graph.
  ///
  /// - Returns: groups of at least two nodes, those with more nodes first, then the heavier ones, then by their nodes.
  /// - Complexity: O(entries + links · log links + groups · N² · entries of a row)
  func groups(nodeCounts: [Int]) -> [(members: [Int?], weight: Double)] {
    var offsets = [0]
    for count in nodeCounts { offsets.append(offsets.last! + count) }
    // A group is known by one of its nodes, its root; it has the nodes and graphs listed there.
    var root = Array(0..<offsets.last!)
    var members = root.map { [$0] }
    var graphs = nodeCounts.indices.flatMap { graph in
      [UInt64](repeating: 1 << graph, count: nodeCounts[graph])
    }
    for link in links(offsets) {
      let (a, b) = (root[link.first], root[link.second])
      guard a != b, graphs[a] & graphs[b] == 0 else { continue }
      for node in members[b] { root[node] = a }
      members[a] += members[b]
      members[b] = []
      graphs[a] |= graphs[b]
    }
    let found = members.filter { $0.count > 1 }.map { nodes in
      var row = [Int?](repeating: nil, count: graphCount)
      for node in nodes {
        let graph = offsets.lastIndex { $0 <= node }!
        row[graph] = node - offsets[graph]
      }
      return (members: row, count: nodes.count, weight: weight(row), first: nodes.min()!)
    }
    return found.sorted {
      $0.count != $1.count
        ? $0.count > $1.count
        : $0.weight != $1.weight ? $0.weight > $1.weight : $0.first < $1.first
    }.map { ($0.members, $0.weight) }
  }

  /// All pairs that are each other's best, the heaviest first.
  private func links(_ offsets: [Int]) -> [Link] {
    var links: [Link] = []
    for a in 0..<graphCount {
      for b in a + 1..<graphCount {
        let (ahead, back) = (self[a, b].heaviestIDs(), self[b, a].heaviestIDs())
        for (i, j) in ahead.enumerated() where j >= 0 && back[Int(j)] == Int32(i) {
          links.append(
            Link(
              weight: self[a, b].weight(i, Int(j)), first: offsets[a] + i,
              second: offsets[b] + Int(j)))
        }
      }
    }
    return links.sorted {
      $0.weight != $1.weight
        ? $0.weight > $1.weight : ($0.first, $0.second) < ($1.first, $1.second)
    }
  }

  /// The mean belief over pairs of members.
  private func weight(_ members: [Int?]) -> Double {
    var (sum, count) = (0.0, 0.0)
    for a in members.indices {
      for b in members.indices.dropFirst(a + 1) {
        guard let i = members[a], let j = members[b] else { continue }
        sum += Double(self[a, b].weight(i, j))
        count += 1
      }
    }
    return sum / count
  }
}

extension CandidateRows {
  /// The weight of an entry; 0 if there is none.
  fileprivate func weight(_ row: Int, _ column: Int) -> Float {
    places(of: row).first { ids[$0] == column }.map { weights[$0] } ?? 0
  }
}
