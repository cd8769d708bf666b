internal import Foundation
internal import Graphs

extension BeliefFuser {
  /// What is known of each candidate pair.
  func features(
    _ pairs: CandidatePairs, _ ahead: EdgeComparison.Beliefs, _ back: EdgeComparison.Beliefs
  ) -> PairFeatures {
    let mine = forward.evidence(ahead, offsets: pairs.offsets, columns: pairs.targets)
    let theirs = backward.evidence(back, offsets: pairs.columnOffsets, columns: pairs.sources)
    var edges = mine
    for place in theirs.indices {
      let pair = Int(pairs.order[place])
      edges[pair] = 0.5 * (mine[pair] + theirs[place])
    }
    let (first, second) = (forward.absences(ahead), backward.absences(back))
    let (attributes, priors, start) = (attributes, priors, start)
    let absences = pairs.map { i, pair in
      Float(first[i] + second[Int(pairs.targets[pair])])
    }
    let starts = pairs.map { i, pair in
      let place = start.places(of: i).first { start.ids[$0] == pairs.targets[pair] }
      return place.map { Float(log(1 + 1000 * Double(max(start.weights[$0], 0)))) } ?? 0
    }
    let likeness = pairs.map { i, pair in
      attributes?.score(i, Int(pairs.targets[pair])) ?? 0
    }
    let listed = pairs.map { i, pair in
      priors.reduce(0) { $0 + $1.score(i, Int(pairs.targets[pair])) }
    }
    var offsets = [Float](repeating: 0, count: pairs.count)
    let logOdds = logOdds(pins.freeCounts)
    for anchor in evidence.anchors where anchor.confidence < 1 {
      guard let pair = pairs.index(anchor.source, anchor.target) else { continue }
      offsets[pair] += Float(log(anchor.confidence / (1 - anchor.confidence)) - logOdds)
    }
    return PairFeatures(columns: [edges, absences, starts, likeness, listed], offsets: offsets)
  }

  /// Makes hidden anchors likely, seen from both their nodes.
  mutating func learnWeights(_ pairs: CandidatePairs, _ features: PairFeatures) {
    var examples: [ConditionalWeights.Example] = []
    let kinds = features.columns.count
    func example(_ candidates: [Int], _ right: Int, _ price: (Int) -> Double) {
      var values: [Float] = []
      for pair in candidates {
        for kind in 0..<kinds { values.append(features.columns[kind][pair]) }
      }
      examples.append(
        .init(
          features: values,
          offsets: candidates.map { features.offsets[$0] + Float(max(price($0), -60)) },
          right: right, weight: 0.5))
    }
    let step = max(1, hidden.count / 500)
    for index in stride(from: 0, to: hidden.count, by: step) {
      let (i, w) = (hidden[index].source, hidden[index].target)
      guard let pair = pairs.index(i, w) else { continue }
      let row = pairs.pairs(of: i)
      example(Array(row), pair - row.lowerBound) { prices.target[Int(pairs.targets[$0])] }
      let places = pairs.columnOffsets[w]..<pairs.columnOffsets[w + 1]
      let column = places.map { Int(pairs.order[$0]) }
      let owner = Dictionary(
        uniqueKeysWithValues: places.map { (Int(pairs.order[$0]), Int(pairs.sources[$0])) })
      example(column, column.firstIndex(of: pair)!) { prices.source[owner[$0]!] }
    }
    // Edges are held near what is expected of them: in early rounds too little is known for them to seem worth much,
    // and rounds that dare little find little. How sure the result is comes last.
    let expectations: [ConditionalWeights.Expectation] = [
      .init(value: options.edgeWeight, penalty: 50),
      .init(value: options.absenceWeight, penalty: 50),
      .init(value: options.startWeight, penalty: 1),
      .init(value: 1, penalty: 2), .init(value: 1, penalty: 2),
    ]
    weights = ConditionalWeights.fit(examples, expectations).weights
  }

  func result(_ round: BeliefRound, _ chances: [Float]) -> FusedBelief {
    let (pairs, z) = (round.pairs, round.z)
    var lists = (0..<source.nodeCount).map { i in
      pairs.pairs(of: i).sorted {
        let (a, b) = (chances[$0], chances[$1])
        return a != b ? a > b : z[$0] != z[$1] ? z[$0] > z[$1] : $0 < $1
      }.prefix(2 * options.width).map {
        (id: pairs.targets[$0], value: confidence(chances[$0]))
      }
    }
    var alone = (0..<source.nodeCount).map { i in
      max(0, 1 - pairs.pairs(of: i).reduce(0.0) { $0 + Double(chances[$1]) })
    }
    for pin in pins.pairs {
      lists[pin.source] = [(Int32(pin.target), 1)]
      alone[pin.source] = 0
    }
    var rows = CandidateRows(columnCount: target.nodeCount)
    for list in lists { rows.append(list) }
    return FusedBelief(rows: rows, alone: alone, notes: notes)
  }
}
