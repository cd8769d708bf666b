internal import ArgumentParser
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import NearestNeighbors
internal import Parallel

/// One size of ``ScaleBenchmark``, in a process of its own so that memory is its own.
struct ScaleMeasurement: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scale-once", abstract: "One size of scale, as JSON.", shouldDisplay: false)

  @Option var family: GraphFamily
  @Option var nodes: Int
  @Option var pipeline: Pipeline
  /// Whether the process ends when its standard input does, however the one that started it ended.
  @Flag var endsWithInput = false
  @OptionGroup var timing: TimingOptions
  @OptionGroup var common: CommonOptions

  struct Row: Codable {
    var family: GraphFamily
    var pipeline: Pipeline
    var nodes: Int
    var edges: Int
    /// Of the stages, medians.
    var seconds: [String: Double]
    var samples: [Double]
    /// Resident once the graphs are there, and at most during the alignment.
    var graphMebibytes: Double
    var peakMebibytes: Double
    var hits1: Double
    /// Work: entries of adjacency lists looked at for each node of the source; and, for each distinct node
    /// that is looked for, coordinates compared and distances computed, if a tree searches.
    var visits: Double
    var coordinates: Double?
    var distances: Double?
    var total: Double { median(samples) }
  }

  /// No further run begins after this many seconds.
  private static let patience = 20.0

  func run() throws {
    if endsWithInput {
      Thread.detachNewThread {
        _ = FileHandle.standardInput.readDataToEndOfFile()
        Foundation.exit(1)
      }
    }
    let pair = try makePair()
    restartPeak()
    let before = recentPeak() ?? peakMemory()
    let alignment = try align(pair) { _ in }
    let peak = recentPeak() ?? peakMemory()
    let cost = try check(alignment, pair)
    var (stages, samples): ([String: [Double]], [Double]) = ([:], [])
    while samples.isEmpty || samples.count < timing.runs && samples.reduce(0, +) < Self.patience {
      samples.append(
        try seconds {
          _ = try align(pair) { progress in
            guard progress.fractionCompleted == 1 else { return }
            stages[progress.stage.rawValue, default: []].append(progress.duration.seconds)
          }
        })
    }
    let row = Row(
      family: family, pipeline: pipeline, nodes: pair.source.nodeCount,
      edges: pair.source.edgeCount, seconds: stages.mapValues(median), samples: samples,
      graphMebibytes: before, peakMebibytes: peak,
      hits1: alignment.scores(against: pair.truth).hits(at: 1),
      visits: Double(pair.source.twoHopVisits) / Double(max(1, pair.source.nodeCount)),
      coordinates: cost?.coordinates, distances: cost?.distances)
    print(String(decoding: try JSONEncoder().encode(row), as: UTF8.self))
  }

  private func makePair() throws -> PerturbedPair {
    try NoiseModel(kind: .oneWay, removedShare: 0.05)
      .perturb(family.graph(nodeCount: nodes, seed: timing.seed), seed: timing.seed)
  }

  private var regal: REGAL {
    var regal = pipeline == .authors ? REGAL.authorsCode : REGAL()
    if pipeline == .signature { regal.space = .signature }
    regal.seed = timing.seed
    return regal
  }

  private func align(
    _ pair: PerturbedPair, _ progress: (AlignmentProgress) -> Void
  ) throws -> Alignment {
    try Parallelism.withThreadCount(common.threads) {
      if pipeline == .robust {
        return try RobustAligner().align(pair.source, to: pair.target, progress: progress)
      }
      return try regal.align(pair.source, to: pair.target, progress: progress)
    }
  }

  /// Forty nodes are searched again, one target after the other; refinement, which has no such twin, is done
  /// again by one thread if the graphs are small.
  ///
  /// - Returns: what the search costs.
  private func check(
    _ alignment: Alignment, _ pair: PerturbedPair
  ) throws -> (coordinates: Double, distances: Double)? {
    guard pipeline != .robust else {
      guard pair.source.nodeCount <= 10_000 else { return nil }
      let again = try Parallelism.withThreadCount(1) {
        try RobustAligner().align(pair.source, to: pair.target)
      }
      guard again == alignment else {
        throw WrongAnswer(description: "the number of threads changes the result")
      }
      return nil
    }
    let graphs = [pair.source, pair.target]
    let (queries, points): (Matrix, Matrix)
    var underflowed: Set<Int> = []
    if pipeline == .signature {
      let signatures = try Signatures(of: graphs, options: regal.signatures)
      (queries, points) = (signatures.rows(ofGraph: 0), signatures.rows(ofGraph: 1))
    } else {
      let embedding = try regal.embed(graphs)
      (queries, points) = (embedding.rows(ofGraph: 0), embedding.rows(ofGraph: 1))
      // These, such as hubs far larger than all landmarks, were matched by signature.
      underflowed = Set(embedding.underflowedNodes)
    }
    let step = max(1, pair.source.nodeCount / 40)
    let nodes = stride(from: 0, to: pair.source.nodeCount, by: step)
      .filter { !underflowed.contains($0) }
    let expected = BruteForceIndex(points)
      .nearest(toRowsOf: queries.selectingRows(nodes), count: regal.candidateCount)
    for (place, node) in nodes.enumerated() {
      let found = alignment.candidates(of: node)
      for rank in 0..<expected.count where found[rank].target != expected[place][rank].index {
        throw WrongAnswer(description: "the candidates of node \(node) are not the nearest")
      }
    }
    return KDTree(points).cost(toRowsOf: queries, count: regal.candidateCount)
  }
}
