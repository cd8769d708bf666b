internal import Parallel

extension Graph {
  /// A skewed graph of 2^scale nodes, made by falling through nested quadrants (R-MAT).
  ///
  /// Each edge is an entry of the adjacency matrix: it falls into one of the four quadrants with
  /// probabilities a (upper left), b (upper right), c (lower left) and d (lower right), then into a
  /// quadrant of that one, and so on down to a single entry. Directions are dropped; so are
  /// self-loops and repetitions, which leaves fewer than `edgeCount` edges, noticeably so in small
  /// graphs. Small numbers tend to have large degrees: relabel the graph if that matters.
  ///
  /// - SeeAlso: Chakrabarti, Zhan & Faloutsos, "R-MAT: a recursive model for graph mining", SDM 2004,
  ///   doi:10.1137/1.9781611972740.43. The default quadrants are those of the Graph500 benchmark.
  /// - Parameters:
  ///   - scale: the binary logarithm of the number of nodes, in `0...30`.
  ///   - edgeCount: how many entries are drawn.
  ///   - quadrants: the four probabilities.
  ///   - seed: decides what is drawn.
  /// - Precondition: the probabilities are in `0...1` and add up to 1, up to 10⁻⁹.
  /// - Complexity: O(2^scale + edgeCount · scale)
  public static func rmat(
    scale: Int, edgeCount: Int,
    quadrants: (a: Double, b: Double, c: Double, d: Double) = (0.57, 0.19, 0.19, 0.05),
    seed: UInt64
  ) -> Graph {
    precondition(scale >= 0 && scale <= 30, "the scale must be in 0...30, not \(scale)")
    precondition(edgeCount >= 0, "a graph cannot have \(edgeCount) edges")
    let (a, b, c, d) = quadrants
    for (value, name) in zip([a, b, c, d], ["a", "b", "c", "d"]) { checkProbability(value, name) }
    precondition(
      abs(a + b + c + d - 1) <= 1e-9, "a, b, c and d must add up to 1, not \(a + b + c + d)")
    var generator = SeededGenerator(seed: seed)
    var edges = EdgeColumns(expecting: edgeCount)
    for _ in 0..<edgeCount {
      var (row, column) = (0, 0)
      for _ in 0..<scale {
        let u = generator.unit()
        row = row << 1 | (u < a + b ? 0 : 1)
        column = column << 1 | (u < a || (u >= a + b && u < a + b + c) ? 0 : 1)
      }
      edges.append(row, column)
    }
    return edges.graph(nodeCount: 1 << scale)
  }
}
