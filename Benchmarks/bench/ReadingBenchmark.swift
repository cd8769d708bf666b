internal import ArgumentParser
internal import Foundation
internal import Graphs
internal import Parallel

/// How fast graph files are read.
struct ReadingBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Time reading an edge list of about 100 MB, from the file to the finished graph.",
    discussion: """
      A random graph is written to a temporary folder and read again; what is read
      must be the graph that was written. The file is in the system's cache.

      EXAMPLES
        bench read
        bench read --edges 5600000 --names
        bench read --nodes 200000 --edges 1000000 --threads 1
      """)

  @Option(name: .long, help: "Nodes.") var nodes = 1_000_000
  @Option(name: .long, help: "Edges.") var edges = 7_400_000
  @Flag(name: .long, help: "Call nodes by names, P0000007, instead of numbers.") var names = false
  @OptionGroup var timing: TimingOptions
  @OptionGroup var common: CommonOptions

  struct Result: Codable {
    var setting: Setting
    var megabytes: Double
    var seconds: [Double]
    var megabytesPerSecond: Double
  }

  func validate() throws {
    guard nodes >= 2, edges >= 1, edges <= nodes * (nodes - 1) / 2 else {
      throw ValidationError("--nodes and --edges make no graph to read")
    }
  }

  func run() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("random.edges").path
    var graph = Graph.erdosRenyi(nodeCount: nodes, edgeCount: edges, seed: timing.seed)
    if names {
      let list = graph.edgeList()
      // In the order of the numbers, so that nodes keep theirs.
      let identifiers = NodeIdentifiers((0..<nodes).map { String(format: "P%07d", $0) })
      graph = Graph(
        nodeCount: nodes, sources: list.sources, targets: list.targets, weights: list.weights,
        isDirected: false, identifiers: identifiers)
    }
    try graph.write(to: path)
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    let read = try Graph(edgesAt: path)
    precondition(read.edgeCount == graph.edgeCount, "what was read is not what was written")
    precondition(read.outgoing == graph.outgoing, "what was read is not what was written")
    let seconds = try timing.measure {
      _ = try Parallelism.withThreadCount(common.threads) { try Graph(edgesAt: path) }
    }
    let result = Result(
      setting: .current(threads: common.threads), megabytes: Double(size) / 1e6, seconds: seconds,
      megabytesPerSecond: Double(size) / 1e6 / median(seconds))
    print("Reading a file, median of \(timing.runs). \(result.setting.markdown)\n")
    print(
      table(
        ["nodes", "edges", "MB", "seconds", "MB/s"],
        [
          [
            "\(nodes)", "\(edges)", String(format: "%.0f", result.megabytes),
            String(format: "%.3f", median(seconds)),
            String(format: "%.0f", result.megabytesPerSecond),
          ]
        ]))
    try common.save(result)
  }
}
