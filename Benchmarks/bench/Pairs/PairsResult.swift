internal import Foundation

/// What `bench pairs` measured.
struct PairsResult: Codable {
  /// One aligner on one pair with one choice of evidence; arrays by seed.
  struct Row: Codable {
    var pair: String
    var settings: String
    var evidence: String
    /// What was spoiled, if anything.
    var control: String?
    /// The file of truth that counts, and how many source nodes it names.
    var truth: String
    var known: Int
    var hits1: [Double] = []
    var hits10: [Double] = []
    var meanReciprocalRank: [Double] = []
    /// Empty if similarities are no probabilities, or nothing is matched.
    var calibrationError: [Double] = []
    var userSeconds: [Double] = []
    /// The most that was resident during an alignment, the files as they were read among it.
    var peakMebibytes = 0.0
    /// Of a peer that cannot use all evidence: what it was given of it.
    var given: String?
    /// Why a peer gave no answer.
    var outcome: String?
    /// What a peer was set to.
    var peerSettings: String?
  }

  /// A pair that could not be read or aligned.
  struct Failure: Codable {
    var pair: String
    var reason: String
  }

  var setting: Setting
  /// Seeds 0 … n − 1 decide the numbers of nodes, and what is spoiled.
  var seeds: Int
  var rows: [Row] = []
  var failures: [Failure] = []
  var notes: [String] = []

  var markdown: String {
    let hasRemarks = rows.contains { !$0.remarks.isEmpty }
    var text =
      "Mean of \(seeds) renumbering\(seeds == 1 ? "" : "s"), ± deviation. \(setting.markdown)\n\n"
      + table(
        [
          "pair", "settings", "evidence", "control", "known", "Hits@1", "Hits@10", "MRR", "ECE",
          "user CPU s", "peak MiB",
        ] + (hasRemarks ? ["remarks"] : []),
        rows.map { row in
          [
            row.pair, row.settings, row.evidence, row.control ?? "", "\(row.known)",
            show(row.hits1), show(row.hits10), show(row.meanReciprocalRank),
            show(row.calibrationError),
            row.userSeconds.isEmpty
              ? "–" : String(format: "%.2f", meanAndDeviation(row.userSeconds).mean),
            row.peakMebibytes == 0 ? "–" : String(format: "%.0f", row.peakMebibytes),
          ] + (hasRemarks ? [row.remarks] : [])
        })
    if !notes.isEmpty { text += "\n\n" + notes.map { "Note: \($0)." }.joined(separator: "\n") }
    for failure in failures { text += "\n\nNot measured: \(failure.pair): \(failure.reason)" }
    return text
  }

  private func show(_ values: [Double]) -> String {
    guard !values.isEmpty else { return "–" }
    let (mean, deviation) = meanAndDeviation(values)
    return String(format: "%.3f", mean)
      + (values.count > 1 ? String(format: " ± %.3f", deviation) : "")
  }
}

extension PairsResult.Row {
  /// What is to be known of a peer's figures.
  fileprivate var remarks: String {
    [given.map { "given: \($0)" }, outcome].compactMap { $0 }.joined(separator: "; ")
  }
}
