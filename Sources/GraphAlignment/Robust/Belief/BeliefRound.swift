internal import Foundation
internal import Graphs
internal import Parallel

/// What is known of the candidate pairs of a round: one number for each pair and kind of evidence.
struct PairFeatures: Sendable {
  /// Edges, absences, start, attributes, priors.
  static let count = 5
  var columns: [[Float]]
  /// What is added whatever the weights: soft anchors.
  var offsets: [Float]

  /// What z owes to attributes, priors and soft anchors: what is known of nodes by themselves.
  func nodes(_ weights: [Double]) -> [Double] {
    offsets.indices.map { pair in
      (3..<Self.count).reduce(Double(offsets[pair])) {
        $0 + weights[$1] * Double(columns[$1][pair])
      }
    }
  }

  /// z.
  func evidence(_ weights: [Double]) -> [Double] {
    offsets.indices.map { pair in
      columns.indices.reduce(Double(offsets[pair])) {
        $0 + weights[$1] * Double(columns[$1][pair])
      }
    }
  }
}

/// What a round found.
struct BeliefRound: Sendable {
  let pairs: CandidatePairs
  let features: PairFeatures
  let matching: PartialMatching
  /// For each pair.
  let z: [Double]
}

/// Which nodes belong to an anchor that stands.
struct Pins: Sendable {
  private(set) var pairs: [MatchedPair]
  private(set) var isSource: [UInt8]
  private(set) var isTarget: [UInt8]

  init(_ pairs: [MatchedPair], _ sourceCount: Int, _ targetCount: Int) {
    self.pairs = pairs
    isSource = [UInt8](repeating: 0, count: sourceCount)
    isTarget = [UInt8](repeating: 0, count: targetCount)
    for pair in pairs {
      isSource[pair.source] = 1
      isTarget[pair.target] = 1
    }
  }

  /// How many nodes are left to match.
  var freeCounts: (source: Int, target: Int) {
    (isSource.count { $0 == 0 }, isTarget.count { $0 == 0 })
  }

  func allow(_ source: Int, _ target: Int) -> Bool {
    isSource[source] == 0 && isTarget[target] == 0
  }
}

extension CandidateRows {
  /// The beliefs that are among the `width` or so largest of both their row and their column, with anchors in place.
  init(
    _ pairs: CandidatePairs, _ beliefs: [Float], width: Int, floor: Float = 1e-5, pins: Pins
  ) {
    // The smaller graph's nodes keep as many more as there are more nodes to choose from.
    let (first, second) = (max(pairs.sourceCount, 1), max(pairs.targetCount, 1))
    let rowWidth = width * min(max((second + first / 2) / first, 1), 4)
    let columnWidth = width * min(max((first + second / 2) / second, 1), 4)
    // What is not above the floor is left out anyway, and mostly few are above.
    func limits(
      _ count: Int, _ width: Int, _ values: @Sendable (Int) -> [(id: Int32, value: Float)]
    ) -> [(id: Int32, value: Float)] {
      var limits = [(id: Int32, value: Float)](repeating: (.max, floor), count: count)
      limits.mutableSpan.forEachRow(rowCount: count, grain: 64) { node, own in
        let above = values(node)
        if above.count > width { own[0] = above.sorted(by: Self.precedes)[width - 1] }
      }
      return limits
    }
    let rowLimits = limits(pairs.sourceCount, rowWidth) { source in
      pairs.pairs(of: source).compactMap {
        beliefs[$0] > floor ? (pairs.targets[$0], beliefs[$0]) : nil
      }
    }
    let columnLimits = limits(pairs.targetCount, columnWidth) { target in
      (pairs.columnOffsets[target]..<pairs.columnOffsets[target + 1]).compactMap {
        let belief = beliefs[Int(pairs.order[$0])]
        return belief > floor ? (pairs.sources[$0], belief) : nil
      }
    }
    var anchors = [Int32](repeating: -1, count: pairs.sourceCount)
    for pin in pins.pairs { anchors[pin.source] = Int32(pin.target) }
    let pinned = anchors
    self.init(rowCount: pairs.sourceCount, columnCount: pairs.targetCount) { source in
      if pinned[source] >= 0 { return [(id: pinned[source], value: 1)] }
      return pairs.pairs(of: source).compactMap { pair -> (id: Int32, value: Float)? in
        let target = pairs.targets[pair]
        let entry = (id: target, value: beliefs[pair])
        let (row, column) = (rowLimits[source], columnLimits[Int(target)])
        guard entry.value > floor, !Self.precedes(row, entry),
          !Self.precedes(column, (id: Int32(source), value: entry.value))
        else { return nil }
        return entry
      }.sorted(by: Self.precedes)
    }
  }

  /// The same with the rows and columns of anchors cleared and anchors put in their place.
  func pinned(_ pins: Pins) -> CandidateRows {
    var lists = (0..<rowCount).map { row in
      places(of: row).compactMap { place -> (id: Int32, value: Float)? in
        pins.allow(row, Int(ids[place])) ? (ids[place], weights[place]) : nil
      }
    }
    for pin in pins.pairs { lists[pin.source] = [(Int32(pin.target), 1)] }
    return CandidateRows(lists, columnCount: columnCount)
  }
}
