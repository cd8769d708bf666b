internal import ArgumentParser
internal import Files
internal import Foundation
internal import Graphs
internal import LinearAlgebra

/// How graph files are read.
struct InputOptions: ParsableArguments {
  @Flag(
    name: .long, help: "Edges have a direction (Matrix Market and GraphML files say so themselves)."
  )
  var directed = false

  @Flag(name: .long, help: "Edges have no direction, whatever the file says.")
  var undirected = false

  @Flag(name: .long, help: "Ignore weights: every edge listed is an edge of weight 1.")
  var ignoreWeights = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How ids are read: automatic, integers or strings.", valueName: "kind"))
  var ids = IdentifierKind.automatic

  func validate() throws {
    guard !(directed && undirected) else {
      throw ValidationError("--directed and --undirected exclude each other")
    }
  }

  var reading: GraphReadingOptions {
    GraphReadingOptions(
      isDirected: directed ? true : undirected ? false : nil, ignoresWeights: ignoreWeights,
      identifiers: ids)
  }

  /// Reads a graph and, if a file of them is given, its attributes.
  func graph(_ path: String, attributes: String? = nil) throws -> Graph {
    var graph = try Graph(edgesAt: path, options: reading)
    if let attributes {
      graph.attributes = try NodeAttributes(contentsOf: attributes, for: graph.identifiers)
    }
    return graph
  }
}

/// How many threads work, and how much is said about it.
struct RunOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("Threads to use (default: all cores).", valueName: "n"))
  var threads: Int?

  @Flag(name: .long, help: "Say how long each stage takes.")
  var verbose = false

  @Flag(name: .long, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
  }

  /// Runs `body` with the chosen number of threads.
  func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Parallelism.withThreadCount(threads, body)
  }

  /// Whether what nobody asked for may be said on standard error: somebody is there to read it, or wants to
  /// hear more.
  var speaks: Bool { verbose || isatty(STDERR_FILENO) == 1 }

  /// Says something on standard error, unless asked to be quiet.
  func note(_ text: String) {
    if !quiet { Failure.complain(text) }
  }
}
