internal import Files
internal import GraphAlignment
internal import Graphs

/// Known correspondences: a file, and what it says about the nodes of two graphs.
struct Truth {
  let pairs: NodePairs
  let known: NodePairs.Known

  /// - Throws: ``/Files/FileError`` for an id that no node has, with what may be wrong with all of them.
  init(
    _ pairs: NodePairs, source: NodeIdentifiers, target: NodeIdentifiers
  ) throws(FileError) {
    self.pairs = pairs
    do {
      known = try pairs.known(source: source, target: target)
    } catch {
      guard let guess = Self.guess(pairs, source, target) else { throw error }
      throw FileError(file: error.file, line: error.line, reason: "\(error.reason); \(guess)")
    }
  }

  init(
    contentsOf path: String, source: NodeIdentifiers, target: NodeIdentifiers
  ) throws(FileError) {
    try self.init(try NodePairs(contentsOf: path), source: source, target: target)
  }

  /// What would make every pair one of nodes.
  private static func guess(
    _ pairs: NodePairs, _ source: NodeIdentifiers, _ target: NodeIdentifiers
  ) -> String? {
    let (sources, targets) = (source.nodesByName(), target.nodesByName())
    if pairs.pairs.allSatisfy({ sources[$0.target] != nil && targets[$0.source] != nil }) {
      return "the columns look reversed"
    }
    func shifted(_ name: String, by step: Int64) -> String {
      Int64(name).map { "\($0 &+ step)" } ?? name
    }
    for step: Int64 in [-1, 1] {
      let fits = pairs.pairs.allSatisfy { pair in
        let isSource = sources[pair.source] != nil || sources[shifted(pair.source, by: step)] != nil
        let isTarget =
          targets[pair.target] != nil || targets[shifted(pair.target, by: step)] != nil
        return isSource && isTarget
      }
      if fits { return "ids look shifted by one" }
    }
    return nil
  }
}
