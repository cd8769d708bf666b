internal import GraphAlignment

extension ReportFacts {
  /// How many matches are how sure; right, wrong and unknown ones apart where the truth is known.
  var histogram: Chart {
    var chart = Chart(
      title: areProbabilities ? "Confidence of matches" : "Similarity of matches", xLabel: measure,
      yLabel: "matches")
    let binCount = 20
    let values = order.map { Double(confidences[$0]) }
    var (low, high) = (0.0, 1.0)
    if !areProbabilities {
      (low, high) = (values.min() ?? 0, values.max() ?? 1)
      if !(high > low) { (low, high) = (low - 0.5, low + 0.5) }
    }
    let width = (high - low) / Double(binCount)
    chart.xRange = low...high
    chart.slots = (0..<binCount).map { low + width * Double($0)...low + width * Double($0 + 1) }
    var kinds: [(name: String, look: Int, parts: Set<Correctness>)] = [
      ("right", 0, [.right]), ("wrong", 1, [.wrong]), ("truth unknown", 6, [.unknown, .missed]),
    ]
    if report.truth == nil { kinds = [("matches", 0, [.unknown])] }
    for kind in kinds {
      var heights = [Double](repeating: 0, count: binCount)
      for (node, value) in zip(order, values) where kind.parts.contains(correctness[node]) {
        heights[min(binCount - 1, max(0, Int((value - low) / width)))] += 1
      }
      if kinds.count == 1 || heights.contains(where: { $0 > 0 }) {
        chart.bars.append(.init(name: kind.name, look: kind.look, heights: heights))
      }
    }
    return chart
  }

  /// The share of right matches by confidence; `nil` without truth, or where similarities are no probabilities.
  var calibration: Chart? {
    guard areProbabilities, let bins = scores?.calibration, bins.contains(where: { $0.matchCount > 0 })
    else { return nil }
    var chart = Chart(title: "Calibration", xLabel: "mean confidence", yLabel: "share of right matches")
    (chart.xRange, chart.yRange) = (0...1, 0...1)
    chart.series = [
      .init(
        name: "honest", look: 7, style: .dashedLine, points: [.init(x: 0, y: 0), .init(x: 1, y: 1)]),
      .init(
        name: "matches, by tenths of confidence", look: 0,
        points: bins.filter { $0.matchCount > 0 }.map { bin in
          let error = (bin.accuracy * (1 - bin.accuracy) / Double(bin.matchCount)).squareRoot()
          return .init(x: bin.confidence, y: bin.accuracy, error: error)
        }),
    ]
    return chart
  }
}
