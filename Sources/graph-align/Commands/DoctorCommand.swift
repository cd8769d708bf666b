internal import ArgumentParser
internal import CommandLineSupport
internal import Foundation
internal import GraphAlignment
internal import Graphs

struct DoctorCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell what this tool runs on, and whether it works.",
    discussion: """
      Prints versions, the BLAS in use, the processor, threads and memory, and aligns a
      small generated pair of which the answer is known. Exit code 1 if that goes
      wrong. What it prints helps whoever reads a report of a fault.

      EXAMPLES
        graph-align doctor
        graph-align doctor --format json
      """)

  @Option(name: .long, help: "Format of the description: text or json.")
  var format = ScoreReport.Format.text

  @OptionGroup(title: "Running") var running: RunOptions

  var inputs: [String?] { [] }
  var memory: MemoryOptions { running.memory }

  func run() throws {
    let (facts, share) = try running.run {
      (MachineFacts.current(version: GraphAlign.configuration.version), try selfTest())
    }
    let works = share > 0.9
    let verdict = String(
      format: "%@: %.1f %% of a small pair's nodes are found", works ? "passed" : "FAILED", 100 * share)
    try say(try text(facts + [("self-test", verdict)]))
    guard works else { throw ExitCode(1) }
  }

  private func text(_ facts: [(name: String, value: String)]) throws -> String {
    switch format {
    case .text:
      return facts.map { $0.name.padding(toLength: 14, withPad: " ", startingAt: 0) + $0.value }
        .joined(separator: "\n")
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let pairs = Dictionary(uniqueKeysWithValues: facts.map { ($0.name, $0.value) })
      return String(decoding: try encoder.encode(pairs), as: UTF8.self)
    }
  }

  /// The share of nodes of a generated graph that are found in a renumbered copy without a few edges.
  private func selfTest() throws -> Double {
    let graph = Graph.powerLawCluster(
      nodeCount: 300, edgesPerNode: 5, triangleProbability: 0.5, seed: 1)
    let pair = try NoiseModel(kind: .oneWay, removedShare: 0.02).perturb(graph, seed: 1)
    return try RobustAligner().align(pair.source, to: pair.target).scores(against: pair.truth)
      .hits(at: 1)
  }
}
