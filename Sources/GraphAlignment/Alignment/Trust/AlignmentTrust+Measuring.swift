internal import Foundation
public import Graphs
internal import Parallel

extension AlignmentTrust {
  /// Measures an alignment.
  ///
  /// - Parameters:
  ///   - alignment: all candidates, as the aligner found them.
  ///   - source: the source graph; its attributes count if the target has the same.
  ///   - target: the target graph.
  ///   - evidence: what else the aligner knew.
  /// - Precondition: the graphs have as many nodes as the alignment.
  /// - Complexity: O(candidates + edges · log degree)
  public init(
    of alignment: Alignment, source: Graph, target: Graph,
    evidence: AlignmentEvidence = AlignmentEvidence()
  ) {
    precondition(
      source.nodeCount == alignment.sourceCount && target.nodeCount == alignment.targetCount,
      "graphs of \(source.nodeCount) and \(target.nodeCount) nodes are not those aligned, "
        + "\(alignment.sourceCount) and \(alignment.targetCount)")
    let matches = MutualMatches(alignment)
    var isAnchor = [Bool](repeating: false, count: source.nodeCount)
    for anchor in evidence.anchors where matches.targets[anchor.source] == anchor.target {
      isAnchor[anchor.source] = true
    }
    let anchorCount = isAnchor.count { $0 }
    let (first, second) = (source.undirected, target.undirected)
    let edges = matches.countEdges(first, second, isAnchor)
    let free = matches.pairs.filter { !isAnchor[$0.source] }
    let chance =
      (Double(edges.source) * Double(edges.target) * Self.density(first) * Self.density(second))
      .squareRoot()
    // What a match takes if all nodes are alike, but for anchors.
    let (n1, n2) = (source.nodeCount - anchorCount, target.nodeCount - anchorCount)
    let each = Self.logMatchings(n1, n2, free.count) / Double(max(free.count, 1))
    let alternatives = Alternatives(free, source, target, evidence)
    need = free.reduce(0) { $0 + min(each, max(log(2), alternatives.logCount(of: $1) ?? each)) }
    information = Self.information(Double(edges.kept), chance)
    (matchCount, freeCount, chanceEdgeCount) = (free.count, n1, chance)
    (keptEdgeCount, comparedEdgeCount) = (edges.kept, edges.source)
    edgeCount = first.entryCount / 2
    let sum = free.reduce(0.0) { sum, pair in
      sum + Double(min(max(alignment.candidates(of: pair.source)[0].similarity, 0), 1))
    }
    meanConfidence = sum / Double(max(min(n1, n2), 1))
    isIsomorphism =
      source.nodeCount == target.nodeCount && matches.pairs.count == source.nodeCount
      && anchorCount == 0 && edges.kept == edges.source && edges.kept == edges.target
    hasEvidence = !evidence.isEmpty || source.attributes != nil && target.attributes != nil
  }

  private static func density(_ edges: Adjacency) -> Double {
    let n = Double(edges.nodeCount)
    return n > 1 ? Double(edges.entryCount) / (n * (n - 1)) : 0
  }

  /// ln of the number of ways to match `s` of so many nodes.
  private static func logMatchings(_ first: Int, _ second: Int, _ s: Int) -> Double {
    func logFactorial(_ n: Int) -> Double {
      // Stirling's series, which needs no table and no lgamma that threads share.
      if n < 16 { return (1...max(n, 1)).reduce(0) { $0 + log(Double($1)) } }
      let n = Double(n)
      return n * log(n) - n + 0.5 * log(2 * .pi * n) + 1 / (12 * n)
    }
    return logFactorial(first) - logFactorial(first - s) + logFactorial(second)
      - logFactorial(second - s) - logFactorial(s)
  }
}

/// The best matches if each target is taken once, else those that prefer each other.
private struct MutualMatches {
  let targets: [Int?]
  let pairs: [MatchedPair]
  private let owners: [Int?]

