internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Foundation
internal import Graphs

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make a random graph.",
    discussion: """
      EXAMPLES
        graph-align generate erdos-renyi --nodes 1000 --edges 5000 \\
          --output er.edges
        graph-align generate barabasi-albert --nodes 1000 --edges-per-node 5 \\
          --output ba.edges
        graph-align generate power-law-cluster --nodes 1000 --edges-per-node 5 \\
          --triangles 0.5
        graph-align generate watts-strogatz --nodes 1000 --neighbors 6 --rewire 0.1
        graph-align generate stochastic-block --blocks 300,700 --within 0.05 \\
          --between 0.001
        graph-align generate r-mat --scale 12 --edges 40000 --output rmat.mtx.gz
      """,
    subcommands: [
      ErdosRenyi.self, BarabasiAlbert.self, WattsStrogatz.self, PowerLawCluster.self,
      StochasticBlock.self, RMAT.self,
    ])
}

/// Seed and place of a generated graph.
struct GeneratorOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Seed of the graph.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Where the graph goes: .mtx, .graphml, or else an edge list; .gz is compressed.",
      valueName: "file"))
  var output = "-"

  @OptionGroup var memory: MemoryOptions
}

/// A command that makes a graph.
protocol GeneratingCommand: FileCommand {
  var options: GeneratorOptions { get }
}

extension GeneratingCommand {
  var inputs: [String?] { [] }
  var outputs: [String?] { [options.output] }
  var outputFiles: [String?] { outputs }
  var memory: MemoryOptions { options.memory }
}

/// Refuses a graph that would need more memory than there may be.
///
/// - Parameter option: what would lower it.
func requireGraphMemory(nodes: Int, edges: Double, lowering option: String) throws(MemoryError) {
  try MemoryLimit.require(
    32 * Double(nodes) + 40 * edges,
    for: "a graph of \(nodes) nodes and \(String(format: "%.0f", edges)) edges",
    lowering: "ask for fewer with \(option)")
}

private func check(_ condition: Bool, _ message: String) throws {
  if !condition { throw ValidationError(message) }
}

/// What fits into the memory of a large machine.
private let (nodeLimit, edgeLimit) = (100_000_000, 1_000_000_000)

/// Refuses sizes that no generator could finish.
private func checkSizes(_ sizes: [Int], edgesPerNode: Int = 0) throws {
  let sum = sizes.reduce(0) { $0 > nodeLimit || $1 > nodeLimit ? nodeLimit + 1 : $0 + max($1, 0) }
  try check(sum <= nodeLimit, "at most \(nodeLimit) nodes can be made")
  try check(
    edgesPerNode <= edgeLimit / max(sum, 1), "at most \(edgeLimit) edges can be made")
}

extension GenerateCommand {
  struct ErdosRenyi: GeneratingCommand {
    static let configuration = CommandConfiguration(
      commandName: "erdos-renyi", abstract: "Every pair of nodes is equally likely an edge.")
    @Option(name: .long, help: "Nodes.") var nodes: Int
    @Option(name: .long, help: "Edges, exactly.") var edges: Int?
    @Option(name: .long, help: "Probability of each edge.") var probability: Double?
    @OptionGroup var options: GeneratorOptions

    func validate() throws {
      try check(nodes >= 0, "--nodes must be at least 0")
      try checkSizes([nodes])
      try check((edges ?? 0) <= edgeLimit, "at most \(edgeLimit) edges can be made")
      try check((edges == nil) != (probability == nil), "give --edges or --probability")
      if let edges {
        try check(
          edges >= 0 && edges <= nodes * (nodes - 1) / 2,
          "\(nodes) nodes have room for 0 to \(nodes * (nodes - 1) / 2) edges")
      }
      if let probability {
        try check((0...1).contains(probability), "--probability must be in 0…1")
      }
    }

    func run() throws {
      let pairs = Double(nodes) * Double(max(nodes, 1) - 1) / 2
      try requireGraphMemory(
        nodes: nodes, edges: edges.map { Double($0) } ?? probability! * pairs,
        lowering: edges == nil ? "--probability" : "--edges")
      let graph =
        if let edges {
          Graph.erdosRenyi(nodeCount: nodes, edgeCount: edges, seed: options.seed)
        } else {
          Graph.erdosRenyi(nodeCount: nodes, edgeProbability: probability!, seed: options.seed)
        }
      try graph.write(to: options.output)
    }
  }

  struct BarabasiAlbert: GeneratingCommand {
    static let configuration = CommandConfiguration(
      commandName: "barabasi-albert", abstract: "New nodes prefer nodes with many edges.")
    @Option(name: .long, help: "Nodes.") var nodes: Int
    @Option(name: .long, help: "Edges that each new node brings.") var edgesPerNode: Int
    @OptionGroup var options: GeneratorOptions

    func validate() throws {
      try check(
        edgesPerNode >= 1 && edgesPerNode < nodes,
        "--edges-per-node must be at least 1 and below --nodes")
      try checkSizes([nodes], edgesPerNode: edgesPerNode)
    }

