internal import Foundation
internal import Graphs

/// Positions of nodes by Graphviz's `sfdp`, where that is installed.
///
/// Hu, "Efficient and high quality force-directed graph drawing", The Mathematica Journal 2005.
enum GraphvizLayout {
  /// Where the program is.
  static let program: URL? = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { URL(fileURLWithPath: "\($0)/sfdp") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  /// Places the nodes of a graph.
  ///
  /// - Parameter seconds: the program is ended after so long.
  /// - Returns: `nil` if the program is not there, takes too long, or does not do what it should.
  static func positions(of graph: Graph, seed: UInt64, within seconds: Double) -> (x: [Double], y: [Double])? {
    guard let program, graph.nodeCount > 0,
      let folder = try? FileManager.default.url(
        for: .itemReplacementDirectory, in: .userDomainMask,
        appropriateFor: FileManager.default.temporaryDirectory, create: true)
    else { return nil }
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appending(path: "graph.gv"), folder.appending(path: "places"))
    let process = Process()
    process.executableURL = program
    process.arguments = [
      "-Tplain", "-Goverlap=true", "-Gsplines=false", "-Gstart=\(seed % 1_000_000)", "-Nshape=point",
      "-o", output.path, input.path,
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do {
      try Data(text(of: graph).utf8).write(to: input)
      try process.run()
    } catch { return nil }
    if ended.wait(timeout: .now() + seconds) == .timedOut {
      process.terminate()
      ended.wait()
      return nil
    }
    guard process.terminationStatus == 0, let data = try? Data(contentsOf: output) else { return nil }
    return read(String(decoding: data, as: UTF8.self), graph.nodeCount)
  }

  private static func text(of graph: Graph) -> String {
    var text = "graph {\n"
    for node in 0..<graph.nodeCount { text += "\(node);\n" }
    let edges = graph.edgeList()
    for (head, tail) in zip(edges.sources, edges.targets) { text += "\(head)--\(tail);\n" }
    return text + "}\n"
  }

  /// Lines such as `node 7 1.25 3.5 …`.
  static func read(_ text: String, _ count: Int) -> (x: [Double], y: [Double])? {
    var (x, y) = ([Double](repeating: .nan, count: count), [Double](repeating: .nan, count: count))
    for line in text.split(separator: "\n") where line.hasPrefix("node ") {
      let fields = line.split(separator: " ", maxSplits: 4)
      guard fields.count >= 4, let node = Int(fields[1]), x.indices.contains(node),
        let first = Double(fields[2]), let second = Double(fields[3])
      else { return nil }
      (x[node], y[node]) = (first, second)
    }
    return x.allSatisfy(\.isFinite) && y.allSatisfy(\.isFinite) ? (x, y) : nil
  }
}
