internal import CommandLineSupport
internal import Foundation
internal import RelationExtraction

/// Scores of one or two models, over one or more files each.
struct ComparisonReport: Encodable {
  struct Difference: Encodable {
    var f1: Double
    var interval: ClosedRange<Double>?
    /// How likely the first would seem so much better if it were not.
    var pValue: Double?
    var firstOnly, secondOnly: Int
    var mcnemar: Double
  }

  typealias Predictions = (file: String, relations: [Int])

  let runs, against: [ScoreFigures]
  let differences: [Difference]
  let f1, f1Against: MeanAndDeviation?
  let tTest: PairedTTest?

  /// - Parameter others: predictions of another model, as many, or none.
  init(_ comparison: Comparison, _ own: [Predictions], against others: [Predictions], perRelation: Bool) {
    func figures(_ predictions: Predictions) -> ScoreFigures {
      comparison.figures(predictions.file, predictions.relations, perRelation: perRelation)
    }
    (runs, against) = (own.map(figures), others.map(figures))
    (f1, f1Against) = (MeanAndDeviation(runs.map(\.f1)), MeanAndDeviation(against.map(\.f1)))
    let pairs = zip(zip(own, others), zip(runs, against))
    differences = pairs.map { predictions, figures in
      let (first, second) = (predictions.0.relations, predictions.1.relations)
      let draws = comparison.bootstrap(first, second)
      let test = McNemarTest(gold: comparison.gold, first: first, second: second)
      return Difference(
        f1: figures.0.f1 - figures.1.f1, interval: draws?.interval(), pValue: draws?.pValue,
        firstOnly: test.firstOnly, secondOnly: test.secondOnly, mcnemar: test.pValue)
    }
    tTest = against.isEmpty ? nil : PairedTTest(runs.map(\.f1), against.map(\.f1))
  }

  var text: String {
    let columns = runs + against
    var table = TextTable()
    func add(_ name: String, _ value: (ScoreFigures) -> String) { table.add([name] + columns.map(value)) }
    func percent(_ share: Double) -> String { String(format: "%.2f", 100 * share) }
    add("") { ($0.file as NSString).lastPathComponent }
    add("accuracy, %") { percent($0.accuracy) }
    add("precision") { percent($0.precision) }
    add("recall") { percent($0.recall) }
    add("micro-F1") { percent($0.f1) }
    if columns.contains(where: { $0.interval != nil }) {
      add("  95 % of draws") { figures in
        figures.interval.map { "\(percent($0.lowerBound))–\(percent($0.upperBound))" } ?? "–"
      }
    }
    add("macro-F1") { percent($0.macroF1) }
    add("correct/predicted/gold") { "\($0.correct)/\($0.predicted)/\($0.gold)" }
    add("false alarms/misses/mix-ups") { "\($0.falseAlarms)/\($0.misses)/\($0.mixUps)" }
    add("samples") { "\($0.samples)" }
    var lines = [table.text]
    for (name, values) in [("\(runs.count) runs", f1), ("\(against.count) runs against", f1Against)] {
      guard let values else { continue }
      let text = String(format: "%.2f ± %.2f", 100 * values.mean, 100 * values.deviation)
      lines.append("micro-F1 over \(name): \(text)")
    }
    for (i, difference) in differences.enumerated() {
      let names = [runs[i], against[i]].map { ($0.file as NSString).lastPathComponent }
      var line = "\(names[0]) less \(names[1]): " + String(format: "%+.2f", 100 * difference.f1)
      if let interval = difference.interval, let pValue = difference.pValue {
        line += String(
          format: " (95 %% of draws %+.2f … %+.2f, p = %.4g)", 100 * interval.lowerBound,
          100 * interval.upperBound, pValue)
      }
      line +=
        "; McNemar: \(difference.firstOnly) to \(difference.secondOnly) samples, p = "
        + String(format: "%.4g", difference.mcnemar)
      lines.append(line)
    }
    if let tTest {
      lines.append(
        String(
          format: "paired t-test: %+.2f, t = %.3f with %ld degrees of freedom, p = %.4g "
            + "one-tailed, %.4g two-tailed", 100 * tTest.meanDifference, tTest.t, tTest.degreesOfFreedom,
          tTest.oneTailed, tTest.twoTailed))
    } else if against.count > 1 {
      lines.append("paired t-test: none, for all differences are equal")
    }
    for figures in columns {
      guard let relations = figures.relations else { continue }
      var table = TextTable()
      table.add((figures.file as NSString).lastPathComponent, "P", "R", "F1", "correct", "predicted", "gold")
      for relation in relations {
        table.add(
          relation.name, percent(relation.precision), percent(relation.recall), percent(relation.f1),
          "\(relation.correct)", "\(relation.predicted)", "\(relation.gold)")
      }
      lines += ["", table.text]
    }
    return lines.joined(separator: "\n")
  }
}
