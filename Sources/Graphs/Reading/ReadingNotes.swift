internal import Parallel

/// What was read from a graph file, what of it was used, and what was not.
///
/// ```swift
/// let (graph, notes) = try Graph.read(at: "mail.edges")
/// print(notes.summary)  // edge list, 1133 nodes, 5451 edges, undirected, no weights; 3 loops dropped
/// if !notes.losses.isEmpty { print("not everything is in the graph") }
/// ```
public struct ReadingNotes: Sendable, Equatable {
  /// What the file was taken for, such as `edge list`.
  public var format: String
  /// The number of nodes.
  public var nodeCount = 0
  /// The number of edges that are in the graph.
  public var edgeCount = 0
  /// Whether ids are whole numbers.
  public var areIdentifiersIntegers = true
  /// Whether edges have a direction.
  public var isDirected = false
  /// Whether edges have weights other than 1 that count.
  public var isWeighted = false
  /// Whether the file's weights were left out because the caller said so.
  public var ignoresWeights = false
  /// Self-loops of nodes that have other edges, too; a loop of another stands for an isolated node.
  public var loopCount = 0
  /// Edges that were there already, in either direction if they have none.
  public var repeatedCount = 0
  /// Edges of weight 0, which are none.
  public var zeroCount = 0
  /// Ids with leading zeros, `007`, which are strings.
  public var paddedCount = 0
  /// The attributes of nodes that were found in the file and are used.
  public var attributes: [String] = []
  /// What else there is to say: a header that was skipped, columns that were chosen.
  public var remarks: [String] = []
  /// What may be meant otherwise, such as a first line of words that are no known names of columns.
  public var doubts: [String] = []
  /// What else is in the file and not in the graph.
  public var unused: [String] = []

  /// What is in the file and not in the graph, each a short phrase; usually nothing.
  public var losses: [String] {
    func counted(_ count: Int, _ one: String, _ many: String) -> [String] {
      count == 0 ? [] : ["\(count) \(count == 1 ? one : many) dropped"]
    }
    return counted(loopCount, "self-loop", "self-loops")
      + counted(repeatedCount, "repeated edge", "repeated edges")
      + counted(zeroCount, "edge of weight 0", "edges of weight 0") + unused
  }

  /// All of it in one line.
  public var summary: String {
    func counted(_ count: Int, _ name: String) -> String {
      "\(count) \(name)\(count == 1 ? "" : "s")"
    }
    var parts = [
      [
        format, counted(nodeCount, "node"), counted(edgeCount, "edge"),
        areIdentifiersIntegers ? "ids are numbers" : "ids are strings",
        isDirected ? "directed" : "undirected",
        ignoresWeights ? "weights ignored" : isWeighted ? "weighted" : "no weights",
      ].joined(separator: ", ")
    ]
    if !attributes.isEmpty {
      let names = attributes.prefix(6).joined(separator: ", ") + (attributes.count > 6 ? ", …" : "")
      parts.append("attributes from the file: \(names)")
    }
    parts += remarks
    if paddedCount > 0 {
      parts.append("\(counted(paddedCount, "id")) with leading zeros kept as written")
    }
    return (parts + losses + doubts).joined(separator: "; ")
  }
}

/// A graph as a reader makes it, with what only the reader knows.
struct ReadGraph {
  var graph: Graph
  var notes: ReadingNotes

  /// - Parameters:
  ///   - graph: what was read.
  ///   - format: what the file was taken for.
  ///   - listedCount: the edges in the file, of whatever kind.
  ///   - loopCount: the self-loops among them, those of isolated nodes included.
  ///   - idleLoopCount: the self-loops of nodes without other edges.
  ///   - zeroCount: the edges of weight 0.
  init(
    _ graph: Graph, format: String, listedCount: Int, loopCount: Int = 0, idleLoopCount: Int = 0,
    zeroCount: Int = 0
  ) {
    self.graph = graph
    notes = ReadingNotes(format: format)
    notes.nodeCount = graph.nodeCount
    notes.edgeCount = graph.edgeCount
    notes.areIdentifiersIntegers = graph.identifiers.areIntegers
    notes.isDirected = graph.isDirected
    notes.isWeighted = graph.isWeighted
    notes.loopCount = loopCount - idleLoopCount
    notes.zeroCount = zeroCount
    notes.repeatedCount = max(0, listedCount - loopCount - zeroCount - graph.edgeCount)
    notes.attributes = graph.attributes?.columns.map(\.name) ?? []
    if !graph.identifiers.areIntegers {
      notes.paddedCount = Self.paddedCount(graph.identifiers)
    }
  }
}

extension ReadGraph {
  /// The ids that are digits with a zero before them; ids are strings in the order of their bytes.
  private static func paddedCount(_ identifiers: NodeIdentifiers) -> Int {
    let all = 0..<identifiers.count
    let start = all.partitioningPoint { identifiers[$0].utf8.first ?? 0 >= 0x30 }
    return all[start...].lazy.map { identifiers[$0].utf8 }.prefix { $0.first == 0x30 }
      .count { $0.count > 1 && $0.allSatisfy(isDigit) }
  }
}

extension NumberedEdges {
  /// Makes a graph of the edges of a file, and counts what is not in it.
  func read(isDirected: Bool, mirrored: Bool = false, format: String) -> ReadGraph {
    let graph = Graph(self, isDirected: isDirected, mirrored: mirrored)
    let counts = parallelMap(pairs.count) { chunk in
      Self.loops(pairs[chunk], zeros: zeroPlaces[chunk], in: graph)
    }
    let (loops, idle) = counts.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
    return ReadGraph(
      graph, format: format, listedCount: listedCount, loopCount: loops, idleLoopCount: idle,
      zeroCount: zeroPlaces.reduce(0) { $0 + $1.count })
  }

  /// How many edges of a chunk are loops, and how many of those stand for isolated nodes.
  private static func loops(
    _ pairs: PairBuffer, zeros: [Int], in graph: Graph
  ) -> (all: Int, idle: Int) {
    let ends = pairs.span
    var (loops, idle, next, i) = (0, 0, 0, 0)
    while i < ends.count {
      if ends[i] != ends[i + 1] {
        i += 2
        continue
      }
      if next < zeros.count, 2 * zeros[next] == i {
        // The two loops of an edge of weight 0 are not the file's.
        next += 1
        i += 4
        continue
      }
      loops += 1
      let node = Int(ends[i])
      if graph.outgoing.count(of: node) + graph.incoming.count(of: node) == 0 { idle += 1 }
      i += 2
    }
    return (loops, idle)
  }
}
