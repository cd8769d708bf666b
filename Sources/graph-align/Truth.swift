internal import Files
internal import GraphAlignment
internal import Graphs

/// Known correspondences: a file, and what it says about the nodes of two graphs.
struct Truth {
  let pairs: NodePairs
  let known: NodePairs.Known
  /// What is to be said about pairs whose nodes are not there, if there are any.
  let note: String?

  /// Pairs of which the graphs lack a node are misses, as long as they are less than half: an edge list has no
  /// nodes without edges.
  ///
  /// - Throws: ``/Files/FileError`` for an id that no node has, if that is so of half of the pairs or something
  ///   would make all pairs right; with what that is.
  init(
    _ pairs: NodePairs, source: NodeIdentifiers, target: NodeIdentifiers
  ) throws(FileError) {
    self.pairs = pairs
    known = pairs.knownAsFar(source: source, target: target)
    let (incomplete, count) = (known.incompletePairs, pairs.pairs.count)
    guard let first = incomplete.first else {
      note = nil
      return
    }
    let guess = Self.guess(
      pairs, source, target, mayBeReversed: 2 * incomplete.count >= count)
    if guess != nil || 2 * incomplete.count >= count {
      do {
        _ = try pairs.known(source: source, target: target)
      } catch {
        let more = guess.map { "; \($0)" } ?? ""
        throw FileError(file: error.file, line: error.line, reason: error.reason + more)
      }
    }
    let name = source.nodesByName()[first.source] == nil ? first.source : first.target
    note = Self.note(
      file: pairs.file, incompleteCount: incomplete.count, of: count, name: name, line: first.line)
  }

  /// What is to be said about pairs whose nodes are not there.
  ///
  /// - Parameter name: the first such node, which a line has.
  static func note(
    file: String, incompleteCount: Int, of count: Int, name: String, line: Int
  ) -> String {
    "\(file): \(incompleteCount) of \(count) pairs name nodes that the graphs do not have, such as "
      + "“\(name)” on line \(line); they count as not found"
  }

  init(
    contentsOf path: String, table: TableDialect, source: NodeIdentifiers, target: NodeIdentifiers
  ) throws(FileError) {
    try self.init(try NodePairs(contentsOf: path, table: table), source: source, target: target)
  }

  /// What would make every pair one of nodes.
  private static func guess(
    _ pairs: NodePairs, _ source: NodeIdentifiers, _ target: NodeIdentifiers, mayBeReversed: Bool
  ) -> String? {
    let (sources, targets) = (source.nodesByName(), target.nodesByName())
    // Where both graphs number their nodes alike, a few pairs may fit either way by chance.
    if mayBeReversed,
      pairs.pairs.allSatisfy({ sources[$0.target] != nil && targets[$0.source] != nil })
    {
      return "the columns look reversed"
    }
    /// Whether all names of a column are of nodes, as they are or with a number added to each.
    func fits(_ names: [String], _ nodes: NodeLookup, by step: Int64) -> Bool {
      names.allSatisfy { name in
        let id = step == 0 ? name : Int64(name).map { "\($0 &+ step)" } ?? name
        return nodes[id] != nil
      }
    }
    // All of a column or none: a node without edges that has neighbors by number is no sign of a shift.
    let columns = (pairs.pairs.map(\.source), pairs.pairs.map(\.target))
    for step: Int64 in [-1, 1] {
      for (sourceStep, targetStep) in [(step, 0), (0, step), (step, step)]
      where fits(columns.0, sources, by: sourceStep) && fits(columns.1, targets, by: targetStep) {
        return "ids look shifted by one"
      }
    }
    return nil
  }
}
