internal import Foundation
internal import Graphs

/// What edges and nodes say of a matching, in units of 2⁻¹⁶ nats: what chains of one problem share.
///
/// See `ga_evidence_chain` for the sum.
struct ChainEvidence: Sendable {
  static let unit = 65_536.0
  /// What a kept edge says, and what a missing one says, as a share of their likelihood ratios. Edges are not as
  /// independent as the ratios have it: triangles say the same thing twice.
  static let keptShare = 0.6
  static let missingShare = 0.3

  let source, target: Adjacency
  /// What saves searches; without it chains are the same.
  var filters: (source: NeighborFilter, target: NeighborFilter)?
  let sourceLogs, targetLogs: FrozenBuffer<Int32>
  let logRatio: Int32
  let labels: Labels?
  let sourceMissings, targetMissings: FrozenBuffer<Int32>
  let offsets: FrozenBuffer<Int64>
  let candidates, evidence: FrozenBuffer<Int32>
  let pairs: CandidatePairs

  /// The kinds of edges of both graphs.
  struct Labels: Sendable {
    let source, target: FrozenBuffer<UInt16>
    let logs: FrozenBuffer<Int32>
    let targetCount: Int
  }

  /// What is learned of kinds of edges: how much more often than others two of them correspond, and how many of each
  /// are kept.
  struct LabelShares {
    var ratios, source, target: [Float]
  }

  /// - Parameters:
  ///   - evidence: of each pair, what nodes say of it; nats.
  ///   - labels: kinds of edges; `nil` if all are alike.
  ///   - ratios: what is learned of them.
  init(
    _ pairs: CandidatePairs, evidence: [Double], source: Adjacency, target: Adjacency,
    retention: EdgeRetention, labels: EdgeLabelPair?, ratios: LabelShares?
  ) {
    (self.source, self.target, self.pairs) = (source, target, pairs)
    filters = (NeighborFilter(source), NeighborFilter(target))
    func roots(_ graph: Adjacency) -> [Int32] {
      (0..<graph.nodeCount).map {
        Self.units(-0.5 * Self.keptShare * log(Double(max(graph.count(of: $0), 1))))
      }
    }
    sourceLogs = FrozenBuffer(roots(source))
    targetLogs = FrozenBuffer(roots(target))
    let product =
      retention.ofRows * retention.ofColumns * Double(source.entryCount) * Double(target.entryCount)
    logRatio = Self.units(Self.keptShare * 0.5 * log(max(product, 1)))
    func missings(_ retention: Double, _ kinds: [Float]?) -> [Int32] {
      (kinds?.map { Double(EdgeRetention.clamped($0)) } ?? [retention])
        .map { Self.units(Self.missingShare * log(1 - $0)) }
    }
    sourceMissings = FrozenBuffer(missings(retention.ofRows, ratios?.source))
    targetMissings = FrozenBuffer(missings(retention.ofColumns, ratios?.target))
    self.labels = labels.flatMap { labels in
      ratios.map { ratios in
        Labels(
          source: FrozenBuffer(labels.source.labels), target: FrozenBuffer(labels.target.labels),
          logs: FrozenBuffer(rowCount: labels.source.count, width: labels.target.count) {
            let ratio = ratios.ratios[$0 * labels.target.count + $1]
            return Self.units(Self.keptShare * Double(log(ratio)))
          },
          targetCount: labels.target.count)
      }
    }
    offsets = FrozenBuffer(pairs.offsets.map { Int64($0) })
    candidates = FrozenBuffer(pairs.targets)
    self.evidence = FrozenBuffer(evidence.map { Self.units($0) })
  }

  private static func units(_ nats: Double) -> Int32 {
    Int32((min(max(nats, -10_000), 10_000) * unit).rounded())
  }
}
