public import Files

extension NodePairs {
  /// What is known of some source nodes, where a node may have several right targets.
  public struct Known: Sendable, Equatable {
    /// The right targets of each source node, ascending; none where they are unknown.
    public let targets: [[Int]]
    /// Source nodes that are known to correspond to nothing: the file has `-` in place of a target.
    public let unmatched: Set<Int>
    /// Source nodes all of whose right targets are missing in the target graph: whatever they are matched
    /// with is wrong.
    public let lost: Set<Int>
    /// The number of source nodes with right targets that the source graph does not have.
    public let missingCount: Int
    /// Pairs of which the graphs lack a node.
    public let incompletePairs: [Pair]

    /// What is known without a file: right targets of each source node, ascending, and nodes without any.
    package init(targets: [[Int]], unmatched: Set<Int>) {
      self.init(
        targets: targets, unmatched: unmatched, lost: [], missingCount: 0, incompletePairs: [])
    }

    /// The same, as far as the graphs have the nodes of a file.
    init(
      targets: [[Int]], unmatched: Set<Int>, lost: Set<Int>, missingCount: Int,
      incompletePairs: [Pair]
    ) {
      (self.targets, self.unmatched, self.lost) = (targets, unmatched, lost)
      (self.missingCount, self.incompletePairs) = (missingCount, incompletePairs)
    }

    /// Source nodes with more than one right target.
    public var sourcesWithSeveral: Int { targets.count { $0.count > 1 } }

    /// Target nodes that are right for more than one source node.
    public var targetsWithSeveral: Int {
      var counts: [Int: Int] = [:]
      for target in targets.joined() { counts[target, default: 0] += 1 }
      return counts.values.count { $0 > 1 }
    }
  }

  /// The pairs as numbers of nodes, with as many targets for a source node as the file has.
  ///
  /// A target `-` says that the source node corresponds to nothing, unless a target node is called so; it
  /// counts only where no other line names a target.
  ///
  /// - Throws: ``/Files/FileError`` with the line of an id that no node has.
  /// - Complexity: O(pairs · log pairs + nodes)
  public func known(
    source: NodeIdentifiers, target: NodeIdentifiers
  ) throws(FileError) -> Known {
    let known = knownAsFar(source: source, target: target)
    guard let pair = known.incompletePairs.first else { return known }
    let isSource = NodeLookup(source)[pair.source] == nil
    throw FileError(
      file: file, line: pair.line,
      reason: isSource
        ? "the source graph has no node “\(pair.source)”"
        : "the target graph has no node “\(pair.target)”")
  }

  /// The pairs as numbers of nodes, as far as the graphs have them.
  ///
  /// An edge list has no nodes without edges, which a truth may well name: such pairs cannot be found.
  ///
  /// - Complexity: O(pairs · log pairs + nodes)
  public func knownAsFar(source: NodeIdentifiers, target: NodeIdentifiers) -> Known {
    let (sources, targets) = (NodeLookup(source), NodeLookup(target))
    var known = [[Int]](repeating: [], count: source.count)
    var (unmatched, lost): (Set<Int>, Set<Int>) = ([], [])
    var missing: Set<[UInt8]> = []
    var incomplete: [Pair] = []
    for pair in pairs {
      let j = targets[pair.target]
      let isNone = j == nil && pair.target == "-"
      guard let i = sources[pair.source] else {
        incomplete.append(pair)
        // That a node which is not there has no match is true.
        if !isNone { missing.insert(Array(pair.source.utf8)) }
        continue
      }
      if let j {
        known[i].append(j)
      } else if isNone {
        unmatched.insert(i)
      } else {
        lost.insert(i)
        incomplete.append(pair)
      }
    }
    return Known(
      targets: known.map { Array(Set($0)).sorted() },
      unmatched: unmatched.filter { known[$0].isEmpty && !lost.contains($0) },
      lost: lost.filter { known[$0].isEmpty }, missingCount: missing.count,
      incompletePairs: incomplete)
  }
}
