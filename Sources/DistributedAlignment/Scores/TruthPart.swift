internal import GraphAlignment
package import Graphs

/// What one rank knows of the true correspondences: those of its source nodes.
package struct TruthPart {
  /// In the place of a target: one that the target graph does not have, and none at all.
  static let (lost, unmatched): (Int32, Int32) = (-1, -2)

  /// The right targets of each of this rank's source nodes, ascending, or what stands in their place.
  let targets: [[Int32]]
  /// The number of source nodes with right targets that the source graph does not have.
  let missingCount: Int
  /// The pairs in the whole file.
  package let pairCount: Int
  /// How many of them name nodes that the graphs do not have, and the first of these; `nil` if none does, or if who has
  /// read the whole file has said so.
  package internal(set) var incomplete: (count: Int, name: Int64, line: Int)?
  /// Of the pairs that this rank has read, what nodes they are after a change.
  let nodes: (TruthChange) -> [(source: Int32, target: Int32)]

  /// A whole file and what it says, as one rank reads it.
  package typealias Whole = (pairs: NodePairs, known: NodePairs.Known)

  /// Reads known correspondences; all ranks.
  ///
  /// Of lines of whole numbers each rank reads its share. Anything else is read by the first rank, which needs memory
  /// for all of it, and handed out.
  ///
  /// - Parameters:
  ///   - path: a file that all ranks can open.
  ///   - table: how its lines are written.
  ///   - read: reads all of it, for graphs whose nodes are called so; the first rank calls it if it has to.
  /// - Throws: what `read` throws, on the first rank alone.
  package static func read(
    at path: String, table: TableDialect, source: GraphPart, target: GraphPart,
    otherwise read: (NodeIdentifiers, NodeIdentifiers) throws -> Whole
  ) throws -> TruthPart {
    if let part = try TruthPart(integersAt: path, table: table, source, target) { return part }
    let identifiers = [source, target].map { graph in
      graph.ranks.isFirst ? graph.numbering.identifiers(of: 0..<graph.nodeCount) : .consecutive(0)
    }
    let whole = source.ranks.isFirst ? try read(identifiers[0], identifiers[1]) : nil
    return try TruthPart(whole, identifiers, source)
  }

  init(
    _ lists: [[Int32]], missingCount: Int, pairCount: Int,
    nodes: @escaping (TruthChange) -> [(source: Int32, target: Int32)]
  ) {
    targets = lists.map { list in
      let known = list.filter { $0 >= 0 }.distinct()
      return !known.isEmpty || list.isEmpty ? known : [list.max()!]
    }
    (self.missingCount, self.pairCount, self.nodes) = (missingCount, pairCount, nodes)
  }

  /// Hands out what the first rank knows; all ranks.
  private init(_ whole: Whole?, _ identifiers: [NodeIdentifiers], _ source: GraphPart) throws {
    let ranks = source.ranks
    let lists =
      whole.map { whole in
        whole.known.targets.indices.map { node in
          whole.known.lost.contains(node)
            ? [Self.lost]
            : whole.known.unmatched.contains(node)
              ? [Self.unmatched] : whole.known.targets[node].map(Int32.init)
        }
      } ?? []
    let nodeRanges = (0..<ranks.count).map { source.partition.nodes(of: $0) }
    let lengths = try ranks.scatter(
      lists.map { Int32($0.count) }, counts: nodeRanges.map(\.count))
    let values = try ranks.scatter(
      Array(lists.joined()),
      counts: whole == nil ? [] : nodeRanges.map { lists[$0].reduce(0) { $0 + $1.count } })
    var (own, start) = ([[Int32]](), 0)
    for length in lengths {
      own.append(Array(values[start..<start + Int(length)]))
      start += Int(length)
    }
    let counts = try ranks.broadcast(
      whole.map { [$0.known.missingCount, $0.pairs.pairs.count] } ?? [])
    let names = identifiers.map { $0.nodesByName() }
    self.init(own, missingCount: counts[0], pairCount: counts[1]) { change in
      (whole?.pairs.pairs ?? []).compactMap { pair in
        guard let changed = pair.changed(by: change), let i = names[0][changed.source],
          let j = names[1][changed.target]
        else { return nil }
        return (Int32(i), Int32(j))
      }
    }
  }
}
