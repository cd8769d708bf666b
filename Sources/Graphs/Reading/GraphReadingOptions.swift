/// The formats in which graphs are read and written.
public enum GraphFormat: String, Sendable, CaseIterable, Codable {
  /// One edge per line: two node ids and perhaps a weight.
  case edgeList
  /// Matrix Market coordinates (`.mtx`).
  case matrixMarket
  /// GraphML (`.graphml`).
  case graphML
  /// One edge per line with its kind: head, relation and tail, separated by tabs.
  case triples
  /// GML, as networkx, igraph and yEd write it (`.gml`).
  case gml
  /// Simple interactions of Cytoscape: a node, a kind of edge, and nodes (`.sif`).
  case sif
  /// A graph of LEDA, as SANA and MAGNA++ read it (`.gw`).
  case leda
  /// JSON: node-link data of networkx and D3, or the elements of Cytoscape (`.json`, `.cyjs`).
  case json
  /// The sizes of a graph and the neighbors of each node, as METIS has them.
  case metis
  /// A node and its neighbors on each line. Only read when asked for: `1 2 3` may be an edge of weight 3.
  case adjacency
  /// A network of Pajek (`.net`).
  case pajek
  /// GEXF, as Gephi writes it (`.gexf`).
  case gexf
  /// A sparse matrix that SciPy has saved (`.npz`).
  case npz
  /// A matrix in a file of MATLAB, version 5 (`.mat`); only builds with the package trait `MATLAB` read it.
  case mat

  /// Whether graphs are written in this format, too.
  public var isWritten: Bool { ![.metis, .adjacency, .pajek, .gexf, .npz, .mat].contains(self) }
}

/// How node ids in a file are understood.
public enum IdentifierKind: String, Sendable, CaseIterable, Codable {
  /// As whole numbers if the first data line of an edge list has two, or every node of a GraphML file is
  /// called by one; else as strings. An edge list with negative ids, ids from 2⁶³ on or leading zeros has
  /// strings: no id is changed.
  case automatic
  /// As whole numbers from 0 to 2⁶³ − 1, written without leading zeros; anything else is an error.
  case integers
  /// As strings, even if they look like numbers.
  case strings
}

/// How a graph file is read; the defaults suit most files.
///
/// ```swift
/// let follows = try Graph(edgesAt: "follows.tsv.gz", options: .init(isDirected: true))
/// ```
public struct GraphReadingOptions: Sendable, Equatable, Codable {
  /// The format; told from the contents when `nil`.
  public var format: GraphFormat?

  /// Whether edges have a direction. When `nil`, as the file says: an edge list is undirected, a
  /// Matrix Market file directed if it is `general` and undirected if `symmetric`, a GraphML file as
  /// its `edgedefault` has it; triples are directed.
  public var isDirected: Bool?

  /// Whether every edge weighs 1 whatever the file says, so that an edge of weight 0 is an edge. Weights
  /// must be numbers all the same.
  public var ignoresWeights: Bool

  /// Whether node data of a GraphML file are left out.
  public var ignoresAttributes: Bool

  /// How node ids are understood.
  public var identifiers: IdentifierKind

  /// The variable of a MATLAB file, such as `A` or `Problem.A`; the only square matrix when `nil`.
  public var variable: String?

  /// How the lines of an edge list are written.
  public var table: TableDialect

  /// Options of which those left out have their defaults.
  public init(
    format: GraphFormat? = nil, isDirected: Bool? = nil, ignoresWeights: Bool = false,
    ignoresAttributes: Bool = false, identifiers: IdentifierKind = .automatic,
    variable: String? = nil, table: TableDialect = .init()
  ) {
    self.format = format
    self.isDirected = isDirected
    self.ignoresWeights = ignoresWeights
    self.ignoresAttributes = ignoresAttributes
    self.identifiers = identifiers
    self.variable = variable
    self.table = table
  }
}