    func run() throws {
      try requireGraphMemory(
        nodes: nodes, edges: Double(nodes) * Double(edgesPerNode), lowering: "--edges-per-node")
      try Graph.barabasiAlbert(nodeCount: nodes, edgesPerNode: edgesPerNode, seed: options.seed)
        .write(to: options.output)
    }
  }

  struct WattsStrogatz: GeneratingCommand {
    static let configuration = CommandConfiguration(
      commandName: "watts-strogatz", abstract: "A ring of near neighbors, some edges rewired.")
    @Option(name: .long, help: "Nodes.") var nodes: Int
    @Option(name: .long, help: "Nearest nodes on the ring that each is joined with; even.")
    var neighbors: Int
    @Option(name: .long, help: "Probability that an edge is rewired.") var rewire: Double
    @OptionGroup var options: GeneratorOptions

    func validate() throws {
      try check(
        neighbors >= 0 && neighbors % 2 == 0 && neighbors < max(nodes, 1),
        "--neighbors must be even and below --nodes")
      try checkSizes([nodes], edgesPerNode: neighbors / 2)
      try check((0...1).contains(rewire), "--rewire must be in 0…1")
    }

    func run() throws {
      try requireGraphMemory(
        nodes: nodes, edges: Double(nodes) * Double(neighbors / 2), lowering: "--neighbors")
      try Graph.wattsStrogatz(
        nodeCount: nodes, neighborCount: neighbors, rewiringProbability: rewire, seed: options.seed
      ).write(to: options.output)
    }
  }

  struct PowerLawCluster: GeneratingCommand {
    static let configuration = CommandConfiguration(
      commandName: "power-law-cluster", abstract: "Like barabasi-albert, with triangles.")
    @Option(name: .long, help: "Nodes.") var nodes: Int
    @Option(name: .long, help: "Edges that each new node brings.") var edgesPerNode: Int
    @Option(name: .long, help: "Probability that an edge closes a triangle.") var triangles: Double
    @OptionGroup var options: GeneratorOptions

    func validate() throws {
      try check(
        edgesPerNode >= 1 && edgesPerNode < nodes,
        "--edges-per-node must be at least 1 and below --nodes")
      try checkSizes([nodes], edgesPerNode: edgesPerNode)
      try check((0...1).contains(triangles), "--triangles must be in 0…1")
    }

    func run() throws {
      try requireGraphMemory(
        nodes: nodes, edges: Double(nodes) * Double(edgesPerNode), lowering: "--edges-per-node")
      try Graph.powerLawCluster(
        nodeCount: nodes, edgesPerNode: edgesPerNode, triangleProbability: triangles,
        seed: options.seed
      ).write(to: options.output)
    }
  }

  struct StochasticBlock: GeneratingCommand {
    static let configuration = CommandConfiguration(
      commandName: "stochastic-block", abstract: "Blocks, dense within and sparse between.")
    @Option(name: .long, help: "Sizes of the blocks, separated by commas.") var blocks: String
    @Option(name: .long, help: "Probability of an edge within a block.") var within: Double
    @Option(name: .long, help: "Probability of an edge between blocks.") var between: Double
    @OptionGroup var options: GeneratorOptions

    private var sizes: [Int] { blocks.split(separator: ",").compactMap { Int($0) } }

    func validate() throws {
      try check(
        !sizes.isEmpty && sizes.count == blocks.split(separator: ",").count
          && sizes.allSatisfy { $0 >= 0 }, "--blocks must be numbers separated by commas")
      try checkSizes(sizes)
      try check((0...1).contains(within), "--within must be in 0…1")
      try check((0...1).contains(between), "--between must be in 0…1")
    }

    func run() throws {
      // Pairs within the blocks, and pairs of all nodes.
      let count = sizes.reduce(0, +)
      let inside = sizes.reduce(0.0) { $0 + Double($1) * Double($1) / 2 }
      try requireGraphMemory(
        nodes: count,
        edges: within * inside + between * (Double(count) * Double(count) / 2 - inside),
        lowering: "--within and --between")
      let probabilities = sizes.indices.map { i in
        sizes.indices.map { i == $0 ? within : between }
      }
      try Graph.stochasticBlockModel(
        blockSizes: sizes, probabilities: probabilities, seed: options.seed
      ).write(to: options.output)
    }
  }

  struct RMAT: GeneratingCommand {
    static let configuration = CommandConfiguration(
      commandName: "r-mat", abstract: "A self-similar, very uneven graph of 2^scale nodes.")
    @Option(name: .long, help: "Logarithm of the number of nodes, to base 2.") var scale: Int
    @Option(name: .long, help: "Edges drawn, some of which coincide.") var edges: Int
    @OptionGroup var options: GeneratorOptions

    func validate() throws {
      try check((0...26).contains(scale), "--scale must be in 0…26")
      try check((0...edgeLimit).contains(edges), "--edges must be in 0…\(edgeLimit)")
    }

    func run() throws {
      try requireGraphMemory(nodes: 1 << scale, edges: Double(edges), lowering: "--edges")
      try Graph.rmat(scale: scale, edgeCount: edges, seed: options.seed).write(to: options.output)
    }
  }
}
