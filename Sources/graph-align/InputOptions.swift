internal import ArgumentParser
internal import Files
internal import Graphs

/// How graph files are read.
struct InputOptions: ParsableArguments {
  @Flag(
    name: .long,
    help: "Edges have a direction (Matrix Market, GraphML and triples say so themselves)."
  )
  var directed = false

  @Flag(name: .long, help: "Edges have no direction, whatever the file says.")
  var undirected = false

  @Flag(name: .long, help: "Ignore weights: every edge listed is an edge of weight 1.")
  var ignoreWeights = false

  @Flag(
    name: .long,
    help: "Graph files hold triples: head, relation, tail (told from most files; directed).")
  var triples = false

  @Flag(name: .long, help: "Ignore the relations of triples.")
  var ignoreRelations = false

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
      format: triples ? .triples : nil, isDirected: directed ? true : undirected ? false : nil,
      ignoresWeights: ignoreWeights,
      identifiers: ids)
  }

  /// Refuses a file whose graph would need more memory than there may be: about as much as three times its text.
  /// What comes packed or by a pipe is measured while it is unpacked.
  func requireMemory(toRead path: String) throws {
    guard path != "-", let size = FileIdentity.size(ofFile: path) else { return }
    do {
      try MemoryLimit.require(
        3 * Double(size), for: "the graph in \(byteCount(Double(size)))",
        lowering: "allow more, or read a part of the file")
    } catch {
      throw FileError(file: path, reason: "\(error)")
    }
  }

  /// Reads a graph and, if a file of them is given, its attributes.
  func graph(_ path: String, attributes: String? = nil) throws -> Graph {
    try requireMemory(toRead: path)
    var graph = try Graph(edgesAt: path, options: reading)
    if ignoreRelations { graph = graph.withoutRelations }
    if let attributes {
      graph.attributes = try NodeAttributes(contentsOf: attributes, for: graph.identifiers)
    }
    return graph
  }
}
