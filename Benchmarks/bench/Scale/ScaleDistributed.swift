internal import ArgumentParser
internal import DistributedAlignment
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import Parallel

/// One process of a measurement by several, started by mpirun.
struct DistributedMeasurement: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scale-rank", abstract: "A process of scale --distributed, as JSON.",
    shouldDisplay: false)

  @Option var source: String
  @Option var target: String
  @Option var output: String

  /// What is measured.
  struct Result: Codable {
    var stages: [StageLog.Entry]
    var embeddingWidth: Int
    var signatureWidth: Int
  }

  func run() throws {
    let ranks = try Ranks.join()
    let log = StageLog(ranks)
    try Parallelism.withThreadCount(1) {
      let graphs = try log.measure("reading") {
        try [source, target].map { path in
          try GraphPart.read(at: path, options: .init(), ranks) { path in
            let read = try Graph.read(at: path)
            return (read.graph, read.notes.summary)
          }.part
        }
      }
      let aligner = DistributedREGAL(REGAL(), ranks, StageKeeper(nil, log: log))
      let result = try aligner.align(graphs[0], to: graphs[1])
      try log.measure("writing") {
        try AlignmentParts(result.rows, graphs[0], graphs[1], notes: [])
          .write(to: output, format: .tsv, listsUnmatched: false, hasHeader: false)
      }
      if ranks.isFirst {
        let result = Result(
          stages: log.entries, embeddingWidth: result.embeddingWidth,
          signatureWidth: result.signatureWidth)
        print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
      }
    }
    try ranks.leave()
  }
}

extension ScaleBenchmark {
  struct DistributedResult: Codable {
    struct Row: Codable {
      var family: GraphFamily
      var nodes, edges, ranks: Int
      var measured: [StageLog.Entry]
      var predicted: [CostModel.Stage]
    }
    var setting: Setting
    var rows: [Row]
  }

  /// Aligns with several numbers of processes; results must be the same bytes.
  func measureDistributed() throws {
    guard Ranks.isBuilt else {
      throw ValidationError("--distributed needs a build with MPI: --traits MPI")
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "scale-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appending(path: name).path }
    var rows: [DistributedResult.Row] = []
    for family in try chosenFamilies {
      let graph = family.graph(nodeCount: distribution.nodes, seed: timing.seed)
      let pair = try NoiseModel(kind: .oneWay, removedShare: 0.05).perturb(graph, seed: timing.seed)
      try pair.source.write(to: path("source"))
      try pair.target.write(to: path("target"))
      var first: Data?
      for count in try distribution.counts {
        note("\(family.rawValue), \(distribution.nodes) nodes, \(count) processes …")
        let result = try runRanks(
          count, ["--source", path("source"), "--target", path("target"), "--output", path("out")])
        let written = try Data(contentsOf: folder.appending(path: "out"))
        guard first == nil || first == written else {
          throw WrongAnswer(description: "\(count) processes give another result")
        }
        first = written
        let model = distribution.prediction(
          ranks: count, edges: pair.source.edgeCount, embeddingWidth: result.embeddingWidth,
          signatureWidth: result.signatureWidth, sample: pair.source)
        rows.append(
          .init(
            family: family, nodes: pair.source.nodeCount, edges: pair.source.edgeCount, ranks: count,
            measured: result.stages, predicted: model.stages))
      }
    }
    try common.show(Self.describe(rows))
    try common.save(
      DistributedResult(setting: .current(threads: 1, seed: timing.seed), rows: rows))
  }

  private func runRanks(_ count: Int, _ arguments: [String]) throws -> DistributedMeasurement.Result {
    let process = Process()
    let output = Pipe()
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["mpirun", "-np", "\(count)", own, "scale-rank"] + arguments
    // More processes than cores, and as root in containers.
    process.environment = ProcessInfo.processInfo.environment.merging([
      "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
      "OMPI_MCA_rmaps_base_oversubscribe": "1", "OMPI_MCA_mpi_yield_when_idle": "1",
      "OMPI_MCA_btl_vader_single_copy_mechanism": "none", "OPENBLAS_NUM_THREADS": "1",
    ]) { own, _ in own }
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw WrongAnswer(description: "mpirun with \(count) processes failed")
    }
    return try JSONDecoder().decode(DistributedMeasurement.Result.self, from: data)
  }

  private static func describe(_ rows: [DistributedResult.Row]) -> String {
    func number(_ format: String, _ value: Double?) -> String {
      value.map { String(format: format, $0) } ?? "–"
    }
    return "What processes of one thread each needed, and what the model says (in parentheses).\n\n"
      + table(
        [
          "family", "nodes", "processes", "stage", "MB sent by all", "MiB of a process",
          "seconds of processor", "seconds",
        ],
        rows.flatMap { row in
          row.measured.map { entry in
            let stage = row.predicted.first { $0.name == entry.stage }
            return [
              row.family.rawValue, "\(row.nodes)", "\(row.ranks)", entry.stage,
              number("%.1f", Double(entry.bytes) / 1e6)
                + " (\(number("%.1f", stage.map { $0.bytes / 1e6 })))",
              number("%.0f", Double(entry.peakBytes) / 0x1p20)
                + " (\(number("%.0f", stage.map { $0.memory / 0x1p20 })))",
              number("%.2f", entry.processorSeconds) + " (\(number("%.2f", stage?.seconds)))",
              number("%.2f", entry.seconds),
            ]
          }
        })
  }
}
