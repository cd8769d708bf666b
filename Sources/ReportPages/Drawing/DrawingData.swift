internal import Foundation
internal import Graphs

/// What the script needs to draw both graphs, as JSON.
struct DrawingData: Sendable {
  /// Beyond, communities and a sample are drawn.
  static let nodeLimit = 3_000
  static let edgeLimit = 24_000
  /// How many joint nodes such a sample has, and how many edges of each kind.
  static let sampleCount = 1_400
  static let sampledEdges = 6_000

  /// Joint nodes that are drawn.
  let nodes: [Int]
  /// Where, from 0 to 1000.
  private let x, y: [Int]
  private let map: CommunityMap?
  /// Disks in the same measure.
  private let scale: (offset: SIMD2<Double>, factor: Double)
  /// Who placed the nodes.
  let author: String

  /// Whether every node is drawn.
  var isWhole: Bool { map == nil }
  /// How many disks there are that are communities.
  var communityCount: Int { map?.disks.count { $0.name != nil } ?? 0 }

  init(_ facts: ReportFacts) {
    let joint = facts.joint
    let edgeCount = (facts.sourceEdges.entryCount + facts.targetEdges.entryCount) / 2
    if joint.nodeCount <= Self.nodeLimit, edgeCount <= Self.edgeLimit {
      nodes = Array(0..<joint.nodeCount)
      map = nil
      let graph = joint.edges(facts.sourceEdges, facts.targetEdges)
      // Graphviz unfolds the whole, forces then use the room.
      let start =
        facts.report.layout == .automatic
        ? GraphvizLayout.positions(of: graph, seed: facts.report.seed, within: 10) : nil
      let places = ForceLayout(of: graph.outgoing, seed: facts.report.seed, start: start)
      author = start == nil ? "forces between nodes" : "Graphviz’s sfdp and forces between nodes"
      scale = Self.scale(places.x, places.y)
      (x, y) = Self.rounded(places.x, places.y, scale)
    } else {
      let map = CommunityMap(facts)
      let nodes = Self.sample(facts, map)
      self.nodes = nodes
      author = "community"
      let disks = map.disks.filter { $0.sourceCount + $0.targetCount > 0 }
      scale = Self.scale(
        disks.flatMap { [$0.x - $0.radius, $0.x + $0.radius] },
        disks.flatMap { [$0.y - $0.radius, $0.y + $0.radius] })
      // Nodes with many neighbors in the middle of their disk.
      var members = [[Int]](repeating: [], count: map.disks.count)
      for (place, node) in nodes.enumerated() { members[map.diskOf[node]].append(place) }
      var (xs, ys) = ([Double](repeating: 0, count: nodes.count), [Double](repeating: 0, count: nodes.count))
      for (index, disk) in map.disks.enumerated() {
        let sorted = members[index].sorted {
          let (a, b) = (nodes[$0], nodes[$1])
          return (-Self.degree(a, facts), a) < (-Self.degree(b, facts), b)
        }
        for (rank, place) in sorted.enumerated() {
          let turn = goldenTurn(rank)
          let distance = 0.93 * disk.radius * ((Double(rank) + 0.5) / Double(sorted.count)).squareRoot()
          (xs[place], ys[place]) = (disk.x + turn.x * distance, disk.y + turn.y * distance)
        }
      }
      (x, y) = Self.rounded(xs, ys, scale)
      self.map = map
    }
  }

  private static func degree(_ node: Int, _ facts: ReportFacts) -> Int {
    max(
      facts.joint.source(at: node).map { facts.sourceEdges.count(of: $0) } ?? 0,
      facts.joint.target(at: node).map { facts.targetEdges.count(of: $0) } ?? 0)
  }

  /// Of each disk as large a share: half of it with most neighbors, half spread evenly over the others.
  private static func sample(_ facts: ReportFacts, _ map: CommunityMap) -> [Int] {
    var members = [[Int]](repeating: [], count: map.disks.count)
    for node in 0..<facts.joint.nodeCount { members[map.diskOf[node]].append(node) }
    var chosen: [Int] = []
    for nodes in members where !nodes.isEmpty {
      let share = Double(nodes.count) / Double(facts.joint.nodeCount)
      let count = min(nodes.count, max(1, Int(share * Double(sampleCount))))
      let sorted = nodes.sorted { (-degree($0, facts), $0) < (-degree($1, facts), $1) }
      chosen += sorted.prefix((count + 1) / 2)
      let rest = sorted.dropFirst((count + 1) / 2)
      let wanted = count / 2
      for i in 0..<wanted { chosen.append(rest[rest.startIndex + i * rest.count / wanted]) }
    }
    return chosen.sorted()
  }

  private static func scale(
    _ x: [Double], _ y: [Double]
  ) -> (offset: SIMD2<Double>, factor: Double) {
    let (lowX, highX, lowY, highY) = (x.min() ?? 0, x.max() ?? 0, y.min() ?? 0, y.max() ?? 0)
    let size = max(highX - lowX, highY - lowY, 1e-9)
    // In the middle of the square.
    let offset = SIMD2(lowX - (size - highX + lowX) / 2, lowY - (size - highY + lowY) / 2)
    return (offset, 1_000 / size)
  }

  private static func rounded(
    _ x: [Double], _ y: [Double], _ scale: (offset: SIMD2<Double>, factor: Double)
  ) -> (x: [Int], y: [Int]) {
    (
      x.map { Int((($0 - scale.offset.x) * scale.factor).rounded()) },
      y.map { Int((($0 - scale.offset.y) * scale.factor).rounded()) }
    )
  }
}

