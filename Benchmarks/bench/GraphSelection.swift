internal import ArgumentParser
internal import Foundation
internal import Graphs

/// The graphs that a benchmark runs on.
struct GraphSelection: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A folder of graphs, or files separated by commas; else generated graphs.", valueName: "path")
  )
  var graphs: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Only graphs whose name contains one of these.", valueName: "names"))
  var only: String?

  struct Named {
    var name: String
    var graph: Graph
  }

  /// The graphs, smallest first.
  func load() throws -> [Named] {
    let all =
      if let graphs { try paths(graphs).map(Self.read) } else { Self.generated }
    let names = only?.split(separator: ",").map(String.init)
    return all.filter { named in names?.contains { named.name.contains($0) } ?? true }
      .sorted { ($0.graph.edgeCount, $0.name) < ($1.graph.edgeCount, $1.name) }
  }

  private func paths(_ argument: String) throws -> [String] {
    var isFolder: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder)
    guard exists, isFolder.boolValue else {
      return argument.split(separator: ",").map(String.init)
    }
    return try FileManager.default.contentsOfDirectory(atPath: argument)
      .map { argument + "/" + $0 }
      .filter { path in
        let known = [".txt", ".edges", ".mtx", ".graphml", ".gz"]
        return known.contains { path.hasSuffix($0) }
      }
  }

  private static func read(_ path: String) throws -> Named {
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    return Named(name: name, graph: try Graph(edgesAt: path))
  }

  private static var generated: [Named] {
    [
      Named(
        name: "power-law-1k",
        graph: .powerLawCluster(
          nodeCount: 1_000, edgesPerNode: 5, triangleProbability: 0.5, seed: 1)),
      Named(
        name: "barabasi-albert-4k",
        graph: .barabasiAlbert(nodeCount: 4_000, edgesPerNode: 20, seed: 1)),
      Named(
        name: "erdos-renyi-20k", graph: .erdosRenyi(nodeCount: 20_000, edgeCount: 100_000, seed: 1)),
      Named(
        name: "power-law-50k",
        graph: .powerLawCluster(
          nodeCount: 50_000, edgesPerNode: 5, triangleProbability: 0.5, seed: 1)),
    ]
  }
}
