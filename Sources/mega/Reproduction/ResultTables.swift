#if Torch
  internal import CommandLineSupport
  internal import Foundation
  internal import MEGAModel
  internal import RelationExtraction

  /// Our figures beside those of the paper, in percent.
  enum ResultTables {
    /// Accuracy, precision, recall, F1 of the paper, by row; `nil` where it says nothing.
    private static let published: [String: [Double?]] = [
      "glove-cnn": [70.32, 57.81, 46.25, 51.39], "pcnn": [72.67, 62.85, 49.69, 55.49],
      "mtb": [72.73, 64.46, 57.81, 60.96], "bert+sg": [74.09, 62.95, 62.65, 62.80],
      "bert+sg+att": [74.59, 60.97, 66.56, 63.64], "mega": [76.15, 64.51, 68.44, 66.41],
      "mega-top5": [nil, 64.13, 64.53, 64.33], "mega-top10": [nil, 62.65, 64.89, 63.75],
    ]

    /// Recall of six relations in the paper: MEGA, MTB.
    private static let categories: [(name: String, relation: String, mega: Double, mtb: Double)] = [
      ("Peer", "/per/per/peer", 76.28, 63.46), ("Member_of", "/per/org/member_of", 70.90, 63.63),
      ("Contain", "/loc/loc/contain", 91.91, 88.89), ("Present_in", "/per/misc/present_in", 74.32, 51.35),
      ("Locate_at", "/org/loc/locate_at", 45.65, 41.30),
      ("Place_of_residence", "/per/loc/place_of_residence", 37.93, 31.03),
    ]

    static func counted(_ count: Int, _ name: String) -> String { "\(count) \(name)\(count == 1 ? "" : "s")" }

    private static func percent(_ share: Double?) -> String {
      share.map { String(format: "%.2f", $0) } ?? "–"
    }

    private static func text(_ values: [Double]) -> String {
      let own = values.map { 100 * $0 }
      guard let all = MeanAndDeviation(own) else { return percent(own.first) }
      return String(format: "%.2f ± %.2f", all.mean, all.deviation)
    }

    /// All models over all relations. Differences are from the first row.
    static func overall(_ results: ReproductionResults, _ table: ReproductionPlan.Table) -> String {
      let first = results.rows.first { $0.name == (table == .table4 ? "mega" : "mtb") }?.name
      var rows = TextTable()
      rows.add(
        "", "Acc.", "Prec.", "Recall", "F1", "paper's F1", "F1 − \(first ?? "")", "t-test p", "McNemar p")
      for row in results.rows {
        let scores = results.scores(of: row.name)
        let published = Self.published[row.name] ?? [nil, nil, nil, nil]
        var cells = [
          row.name, text(scores.map(\.accuracy)), text(scores.map(\.micro.precision)),
          text(scores.map(\.micro.recall)), text(scores.map(\.micro.f1)), percent(published[3]),
        ]
        if let first, row.name != first {
          let own = scores.map(\.micro.f1)
          let theirs = results.scores(of: first).map(\.micro.f1)
          let difference = zip(own, theirs).reduce(0) { $0 + $1.0 - $1.1 } / Double(max(own.count, 1))
          cells.append(String(format: "%+.2f", 100 * difference))
          cells.append(
            results.tTest(row.name, against: first).map { String(format: "%.4f", $0.oneTailed) } ?? "–")
          cells.append(
            results.mcNemar(row.name, against: first).map { String(format: "%.4f", $0.pValue) } ?? "–")
        }
        rows.add(cells)
      }
      let count = results.rows.first.map { results.scores(of: $0.name).count } ?? 0
      return rows.text
        + "\n\nMeans ± deviations over \(counted(count, "seed")), \(results.samples.count) test samples, percent. t-test: paired by "
        + "seed, one-tailed,\nwhether the row is better than \(first ?? "the first"); McNemar: first seeds, two-tailed."
    }

    /// Recall of six relations. The paper calls it accuracy.
    static func categories(_ results: ReproductionResults) -> String {
      var rows = TextTable()
      rows.add("relation", "count", "mega", "mtb", "paper's MEGA", "paper's MTB")
      for own in categories {
        guard let relation = results.vocabulary.identifier(of: own.relation) else { continue }
        func recall(_ row: String) -> String {
          text(results.scores(of: row).map { $0.counts(of: relation).recall })
        }
        rows.add(
          own.name, "\(results.gold.count { $0 == relation })", recall("mega"), recall("mtb"),
          percent(own.mega), percent(own.mtb))
      }
      return rows.text
        + "\n\nRecall in percent, which the paper calls accuracy; means ± deviations over seeds."
    }
  }
#endif
