internal import Foundation
internal import Graphs

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
    func thresholds(_ count: Int, _ width: Int, _ values: (Int) -> [(id: Int32, value: Float)])
      -> [(
        id: Int32, value: Float
      )]
    {
      (0..<count).map { node in
        let sorted = values(node).sorted(by: Self.precedes)
        return sorted.count > width ? sorted[width - 1] : (.max, floor)
      }
    }
    let rowLimits = thresholds(pairs.sourceCount, rowWidth) { source in
      pairs.pairs(of: source).map { (pairs.targets[$0], beliefs[$0]) }
    }
    let columnLimits = thresholds(pairs.targetCount, columnWidth) { target in
      (pairs.columnOffsets[target]..<pairs.columnOffsets[target + 1]).map {
        (pairs.sources[$0], beliefs[Int(pairs.order[$0])])
      }
    }
    var lists = (0..<pairs.sourceCount).map { source in
      pairs.pairs(of: source).compactMap { pair -> (id: Int32, value: Float)? in
        let target = pairs.targets[pair]
        let entry = (id: target, value: beliefs[pair])
        let (row, column) = (rowLimits[source], columnLimits[Int(target)])
        guard entry.value > floor, !Self.precedes(row, entry),
          !Self.precedes(column, (id: Int32(source), value: entry.value))
        else { return nil }
        return entry
      }
    }
    for pin in pins.pairs { lists[pin.source] = [(Int32(pin.target), 1)] }
    self.init(lists, columnCount: pairs.targetCount)
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
