internal import GraphAlignment
internal import Graphs

/// What all parts of the page are made from, computed once.
struct ReportFacts: Sendable {
  /// What is known of a match.
  enum Correctness: Int, Sendable {
    case unknown, right, wrong, missed
  }

  let report: AlignmentReport
  /// The target of each source node.
  let matches: [Int?]
  /// The similarity of each match; 0 where there is none.
  let confidences: [Float]
  /// The surest source of each target node.
  let owners: [Int?]
  /// How many source nodes have a target.
  let claims: [Int32]
  /// Matched source nodes, the surest first.
  let order: [Int]
  let sourceEdges, targetEdges: Adjacency
  /// How many neighbors of each source node are matched with neighbors of its target.
  let keptCounts: [Int32]
  let joint: JointGraph
  let sourceCommunities, targetCommunities: Communities
  let trust: AlignmentTrust
  let structure: StructuralScores
  let scores: AlignmentScores?
  let areProbabilities: Bool
  let correctness: [Correctness]
  /// Whether a source node is an anchor.
  let anchors: [Int: Int]

  init(_ report: AlignmentReport) {
    let (source, target) = (report.source, report.target)
    self.report = report
    (sourceEdges, targetEdges) = (source.undirected, target.undirected)
    let matches = report.matches.bestMatches
    let confidences = matches.indices.map { report.matches.candidates(of: $0).first?.similarity ?? 0 }
    order = matches.indices.filter { matches[$0] != nil }
      .sorted { (-confidences[$0], $0) < (-confidences[$1], $1) }
    var owners = [Int?](repeating: nil, count: target.nodeCount)
    var claims = [Int32](repeating: 0, count: target.nodeCount)
    for node in order {
      let target = matches[node]!
      if owners[target] == nil { owners[target] = node }
      claims[target] += 1
    }
    (self.matches, self.confidences, self.owners, self.claims) = (matches, confidences, owners, claims)
    keptCounts = Self.keptCounts(matches, sourceEdges, targetEdges)
    joint = JointGraph(matches, order: order, targetCount: target.nodeCount)
    sourceCommunities = Communities(of: sourceEdges)
    targetCommunities = Communities(of: targetEdges)
    trust = AlignmentTrust(
      of: report.candidates, source: source, target: target, evidence: report.evidence)
    structure = report.matches.structuralScores(source: source, target: target)
    scores = report.truth.map { report.matches.scores(against: $0) }
    areProbabilities =
      report.areProbabilities
      ?? (confidences.allSatisfy { (0...1).contains($0) }
        && (trust.isIsomorphism || order.contains { confidences[$0] < 1 }))
    correctness = Self.correctness(matches, report.truth)
    var anchors: [Int: Int] = [:]
    for anchor in report.evidence.anchors { anchors[anchor.source] = anchor.target }
    self.anchors = anchors
  }

  /// How many source nodes have a match.
  var matchCount: Int { order.count }
  /// Source nodes without a match.
  var unmatchedSources: [Int] { matches.indices.filter { matches[$0] == nil } }
  /// Target nodes that no source node is matched with.
  var unmatchedTargets: [Int] { owners.indices.filter { owners[$0] == nil } }
  /// What similarities are called.
  var measure: String { areProbabilities ? "confidence" : "similarity" }

  /// The name of a source node.
  func sourceName(_ node: Int) -> String { report.source.identifiers[node] }
  /// The name of a target node.
  func targetName(_ node: Int) -> String { report.target.identifiers[node] }

  /// The mean similarity of the matches.
  var meanConfidence: Double {
    order.isEmpty ? 0 : order.reduce(0) { $0 + Double(confidences[$1]) } / Double(order.count)
  }

  private static func keptCounts(
    _ matches: [Int?], _ source: Adjacency, _ target: Adjacency
  ) -> [Int32] {
    matches.indices.map { node in
      guard let match = matches[node] else { return 0 }
      var count: Int32 = 0
      for entry in source.offsets[node]..<source.offsets[node + 1] {
        if let other = matches[Int(source.neighbors[entry])], target.contains(match, other) { count += 1 }
      }
      return count
    }
  }

  private static func correctness(_ matches: [Int?], _ truth: NodePairs.Known?) -> [Correctness] {
    guard let truth else { return matches.map { _ in .unknown } }
    return matches.enumerated().map { node, match in
      let isKnown = !truth.targets[node].isEmpty || truth.lost.contains(node)
      guard let match else {
        return isKnown ? .missed : truth.unmatched.contains(node) ? .right : .unknown
      }
      if isKnown { return truth.targets[node].contains(match) ? .right : .wrong }
      return truth.unmatched.contains(node) ? .wrong : .unknown
    }
  }
}
