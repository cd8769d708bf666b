/// The stable coloring of a graph: which nodes its structure tells apart.
///
/// ```swift
/// let colors = ColorRefinement(of: .path(5))
/// print(colors.classes, colors.classCount)  // [0, 1, 2, 1, 0] 3
/// ```
///
/// At first all nodes have one color. As long as two nodes of one color have different numbers of
/// neighbors of some color, they get different ones (the one-dimensional Weisfeiler–Leman test). In
/// the end nodes of one color look alike to every method that passes numbers from neighbor to
/// neighbor and adds them up, however often. Nodes that an automorphism exchanges always have one
/// color, and no method at all tells those apart.
///
/// The converse fails: nodes of two triangles and of a hexagon all have one color, though counting
/// nodes at distance 2 tells them apart. Graphs measured in the world hardly differ in this.
///
/// In a directed graph, edges that leave and edges that enter count apart. Weights are ignored.
///
/// - SeeAlso: Berkholz, Bonsma & Grohe, "Tight lower and upper bounds for the complexity of canonical
///   colour refinement", Theory of Computing Systems 2017, doi:10.1007/s00224-016-9686-0.
public struct ColorRefinement: Sendable, Equatable {
  /// The color of each node; colors are numbered by their first node.
  public let classes: [Int]

  /// The number of colors.
  public let classCount: Int

  /// The share of nodes that a method blind to differences within a color is expected to align
  /// correctly with a relabelled copy of the graph: one node of each color, ``classCount`` / n.
  ///
  /// The ceiling for Hits@1 without noise; 1 for the graph without nodes.
  public var hitsCeiling: Double {
    classes.isEmpty ? 1 : Double(classCount) / Double(classes.count)
  }

  /// Refines the coloring of a graph until it is stable.
  ///
  /// - Parameters:
  ///   - graph: the graph.
  ///   - initialClasses: colors to start from, such as categories of nodes; one for all if `nil`.
  /// - Precondition: there is one initial color for each node.
  /// - Complexity: O((n + m) log² n) time, of which one logarithm is for sorting; O(n) space beside
  ///   the graph.
  public init(of graph: Graph, initialClasses: [Int]? = nil) {
    precondition(
      initialClasses.map { $0.count == graph.nodeCount } ?? true,
      "\(initialClasses?.count ?? 0) initial classes for \(graph.nodeCount) nodes")
    var partition = OrderedPartition(
      classes: initialClasses ?? [Int](repeating: 0, count: graph.nodeCount))
    partition.refine(by: graph.isDirected ? [graph.outgoing, graph.incoming] : [graph.outgoing])
    // The order in which classes were split off says nothing: number them anew.
    var colors = [Int](repeating: -1, count: partition.classCount)
    var count = 0
    classes = partition.classOf.map { raw in
      if colors[raw] < 0 {
        colors[raw] = count
        count += 1
      }
      return colors[raw]
    }
    classCount = count
  }
}
