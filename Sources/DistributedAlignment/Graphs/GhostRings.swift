internal import GraphAlignment
internal import Graphs

/// The rings around the nodes of a rank, which reach into what others have.
///
/// Nodes are taken in batches. For each, the rows of the nodes within K − 1 steps are fetched, step by step, and
/// forgotten afterwards: a batch has as many nodes that their rows are of the size of the rank's own, so that memory is
/// bounded but for single nodes near which the whole graph lies.
struct GhostRings {
  private let part: GraphPart
  /// The rows that rings follow.
  private let rows: Adjacency
  /// The bucket of each of this rank's nodes.
  private let buckets: [Int32]
  /// The bucket of each entry's neighbor.
  private let entryBuckets: [UInt16]
  private let bucketCount: Int
  private let hopCount: Int
  private let isSymmetric: Bool

  /// Batches have that many walks at least: what they reach is fewer entries, and those take sixteen bytes each.
  private static let leastBudget = 1 << 22

  /// All ranks.
  ///
  /// - Parameters:
  ///   - rows: those of this rank's nodes.
  ///   - isSymmetric: whether a node is always its neighbors' neighbor.
  init(
    _ part: GraphPart, rows: Adjacency, buckets: [Int32], bucketCount: Int, hopCount: Int,
    isSymmetric: Bool
  ) throws {
    precondition(bucketCount < Int(UInt16.max), "there are \(bucketCount) buckets of degrees")
    (self.part, self.rows, self.buckets, self.bucketCount) = (part, rows, buckets, bucketCount)
    // Rings beyond n − 1 steps are empty.
    self.hopCount = max(1, min(hopCount, part.nodeCount - 1))
    self.isSymmetric = isSymmetric
    guard part.ranks.count > 1 else {
      entryBuckets = []
      return
    }
    let ghosts = try GhostNodes(rows.neighbors.distinct(), part.partition, part.ranks)
    let known = try ghosts.fetch(buckets.map { UInt16($0) })
    entryBuckets = rows.neighbors.map { known[ghosts.nodes.place(of: $0)] }
  }

  /// Calls `body` with rows of this rank, and a search for their rings; all ranks.
  ///
  /// Of leaves that hang on one node the first stands for all: any two can be exchanged.
  ///
  /// - Parameter body: is given the rows that each searched one stands for.
  func forEachBatch(_ body: (_ rows: [[Int]], RingSearch) throws -> Void) throws {
    guard bucketCount > 0 else { return }
    guard part.ranks.count > 1 else {
      let search = RingSearch(
        whole: rows, buckets: buckets, bucketCount: bucketCount, hopCount: hopCount,
        isSymmetric: isSymmetric)
      return try body((0..<rows.nodeCount).map { [$0] }, search)
    }
    let groups = leafGroups()
    let costs = try costs()
    let budget = max(Self.leastBudget, 4 * rows.entryCount)
    var batches: [Range<Int>] = []
    var (start, sum) = (0, 0)
    for (place, group) in groups.enumerated() {
      let cost = costs[group[0]]
      if place > start, sum + cost > budget {
        batches.append(start..<place)
        (start, sum) = (place, 0)
      }
      sum += cost
    }
    if start < groups.count { batches.append(start..<groups.count) }
    let batchCount = try part.ranks.largest(batches.count)
    for index in 0..<batchCount {
      let batch = index < batches.count ? Array(groups[batches[index]]) : []
      let search = try search(batch.map { $0[0] })
      if !batch.isEmpty { try body(batch, search) }
    }
  }

  /// At most how many entries the rows within K − 1 steps of each node have, walks back and forth included.
  private func costs() throws -> [Int] {
    let all = try part.ranks.sum(rows.entryCount)
    var costs = (0..<rows.nodeCount).map { rows.count(of: $0) }
    guard hopCount > 1 else { return costs }
    let ghosts = try GhostNodes(rows.neighbors.distinct(), part.partition, part.ranks)
    let places = rows.neighbors.map { Int32(ghosts.nodes.place(of: $0)) }
    for _ in 1..<hopCount {
      let known = try ghosts.fetch(costs)
      for row in 0..<rows.nodeCount {
        var sum = rows.count(of: row)
        for place in rows.offsets[row]..<rows.offsets[row + 1] {
          sum = min(sum + known[Int(places[place])], all)
        }
        costs[row] = sum
      }
    }
    return costs
  }

  /// Rows of which the first stands for all.
  private func leafGroups() -> [[Int]] {
    guard isSymmetric else { return (0..<rows.nodeCount).map { [$0] } }
    var (groups, groupOfLeaf): ([[Int]], [Int64: Int]) = ([], [:])
    for row in 0..<rows.nodeCount {
      if rows.count(of: row) == 1 {
        let key = Int64(rows.neighbors[rows.offsets[row]]) << 16 | Int64(buckets[row])
        if let group = groupOfLeaf[key] {
          groups[group].append(row)
          continue
        }
        groupOfLeaf[key] = groups.count
      }
      groups.append([row])
    }
    return groups
  }

  /// Puts together what lies within K steps of some rows; all ranks.
  private func search(_ batch: [Int]) throws -> RingSearch {
    let own = part.nodes
    var table = NodeTable(expecting: 4 * batch.count)
    var found: [Int32] = []
    for row in batch {
      _ = table.number(of: Int32(own.lowerBound + row))
      found.append(buckets[row])
    }
    var (offsets, neighbors): ([Int], [Int32]) = ([0], [])
    var frontier = 0..<batch.count
    for _ in 0..<hopCount {
      let remote = table.nodes[frontier].filter { !own.contains(Int($0)) }.sorted()
      let ghosts = try GhostNodes(remote, part.partition, part.ranks)
      let lists = try ghosts.fetchLists(offsets: rows.offsets, rows.neighbors)
      let kinds = try ghosts.fetchEntries(offsets: rows.offsets, entryBuckets)
      for number in frontier {
        let node = Int(table.nodes[number])
        let isOwn = own.contains(node)
        let place = isOwn ? node - own.lowerBound : remote.place(of: Int32(node))
        let range =
          isOwn
          ? rows.offsets[place]..<rows.offsets[place + 1]
          : lists.offsets[place]..<lists.offsets[place + 1]
        for entry in range {
          let neighbor = isOwn ? rows.neighbors[entry] : lists.values[entry]
          let number = table.number(of: neighbor)
          if Int(number) == found.count {
            found.append(Int32(isOwn ? entryBuckets[entry] : kinds[entry]))
          }
          neighbors.append(number)
        }
        offsets.append(neighbors.count)
      }
      frontier = frontier.upperBound..<table.nodes.count
    }
    // Of the nodes that are farthest away nothing else is known, nor need be.
    for _ in frontier { offsets.append(neighbors.count) }
    return RingSearch(
      Adjacency(offsets: offsets, neighbors: neighbors, parts: nil), buckets: found,
      bucketCount: bucketCount, hopCount: hopCount, nodes: 0..<batch.count)
  }
}

extension [Int32] {
  /// The different numbers, ascending.
  func distinct() -> [Int32] {
    let sorted = sorted()
    var result: [Int32] = []
    for number in sorted where number != result.last { result.append(number) }
    return result
  }

  /// Where a number stands among ascending ones, of which it is one.
  ///
  /// - Complexity: O(log count)
  func place(of number: Int32) -> Int { indices.partitioningPoint { self[$0] >= number } }
}
