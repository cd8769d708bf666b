public import GraphAlignment
public import Graphs

/// A page on an alignment: one HTML file that needs no network and no other file.
///
/// ```swift
/// var report = AlignmentReport(of: alignment, source: source, target: target)
/// report.command = "graph-align align old.edges new.edges --report report.html"
/// let html = report.html()
/// ```
///
/// It tells whether the matches can be trusted, draws both graphs, shows how sure the matches are and why the least sure
/// ones are not, and lists them all. It is read in light and in dark, with keyboard or screen reader, and has less than
/// 5 MB for any graphs: beyond 3 000 nodes communities and a sample are drawn, beyond 20 000 not all matches are listed.
///
/// Equal reports give equal bytes, for any number of threads, on machines with the same ``layout``.
public struct AlignmentReport: Sendable {
  /// How positions of nodes are found.
  public enum Layout: String, Sendable, CaseIterable {
    /// By Graphviz's `sfdp` if that is installed and takes less than ten seconds, else as ``builtIn``.
    case automatic
    /// By forces between nodes, computed here.
    case builtIn = "built-in"
  }

  /// A part of the work, and how long it took.
  public struct Stage: Sendable, Equatable {
    /// What was done.
    public var name: String
    /// How long it took.
    public var seconds: Double

    /// A stage of so many seconds.
    public init(name: String, seconds: Double) { (self.name, self.seconds) = (name, seconds) }
  }

  /// The matches: the best candidate of each source node.
  public let matches: Alignment
  /// All candidates that were found.
  public let candidates: Alignment
  /// The source graph.
  public let source: Graph
  /// The target graph.
  public let target: Graph

  /// What the source is called.
  public var sourceName = "source"
  /// What the target is called.
  public var targetName = "target"
  /// What the aligner knew beside the graphs.
  public var evidence = AlignmentEvidence()
  /// What is known to be right; `nil` if nothing is.
  public var truth: NodePairs.Known?
  /// Whether similarities are chances to be right. If `nil`, they are taken for such when all are in 0…1, and some below 1
  /// unless the graphs are the same but for names.
  public var areProbabilities: Bool?
  /// How long the parts of the work took.
  public var stages: [Stage] = []
  /// The command that makes this page again.
  public var command: String?
  /// How positions are found.
  public var layout = Layout.automatic
  /// Decides where nodes are drawn.
  public var seed: UInt64 = 1

  /// A report on matches of two graphs.
  ///
  /// - Parameters:
  ///   - matches: the best candidate of each source node is its match; a node without candidates has none.
  ///   - candidates: all candidates that were found, if these are more, such as before an assignment.
  ///   - source: the source graph; attributes are compared where both graphs have them.
  ///   - target: the target graph.
  /// - Precondition: the graphs have as many nodes as the alignments.
  public init(of matches: Alignment, candidates: Alignment? = nil, source: Graph, target: Graph) {
    let candidates = candidates ?? matches
    for alignment in [matches, candidates] {
      precondition(
        source.nodeCount == alignment.sourceCount && target.nodeCount == alignment.targetCount,
        "graphs of \(source.nodeCount) and \(target.nodeCount) nodes are not those aligned, "
          + "\(alignment.sourceCount) and \(alignment.targetCount)")
    }
    (self.matches, self.candidates, self.source, self.target) = (matches, candidates, source, target)
  }

  /// The page.
  ///
  /// - Complexity: O(candidates + edges · log degree), and that of drawing 3 000 nodes
  public func html() -> String { ReportPage(ReportFacts(self)).html }
}
