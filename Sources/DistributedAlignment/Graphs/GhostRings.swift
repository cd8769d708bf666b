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
  /// All neighbors of this rank's nodes, and which of them that of each entry is; `nil` for a rank alone.
  private let ghosts: GhostNodes?
  private let ghostOfEntry: [Int32]
  /// Whether tables have room for a number for each node of the graph: no more than its rows take.
  private let isDense: Bool
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
      (entryBuckets, ghostOfEntry, ghosts, isDense) = ([], [], nil, true)
      return
    }
    isDense = part.nodeCount <= max(2 * rows.entryCount, 1 << 20)
    let (nodes, places) = Self.places(of: rows.neighbors, part.nodeCount, isDense: isDense)
    ghosts = try GhostNodes(nodes, part.partition, part.ranks)
    ghostOfEntry = places
    let known = try ghosts!.fetch(buckets.map { UInt16($0) })
    entryBuckets = places.map { known[Int($0)] }
  }

  /// The different neighbors, ascending, and where among them that of each entry is.
  private static func places(
    of neighbors: [Int32], _ nodeCount: Int, isDense: Bool
  ) -> (nodes: [Int32], places: [Int32]) {
    var table = NodeTable(nodeCount: nodeCount, isDense: isDense)
    let numbers = neighbors.map { table.number(of: $0) }
    let met = table.nodes
    let order = met.indices.sorted { met[$0] < met[$1] }
    var place = [Int32](repeating: 0, count: met.count)
    for (index, number) in order.enumerated() { place[number] = Int32(index) }
    return (order.map { met[$0] }, numbers.map { place[Int($0)] })
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
    var ball = BallBuilder(nodeCount: part.nodeCount, isDense: isDense)
    for index in 0..<batchCount {
      let batch = index < batches.count ? Array(groups[batches[index]]) : []
      let search = try search(batch.map { $0[0] }, &ball)
      if !batch.isEmpty { try body(batch, search) }
    }
  }

  /// At most how many entries the rows within K − 1 steps of each node have, walks back and forth included.
  private func costs() throws -> [Int] {
    let all = try part.ranks.sum(rows.entryCount)
    var costs = (0..<rows.nodeCount).map { rows.count(of: $0) }
    guard hopCount > 1, let ghosts else { return costs }
    for _ in 1..<hopCount {
      let known = try ghosts.fetch(costs)
      for row in 0..<rows.nodeCount {
        var sum = rows.count(of: row)
        for place in rows.offsets[row]..<rows.offsets[row + 1] {
          sum = min(sum + known[Int(ghostOfEntry[place])], all)
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
  private func search(_ batch: [Int], _ ball: inout BallBuilder) throws -> RingSearch {
    let own = part.nodes
    ball.start(
      batch.map { (node: Int32(own.lowerBound + $0), bucket: buckets[$0]) })
    var frontier = 0..<batch.count
    for _ in 0..<hopCount {
      let nodes = Array(ball.table.nodes[frontier])
      let remote = nodes.filter { !own.contains(Int($0)) }.sorted()
      let ghosts = try GhostNodes(remote, part.partition, part.ranks)
      let lists = try ghosts.fetchLists(offsets: rows.offsets, rows.neighbors)
      let kinds = try ghosts.fetchEntries(offsets: rows.offsets, entryBuckets)
      for node in nodes {
        if own.contains(Int(node)) {
          let row = Int(node) - own.lowerBound
          let range = rows.offsets[row]..<rows.offsets[row + 1]
          ball.append(
            rows.neighbors.span.extracting(range), kinds: entryBuckets.span.extracting(range))
        } else {
          let place = remote.place(of: node)
          let range = lists.offsets[place]..<lists.offsets[place + 1]
          ball.append(lists.values.span.extracting(range), kinds: kinds.span.extracting(range))
        }
      }
      frontier = frontier.upperBound..<ball.table.nodes.count
    }
    return ball.search(batch.count, bucketCount: bucketCount, hopCount: hopCount)
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
