internal import ArgumentParser
internal import DistributedAlignment
internal import Foundation
internal import GraphAlignment
internal import Graphs

/// What `scale` predicts of several processes, or measures with them.
struct DistributionArguments: ParsableArguments {
  @Flag(
    name: .long,
    help: "Only predict what an alignment costs on several processes: bytes, memory of each, time.")
  var model = false

  @Flag(
    name: .long,
    help: "Measure alignments by several processes, started with mpirun, beside the prediction.")
  var distributed = false

  @Option(name: .long, help: ArgumentHelp("Numbers of processes.", valueName: "numbers"))
  var ranks = "1,2,4"

  @Option(
    name: .long,
    help: ArgumentHelp("Nodes of each graph, for --model and --distributed.", valueName: "n"))
  var nodes = 200_000

  @Option(
    name: .long, help: ArgumentHelp("Edges of each graph (five a node).", valueName: "m"))
  var edges: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("What a process can send, in megabits a second.", valueName: "Mbit/s"))
  var bandwidth = 10_000.0

  @Option(
    name: .long,
    help: ArgumentHelp("Threads of each process (--model; measured are single ones).", valueName: "n"))
  var threadsEach = 1

  func validate() throws {
    guard !(model && distributed) else {
      throw ValidationError("--model only predicts, --distributed measures as well")
    }
    guard nodes >= 1000, bandwidth > 0, threadsEach > 0 else {
      throw ValidationError("--nodes must be at least 1000, --bandwidth and --threads-each above 0")
    }
    _ = try counts
  }

  /// The numbers of processes.
  var counts: [Int] {
    get throws {
      try ranks.split(separator: ",").map { word in
        guard let count = Int(word), (1...100_000).contains(count) else {
          throw ValidationError("--ranks: “\(word)” is no number of processes")
        }
        return count
      }
    }
  }

  /// What an alignment of two graphs of a family costs.
  ///
  /// - Parameters:
  ///   - embeddingWidth: the columns of the embedding, if known; else as many as landmarks.
  ///   - sample: a graph of the family, of which degrees are taken.
  func prediction(
    ranks: Int, edges: Int, embeddingWidth: Int? = nil, signatureWidth: Int? = nil, sample: Graph
  ) -> CostModel {
    let degrees = (0..<sample.nodeCount).map { sample.outgoing.count(of: $0) }
    let landmarks = REGAL().landmarks.count(of: 2 * nodes)
    // Buckets of base 2 up to the largest degree, which grows as the root of the number of nodes.
    let largest = Double(degrees.max() ?? 1) * (Double(nodes) / Double(sample.nodeCount)).squareRoot()
    var model = CostModel(
      nodes: nodes, edges: edges, ranks: ranks, landmarks: landmarks,
      embeddingWidth: embeddingWidth ?? landmarks,
      signatureWidth: signatureWidth ?? Int(log2(max(largest, 2))) + 1, degrees: degrees)
    model.bandwidth = bandwidth * 1e6 / 8
    model.threads = Double(threadsEach)
    return model
  }
}

extension ScaleBenchmark {
  /// Predicts, without aligning anything.
  func predict() throws {
    if try chosenPipelines == [.robust] { return try predictRobust() }
    let family = try chosenFamilies[0]
    let sample = family.graph(nodeCount: min(distribution.nodes, 100_000), seed: timing.seed)
    let edges = distribution.edges ?? 5 * distribution.nodes
    var rows: [[String]] = []
    for count in try distribution.counts {
      let model = distribution.prediction(ranks: count, edges: edges, sample: sample)
      for stage in model.stages {
        rows.append(["\(count)", stage.name] + Self.cells(stage))
      }
      rows.append(
        [
          "\(count)", "all",
        ]
          + Self.cells(
            .init(
              name: "all", bytes: model.stages.reduce(0) { $0 + $1.bytes }, memory: model.memory,
              seconds: model.stages.reduce(0) { $0 + $1.seconds })))
    }
    try common.show(
      "REGAL on two \(family.rawValue) graphs of \(distribution.nodes) nodes and \(edges) edges, "
        + "\(Int(distribution.bandwidth)) Mbit/s, \(distribution.threadsEach) threads a process: a prediction.\n\n"
        + table(["processes", "stage", "MB sent by all", "MiB of a process", "seconds"], rows))
  }

  /// The same of the robust aligner: bytes and memory.
  private func predictRobust() throws {
    let family = try chosenFamilies[0]
    let sample = family.graph(nodeCount: min(distribution.nodes, 100_000), seed: timing.seed)
    let edges = distribution.edges ?? 5 * distribution.nodes
    let options = RobustSignatureOptions()
    // The largest degree grows as the root of the number of nodes.
    let growth = (Double(distribution.nodes) / Double(sample.nodeCount)).squareRoot()
    let degrees = (0..<sample.nodeCount).map { Double(sample.outgoing.count(of: $0)) * growth }
    let work = CostModel.RobustWork(
      hopCounts: options.hopCounts([sample.outgoing]),
      bucketCount: DegreeBuckets(base: options.bucketBase, degrees: [degrees]).count)
    var rows: [[String]] = []
    for count in try distribution.counts {
      let model = distribution.prediction(ranks: count, edges: edges, sample: sample)
      for (name, bytes) in model.robustBytes(work) {
        rows.append(["\(count)", name, String(format: "%.1f", bytes / 1e6), "", ""])
      }
      let memory = model.robustMemory(work)
      let bytes = model.robustBytes(work).reduce(0) { $0 + $1.bytes }
      rows.append(
        ["\(count)", "all", String(format: "%.1f", bytes / 1e6)]
          + [memory.first, memory.other].map { String(format: "%.0f", $0 / 0x1p20) })
    }
    try common.show(
      "The robust aligner on two \(family.rawValue) graphs of \(distribution.nodes) nodes and \(edges) edges, "
        + "\(Int(work.roundCount)) rounds of refinement: a prediction.\n\n"
        + table(
          ["processes", "work", "MB sent by all", "MiB of the first", "MiB of another"], rows))
  }

  static func cells(_ stage: CostModel.Stage) -> [String] {
    [
      String(format: "%.1f", stage.bytes / 1e6), String(format: "%.0f", stage.memory / 0x1p20),
      String(format: "%.2f", stage.seconds),
    ]
  }
}
