internal import Graphs
internal import Parallel

/// Both graphs from afar: communities as disks, as large as they have nodes.
struct CommunityMap: Sendable {
  struct Disk: Sendable {
    var x = 0.0
    var y = 0.0
    /// Source and target nodes in it, and source edges within it, all and kept.
    var sourceCount = 0
    var targetCount = 0
    var edgeCount = 0
    var keptCount = 0
    /// As it is called; `nil` for the rest, which is no community.
    var name: String?

    func radius(_ count: Int) -> Double { Double(count).squareRoot() }
    var radius: Double { radius(max(sourceCount, targetCount, 1)) }
  }

  /// Edges between two disks.
  struct Link: Sendable {
    let a, b: Int
    var sourceCount = 0
    var targetCount = 0
  }

  private(set) var disks: [Disk]
  private(set) var links: [Link] = []
  /// The disk of each joint node.
  let diskOf: [Int]

  private static let diskCount = 40

  init(_ facts: ReportFacts) {
    let joint = facts.joint
    let named = min(facts.sourceCommunities.sizes.prefix(Self.diskCount).count { $0 > 2 }, Self.diskCount)
    var diskOf = [Int](repeating: named, count: joint.nodeCount)
    for node in 0..<joint.sourceCount { diskOf[node] = min(facts.sourceCommunities.of[node], named) }
    // A target node without a source node belongs where most of its neighbors do.
    for node in joint.sourceCount..<joint.nodeCount {
      var votes: [Int: Int] = [:]
      let target = joint.target(at: node)!
      for entry in facts.targetEdges.offsets[target]..<facts.targetEdges.offsets[target + 1] {
        let place = Int(joint.places[Int(facts.targetEdges.neighbors[entry])])
        if place < joint.sourceCount { votes[diskOf[place], default: 0] += 1 }
      }
      if let best = votes.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) { diskOf[node] = best.key }
    }
    disks = (0...named).map { Disk(name: $0 < named ? "\($0 + 1)" : nil) }
    for node in 0..<joint.nodeCount {
      if joint.source(at: node) != nil { disks[diskOf[node]].sourceCount += 1 }
      if joint.target(at: node) != nil { disks[diskOf[node]].targetCount += 1 }
    }
    self.diskOf = diskOf
    countEdges(facts)
    place()
  }

  private mutating func countEdges(_ facts: ReportFacts) {
    var counts: [Int: Link] = [:]
    let n = disks.count
    for node in 0..<facts.sourceEdges.nodeCount {
      for entry in facts.sourceEdges.offsets[node]..<facts.sourceEdges.offsets[node + 1] {
        let other = Int(facts.sourceEdges.neighbors[entry])
        guard other > node else { continue }
        let (a, b) = (diskOf[node], diskOf[other])
        if a != b {
          counts[min(a, b) * n + max(a, b), default: Link(a: min(a, b), b: max(a, b))].sourceCount += 1
        } else {
          disks[a].edgeCount += 1
          if let m = facts.matches[node], let o = facts.matches[other], facts.targetEdges.contains(m, o) {
            disks[a].keptCount += 1
          }
        }
      }
    }
    for node in 0..<facts.targetEdges.nodeCount {
      for entry in facts.targetEdges.offsets[node]..<facts.targetEdges.offsets[node + 1] {
        let other = Int(facts.targetEdges.neighbors[entry])
        guard other > node else { continue }
        let (a, b) = (diskOf[Int(facts.joint.places[node])], diskOf[Int(facts.joint.places[other])])
        if a != b {
          counts[min(a, b) * n + max(a, b), default: Link(a: min(a, b), b: max(a, b))].targetCount += 1
        }
      }
    }
    links = counts.keys.sorted().map { counts[$0]! }
  }

  /// Disks that many edges join come near each other, and none lies on another.
  private mutating func place() {
    let largest = disks.map(\.radius).max() ?? 1
    // A spiral to begin with, the largest in the middle.
    let order = disks.indices.sorted { (-disks[$0].radius, $0) < (-disks[$1].radius, $1) }
    for (rank, disk) in order.enumerated() {
      let (direction, distance) = (goldenTurn(rank), 2.2 * largest * Double(rank).squareRoot())
      (disks[disk].x, disks[disk].y) = (direction.x * distance, direction.y * distance)
    }
    let most = Double(links.map { $0.sourceCount + $0.targetCount }.max() ?? 1)
    for _ in 0..<400 {
      var moves = [SIMD2<Double>](repeating: .zero, count: disks.count)
      for link in links {
        let (a, b) = (disks[link.a], disks[link.b])
        let weight = (Double(link.sourceCount + link.targetCount) / most).squareRoot()
        let pull = SIMD2(b.x - a.x, b.y - a.y) * (0.02 * weight)
        moves[link.a] += pull
        moves[link.b] -= pull
      }
      for disk in disks.indices {
        moves[disk] -= SIMD2(disks[disk].x, disks[disk].y) * 0.01
        disks[disk].x += moves[disk].x
        disks[disk].y += moves[disk].y
      }
      for _ in 0..<4 { separate() }
    }
  }

  private mutating func separate() {
    for a in disks.indices {
      for b in disks.indices where b > a {
        let wanted = (disks[a].radius + disks[b].radius) * 1.06 + 1
        var away = SIMD2(disks[b].x - disks[a].x, disks[b].y - disks[a].y)
        var distance = (away * away).sum().squareRoot()
        if distance < 1e-6 { (away, distance) = (SIMD2(1, 0), 1) }
        guard distance < wanted else { continue }
        let push = away * ((wanted - distance) / distance / 2)
        disks[a].x -= push.x
        disks[a].y -= push.y
        disks[b].x += push.x
        disks[b].y += push.y
      }
    }
  }
}

/// The direction of the petal of a sunflower: each is turned by the golden angle from the one before.
func goldenTurn(_ rank: Int) -> (x: Double, y: Double) {
  // cos and sin of 2π(2 − φ), by whose powers no library's sine is needed.
  let (c, s) = (-0.737_368_878_078_319_6, 0.675_490_294_261_523_9)
  var (result, base, power) = ((x: 1.0, y: 0.0), (x: c, y: s), rank)
  while power > 0 {
    if power & 1 == 1 {
      result = (result.x * base.x - result.y * base.y, result.x * base.y + result.y * base.x)
    }
    base = (base.x * base.x - base.y * base.y, 2 * base.x * base.y)
    power >>= 1
  }
  return result
}
