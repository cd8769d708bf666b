internal import Foundation

extension PairsResult {
  /// What the picture calls an aligner.
  private static func title(_ settings: String) -> String {
    switch settings {
    case "authors", "paper", "default": "REGAL, \(settings)"
    default: settings
    }
  }

  /// A panel for each pair: Hits@1 by evidence. Faint marks are of spoiled evidence; an aligner that gave no answer has no mark.
  var figure: GnuplotFigure {
    let answered = rows.filter { !$0.hits1.isEmpty }
    let aligners = answered.map(\.settings).withoutRepetitions
    let pairs = answered.map(\.pair).withoutRepetitions
    return GnuplotFigure(
      panels: pairs.map { pair in
        let rows = answered.filter { $0.pair == pair }
        let evidence = rows.map(\.evidence).withoutRepetitions
        let present = aligners.filter { name in rows.contains { $0.settings == name } }
        func series(_ name: String, isSpoiled: Bool) -> GnuplotFigure.Series {
          // Side by side, since several are often equal.
          let shift = (Double(present.firstIndex(of: name)!) + 0.5) / Double(present.count) - 0.5
          return GnuplotFigure.Series(
            name: Self.title(name) + (isSpoiled ? ", evidence spoiled" : ""),
            points: rows.filter { $0.settings == name && ($0.control != nil) == isSpoiled }.map { row in
              let (mean, deviation) = meanAndDeviation(row.hits1)
              return .init(
                x: Double(evidence.firstIndex(of: row.evidence)!) + 0.7 * shift, y: mean,
                error: row.hits1.count > 1 ? deviation : nil)
            }, style: isSpoiled ? .faintMarks : .marks,
            colorOf: isSpoiled ? Self.title(name) : nil)
        }
        return GnuplotFigure.Panel(
          title: pair, xLabel: "evidence", yLabel: "Hits@1",
          series: present.flatMap { [series($0, isSpoiled: false), series($0, isSpoiled: true)] }
            .filter { !$0.points.isEmpty },
          yRange: 0...1, xRange: -0.5...Double(evidence.count) - 0.5,
          xNames: evidence.enumerated().map { (Double($0), $1) })
      }, columns: min(3, max(1, pairs.count)), panelSize: (width: 430, height: 360))
  }
}

extension Sequence where Element: Hashable {
  /// The elements in the order in which they first occur.
  fileprivate var withoutRepetitions: [Element] {
    var seen = Set<Element>()
    return filter { seen.insert($0).inserted }
  }
}
