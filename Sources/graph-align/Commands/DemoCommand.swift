internal import ArgumentParser
internal import CommandLineSupport
internal import Foundation
internal import GraphAlignment
internal import Graphs

struct DemoCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Align a generated graph with a noisy copy of itself and show the result.",
    discussion: """
      EXAMPLES
        graph-align demo
        graph-align demo --nodes 20000 --remove 0.01 --seed 7
      """)

  @Option(name: .long, help: ArgumentHelp("Nodes of the graph.", valueName: "n"))
  var nodes = 1000

  @Option(name: .long, help: ArgumentHelp("Share of edges the copy lacks.", valueName: "share"))
  var remove = 0.05

  @Option(name: .long, help: ArgumentHelp("Seed of graph and noise.", valueName: "n"))
  var seed: UInt64 = 1

  @OptionGroup(title: "Running") var running: RunOptions

  var inputs: [String?] { [] }
  var memory: MemoryOptions { running.memory }

  func validate() throws {
    guard (10...10_000_000).contains(nodes) else {
      throw ValidationError("--nodes must be in 10…10000000")
    }
    guard (0...1).contains(remove) else {
      throw ValidationError("--remove must be between 0 and 1")
    }
  }

  func run() throws {
    try requireGraphMemory(nodes: nodes, edges: 10 * Double(nodes), lowering: "--nodes")
    let graph = Graph.powerLawCluster(
      nodeCount: nodes, edgesPerNode: 5, triangleProbability: 0.5, seed: seed)
    let pair = try NoiseModel(kind: .oneWay, removedShare: remove).perturb(graph, seed: seed)
    try say(
      "A power-law cluster graph of \(graph.nodeCount) nodes and \(graph.edgeCount) edges, and a "
        + "renumbered copy with \(pair.target.edgeCount) of them.\n")
    var stages: [String] = []
    let alignment = try running.run {
      try RobustAligner().align(pair.source, to: pair.target) { progress in
        if progress.fractionCompleted == 1 { stages.append(describe(progress)) }
      }
    }
    for stage in stages { try say(stage) }
    try say("\nsource  best match  similarity  right?")
    for node in 0..<8 {
      guard let best = alignment.bestMatch(of: node) else { continue }
      let similarity = alignment.candidates(of: node)[0].similarity
      try say(
        String(format: "%6d  %10d  %10.4f", node, best, similarity)
          + (pair.truth[node] == best ? "  yes" : "  no, \(pair.truth[node])"))
    }
    let scores = alignment.scores(against: pair.truth)
    var report = ScoreReport()
    report.add(scores)
    report.add(alignment.structuralScores(source: pair.source, target: pair.target))
    try say("\n" + (try report.text(as: .text)))
  }
}
