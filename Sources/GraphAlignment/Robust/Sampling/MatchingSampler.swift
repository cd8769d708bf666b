public import Graphs
public import Options
public import Parallel

/// Walks through one-to-one matchings, and asks how often each pair was matched.
///
/// Under noise many matchings explain two graphs equally well, and the one found is only one of them. The best
/// guess for a node is not what the best matching gives it, but what most good matchings give it. Matchings are
/// drawn with a probability proportional to exp(β · edges kept) by several walks from one start. Each step
/// draws a node i, one of its neighbors u, and a target near the match of u; i takes that target and gives its
/// own to whoever had it. A step that loses ℓ edges is taken with probability exp(−β·ℓ).
///
///     P[i, x] = the share of steps during which i had x
///     S′ = (P + w·S) / (1 + w)
///
/// where S are the similarities before, which know better where the matching as a whole is wrong. So S′ is
/// also an estimate of how likely a match is.
///
/// This is Metropolis' algorithm (Hastings, Biometrika 1970, doi:10.1093/biomet/57.1.97), but for proposals
/// that are a little easier one way than the other. On small graphs there is time for ``Tempering``.
///
/// - Complexity: O(walks · sweeps · n · d̄ · log d̄), but no more than ``proposalLimit`` steps; O(walks · n)
///   memory
public struct MatchingSampler: Sendable, Equatable, Codable {
  /// The number of walks. Each is computed by one thread.
  public var walkCount = 4

  /// Proposed swaps of each walk, as a multiple of the number of source nodes.
  public var sweepCount = 500

  /// β, how steeply the probability of a matching grows with the edges it keeps.
  public var steepness = 3.0

  /// The share of these after which recording begins.
  public var burnInShare = 0.2

  /// At most so many proposals in all walks together; graphs that get less than ten sweeps are left as
  /// they are, for so short a walk would only say where it started.
  public var proposalLimit = 4_000_000

  /// w, the weight of the similarities that sampling started from.
  public var priorWeight = 0.1

  /// The seed of the walks.
  public var seed: UInt64 = 1

  /// How walks of different steepness help each other, on graphs small enough; `nil` for never.
  public var tempering: Tempering? = Tempering()

  public init() {}

  /// Throws if an option cannot be used.
  public func validate() throws(OptionError) {
    for (name, value, range) in [
      ("walkCount", walkCount, 1...1000), ("sweepCount", sweepCount, 1...1_000_000),
      ("proposalLimit", proposalLimit, 0...Int.max / 2),
    ] where !range.contains(value) {
      throw OptionError(
        name: name, value: "\(value)",
        reason: "must be in \(range.lowerBound)…\(range.upperBound)")
    }
    guard burnInShare >= 0, burnInShare < 1 else {
      throw OptionError(name: "burnInShare", value: "\(burnInShare)", reason: "must be in 0 ..< 1")
    }
    guard steepness > 0, steepness.isFinite else {
      throw OptionError(
        name: "steepness", value: "\(steepness)", reason: "must be finite and above 0")
    }
    guard priorWeight >= 0, priorWeight.isFinite else {
      throw OptionError(
        name: "priorWeight", value: "\(priorWeight)", reason: "must be finite and at least 0")
    }
    try tempering?.validate()
  }

  /// Says how likely the matches of an alignment are, and others near them.
  ///
  /// Walks start from the one-to-one matching that taking pairs from the most similar on gives.
  ///
  /// - Returns: candidates with S′ as their similarity. It is a probability as far as the walks have seen
  ///   enough, and as far as matchings that differ in many nodes at once are out of the question.
  /// - Throws: ``Options/OptionError`` for an option that cannot be used, `CancellationError` if the task is
  ///   cancelled.
  /// - Precondition: the alignment is of these graphs.
  public func sample(
    _ alignment: Alignment, source: Graph, target: Graph, anchors: AnchorLinks = .none
  ) throws -> Alignment {
    precondition(
      alignment.sourceCount == source.nodeCount && alignment.targetCount == target.nodeCount,
      "an alignment of \(alignment.sourceCount) and \(alignment.targetCount) nodes is not one of "
        + "graphs of \(source.nodeCount) and \(target.nodeCount)")
    try validate()
    let lists = (0..<alignment.sourceCount).map { node in
      let row = alignment.candidates(of: node)
      return row.indices.map { row[$0] }
    }
    return Alignment(
      source, target, try blend(lists, source.undirected, target.undirected, anchors))
  }

  /// Blends how often pairs are matched into their similarities.
  ///
  /// - Parameters:
  ///   - lists: for each source node its candidates, best first.
  ///   - anchors: hard anchors keep their match.
  /// - Returns: candidates of source nodes, best first, equal ones by smaller target.
  func blend(
    _ lists: [[Candidate]], _ source: Adjacency, _ target: Adjacency, _ anchors: AnchorLinks
  ) throws -> [[Candidate]] {
    guard source.nodeCount > 0, target.nodeCount > 0, let plan = plan(source.nodeCount) else {
      return lists
    }
    try Task.checkCancellation()
    let start = stableMatching(lists, targetCount: target.nodeCount)
    let isFixed = anchors.strength == .hard ? anchors.pairs.map(\.source) : []
    var seeds = SeededGenerator(seed: seed)
    let walks = plan.ladder.map { _ in
      SwapWalk(source, target, start: start, fixed: isFixed, random: seeds.next() | 1)
    }
    let total = Float(try plan.run(walks, &seeds))
    let weight = Float(priorWeight)
    return lists.indices.map { i in
      var times: [Int: Int] = [:]
      for walk in walks {
        for (target, time) in walk.visits(of: i) { times[target, default: 0] += time }
      }
      // Whole numbers until here, so that no share exceeds 1.
      var shares = times.mapValues { Float($0) / total }
      var list = lists[i].map { candidate in
        let share = shares.removeValue(forKey: candidate.target) ?? 0
        return Candidate(
          target: candidate.target,
          similarity: (share + weight * candidate.similarity) / (1 + weight))
      }
      list += shares.map { Candidate(target: $0.key, similarity: $0.value / (1 + weight)) }
      list.sort {
        $0.similarity != $1.similarity ? $0.similarity > $1.similarity : $0.target < $1.target
      }
      return list
    }
  }
}