  init(_ alignment: Alignment) {
    func owners(_ targets: [Int?]) -> [Int?]? {
      var owners = [Int?](repeating: nil, count: alignment.targetCount)
      for case (let source, let target?) in targets.enumerated() {
        guard owners[target] == nil else { return nil }
        owners[target] = source
      }
      return owners
    }
    let best = alignment.bestMatches
    if let found = owners(best) {
      (targets, self.owners) = (best, found)
    } else {
      targets = alignment.assigned(by: .mutual).bestMatches
      self.owners = owners(targets)!
    }
    pairs = targets.enumerated().compactMap { source, target in
      target.map { MatchedPair(source: source, target: $0, weight: 1) }
    }
  }

  /// Edges between matched nodes of either graph, and those that both have; not those between anchors.
  func countEdges(
    _ first: Adjacency, _ second: Adjacency, _ isAnchor: [Bool]
  ) -> (source: Int, target: Int, kept: Int) {
    var counts = (source: 0, target: 0, kept: 0)
    for (i, w) in zip(targets.indices, targets) {
      guard let w else { continue }
      for entry in first.offsets[i]..<first.offsets[i + 1] {
        let j = Int(first.neighbors[entry])
        guard j > i, !(isAnchor[i] && isAnchor[j]), let v = targets[j] else { continue }
        counts.source += 1
        if second.contains(w, v) { counts.kept += 1 }
      }
      for entry in second.offsets[w]..<second.offsets[w + 1] {
        let v = Int(second.neighbors[entry])
        guard v > w, let j = owners[v], !(isAnchor[i] && isAnchor[j]) else { continue }
        counts.target += 1
      }
    }
    return counts
  }
}

/// How many targets are as likely as a match by what is known beside edges.
private struct Alternatives {
  private var listCounts: [[Int: Int]] = []
  private var byAttributes: Double?

  init(
    _ pairs: [MatchedPair], _ source: Graph, _ target: Graph, _ evidence: AlignmentEvidence
  ) {
    var matched: [Int: Int] = [:]
    for pair in pairs { matched[pair.source] = pair.target }
    for prior in evidence.priors {
      var (counts, isListed): ([Int: Int], Set<Int>) = ([:], [])
      for entry in prior.entries {
        counts[entry.source, default: 0] += 1
        if matched[entry.source] == entry.target { isListed.insert(entry.source) }
      }
      listCounts.append(counts.filter { isListed.contains($0.key) })
    }
    if let codes = try? AttributeCodes(source.attributes, target.attributes) {
      byAttributes = Self.meanLogCount(codes, pairs, target.nodeCount)
    }
  }

  /// ln of the number; `nil` if nothing is known.
  func logCount(of pair: MatchedPair) -> Double? {
    (listCounts.compactMap { $0[pair.source] }.map { log(Double($0)) }
      + [byAttributes].compactMap { $0 })
      .min()
  }

  /// The mean over some pairs of ln of how many targets are as likely by their attributes, by a sample of targets.
  private static func meanLogCount(
    _ codes: AttributeCodes, _ pairs: [MatchedPair], _ targetCount: Int
  ) -> Double? {
    guard !pairs.isEmpty, targetCount > 1 else { return nil }
    let evidence = AttributeEvidence(codes, learnedFrom: pairs)
    guard evidence.isInformative else { return nil }
    var (sum, count) = (0.0, 0)
    for index in stride(from: 0, to: pairs.count, by: max(1, pairs.count / 300)) {
      let pair = pairs[index]
      var random = SeededGenerator(seed: pair.symmetricKey)
      let own = evidence.score(pair.source, pair.target)
      let alike = (0..<400).count { _ in
        evidence.score(pair.source, random.index(below: targetCount)) >= own
      }
      sum += log(max(1, Double(alike) / 400 * Double(targetCount)))
      count += 1
    }
    return sum / Double(count)
  }
}