extension DrawingData {
  func json(_ facts: ReportFacts) -> String {
    let joint = facts.joint
    var place = [Int32](repeating: -1, count: joint.nodeCount)
    for (index, node) in nodes.enumerated() { place[node] = Int32(index) }
    func list(_ numbers: [Int]) -> String { "[" + numbers.map(String.init).joined(separator: ",") + "]" }
    func names(_ name: (Int) -> String?) -> String {
      "[" + nodes.map { name($0).map { scriptString(shortened($0, to: 60)) } ?? "null" }.joined(separator: ",") + "]"
    }
    let sources = nodes.map { joint.source(at: $0) }
    let targets = nodes.map { joint.target(at: $0) }
    let edges = self.edges(facts, place)
    var fields = [
      "\"whole\":\(isWhole)", "\"x\":\(list(x))", "\"y\":\(list(y))", "\"s\":\(list(sources.map { $0 ?? -1 }))",
      "\"t\":\(list(targets.map { $0 ?? -1 }))",
      "\"m\":\(list(sources.map { $0.flatMap { facts.matches[$0] }.map { Int(place[Int(joint.places[$0])]) } ?? -1 }))",
      "\"c\":\(list(sources.map { $0.map { Int((1000 * facts.confidences[$0]).rounded()) } ?? 0 }))",
      "\"ok\":\(list(sources.map { $0.map { facts.correctness[$0].rawValue } ?? 0 }))",
      "\"k\":\(list(nodes.map { community($0, facts) }))",
      "\"d1\":\(list(sources.map { $0.map { facts.sourceEdges.count(of: $0) } ?? 0 }))",
      "\"d2\":\(list(targets.map { $0.map { facts.targetEdges.count(of: $0) } ?? 0 }))",
      "\"sn\":\(names { joint.source(at: $0).map { facts.sourceName($0) } })",
      "\"tn\":\(names { joint.target(at: $0).map { facts.targetName($0) } })",
      "\"lk\":\(list(edges.sourceKept))", "\"ll\":\(list(edges.sourceLost))", "\"rk\":\(list(edges.targetKept))",
      "\"rx\":\(list(edges.targetOnly))",
    ]
    if let map { fields += disks(map, nodes.map { map.diskOf[$0] }, list) }
    return "{" + fields.joined(separator: ",\n") + "}"
  }

  private func community(_ node: Int, _ facts: ReportFacts) -> Int {
    facts.joint.source(at: node).map { facts.sourceCommunities.of[$0] } ?? -1
  }

  private func disks(_ map: CommunityMap, _ diskOf: [Int], _ list: ([Int]) -> String) -> [String] {
    let disks = map.disks.map { disk in
      let (dx, dy) = (disk.x - scale.offset.x, disk.y - scale.offset.y)
      let places = [dx, dy, disk.radius(disk.sourceCount), disk.radius(disk.targetCount)]
        .map { Int(($0 * scale.factor).rounded()) }
      let counts = [disk.sourceCount, disk.targetCount, disk.edgeCount, disk.keptCount, disk.name == nil ? 0 : 1]
      return list(places + counts)
    }
    let links = map.links.map { list([$0.a, $0.b, $0.sourceCount, $0.targetCount]) }
    return [
      "\"disks\":[\(disks.joined(separator: ","))]", "\"links\":[\(links.joined(separator: ","))]",
      "\"o\":\(list(diskOf))",
    ]
  }

  /// Edges between drawn nodes, as pairs of places one after the other.
  private func edges(
    _ facts: ReportFacts, _ place: [Int32]
  ) -> (sourceKept: [Int], sourceLost: [Int], targetKept: [Int], targetOnly: [Int]) {
    var (kept, lost, targetKept, targetOnly): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
    for node in 0..<facts.sourceEdges.nodeCount where place[node] >= 0 {
      for entry in facts.sourceEdges.offsets[node]..<facts.sourceEdges.offsets[node + 1] {
        let other = Int(facts.sourceEdges.neighbors[entry])
        guard other > node, place[other] >= 0 else { continue }
        let pair = [Int(place[node]), Int(place[other])]
        if let m = facts.matches[node], let o = facts.matches[other], facts.targetEdges.contains(m, o) {
          kept += pair
        } else {
          lost += pair
        }
      }
    }
    for node in 0..<facts.targetEdges.nodeCount {
      let own = Int(place[Int(facts.joint.places[node])])
      guard own >= 0 else { continue }
      for entry in facts.targetEdges.offsets[node]..<facts.targetEdges.offsets[node + 1] {
        let next = Int(facts.targetEdges.neighbors[entry])
        let other = Int(place[Int(facts.joint.places[next])])
        guard next > node, other >= 0 else { continue }
        if let a = facts.owners[node], let b = facts.owners[next], facts.sourceEdges.contains(a, b) {
          targetKept += [own, other]
        } else {
          targetOnly += [own, other]
        }
      }
    }
    return (thinned(kept), thinned(lost), thinned(targetKept), thinned(targetOnly))
  }

  /// So many pairs that a sample can show, evenly spread.
  private func thinned(_ pairs: [Int]) -> [Int] {
    let count = pairs.count / 2
    guard !isWhole, count > Self.sampledEdges else { return pairs }
    return (0..<Self.sampledEdges).flatMap { i -> [Int] in
      let pair = i * count / Self.sampledEdges
      return [pairs[2 * pair], pairs[2 * pair + 1]]
    }
  }
}
