internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Graphs

/// How graph files are read.
struct InputOptions: ParsableArguments {
  @Flag(
    name: .long,
    help: "Edges have a direction (most formats but edge lists say so themselves)."
  )
  var directed = false

  @Flag(name: .long, help: "Edges have no direction, whatever the file says.")
  var undirected = false

  @Flag(name: .long, help: "Ignore weights: every edge listed is an edge of weight 1.")
  var ignoreWeights = false

  @Flag(name: .long, help: "Ignore the data of nodes in GraphML and like files, such as a layout’s x and y.")
  var ignoreAttributes = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Format of graph files, where contents do not tell it (--format does as well).",
      valueName: "format"))
  var inputFormat: GraphFormat?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The matrix to read of a MATLAB file that holds several.", valueName: "name"))
  var variable: String?

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

  @OptionGroup(title: "Tables") var table: TableOptions

  @Flag(
    name: .long,
    help: "Make it an error if something in a file is not used: loops, repeated edges, columns.")
  var strict = false

  func validate() throws {
    guard !(directed && undirected) else {
      throw ValidationError("--directed and --undirected exclude each other")
    }
    guard !triples || inputFormat == nil || inputFormat == .triples else {
      throw ValidationError("--triples and --input-format exclude each other")
    }
  }

  var reading: GraphReadingOptions {
    GraphReadingOptions(
      format: triples ? .triples : inputFormat, isDirected: directed ? true : undirected ? false : nil,
      ignoresWeights: ignoreWeights, ignoresAttributes: ignoreAttributes, identifiers: ids,
      variable: variable, table: table.dialect)
  }

  /// Reads a graph and, if a file of them is given, its attributes.
  ///
  /// - Throws: also when something in the file is not used, if the caller is strict about that.
  func read(
    _ path: String, attributes: String? = nil, table: TableDialect = TableDialect()
  ) throws -> (graph: Graph, notes: ReadingNotes) {
    var (graph, notes) = try Graph.read(at: path, options: reading)
    if strict, !notes.losses.isEmpty {
      throw FileError(
        file: path,
        reason: "\(notes.losses.joined(separator: "; ")), which --strict does not allow")
    }
    if ignoreRelations { graph = graph.withoutRelations }
    if let attributes {
      graph.attributes = try NodeAttributes(contentsOf: attributes, for: graph.identifiers, table: table)
      notes.attributes = []
      let names = graph.attributes?.columns.map(\.described) ?? []
      let shown = names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
      notes.remarks.append("attributes from \(attributes): \(shown)")
    }
    return (graph, notes)
  }

  /// Reads graphs that are to be compared, and says what is worth saying about them.
  ///
  /// - Parameters:
  ///   - paths: the files.
  ///   - attributes: for each file one of attributes, or `nil`.
  ///   - table: how those are written.
  ///   - edges: what will be looked at of edges; what will not is said, and an error for who is strict.
  ///   - speaksAlways: whether there is a line for each file even if nothing is unusual.
  ///   - note: says a line.
  func graphs(
    _ paths: [String], attributes: [String?]? = nil, table: TableDialect = TableDialect(),
    edges: EdgeUse = .all, speaksAlways: Bool = false, note: (String) -> Void
  ) throws -> [Graph] {
    var graphs: [Graph] = []
    for (i, path) in paths.enumerated() {
      let (graph, notes) = try read(path, attributes: attributes?[i], table: table)
      let hint = notes.attributes.isEmpty ? "" : " (--ignore-attributes leaves them out)"
      if speaksAlways || notes.isUnusual { note("\(path): \(notes.summary)\(hint)") }
      graphs.append(graph)
    }
    var (reconciled, remarks) = Graph.reconcilingAttributes(of: graphs, named: paths)
    remarks += edges.remarks(on: graphs, named: paths)
    for remark in remarks { note("Note: \(remark)") }
    if strict, let remark = remarks.first {
      throw FileError(file: paths[0], reason: "\(remark), which --strict does not allow")
    }
    return reconciled
  }
}

extension ReadingNotes {
  /// Whether there is more to say than how large the graph is.
  var isUnusual: Bool {
    !losses.isEmpty || !remarks.isEmpty || !attributes.isEmpty || !doubts.isEmpty
  }
}

extension NodeAttributes.Column {
  /// What it is called, and whether it holds numbers.
  fileprivate var described: String {
    if case .numbers = values { "\(name) (numbers)" } else { name }
  }
}
