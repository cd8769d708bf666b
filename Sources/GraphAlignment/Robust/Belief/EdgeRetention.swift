internal import Graphs
internal import LinearAlgebra

/// How likely an edge of one graph is in the other, if both its nodes have a match there: r and r′.
struct EdgeRetention: Sendable, Equatable {
  var ofRows: Double
  var ofColumns: Double

  var transposed: EdgeRetention { EdgeRetention(ofRows: ofColumns, ofColumns: ofRows) }

  /// Neither certain nor hopeless: one edge more or less must not decide everything.
  private static let range = 0.02...0.99

  /// A share within the bounds of what is believed of edges.
  static func clamped(_ share: Float) -> Float {
    min(max(share, Float(range.lowerBound)), Float(range.upperBound))
  }

  init(ofRows: Double, ofColumns: Double) {
    (self.ofRows, self.ofColumns) = (ofRows, ofColumns)
  }

  /// r = (edges kept + 1)/(source edges with both ends matched + 2), and r′ with the target's edges.
  ///
  /// Matches are found by the edges that they keep, so that they seem to keep more than they do. Where some are
  /// certain, their own edges count, and the others' as much as ``guessWeight`` of those.
  ///
  /// - Parameters:
  ///   - pairs: who is taken for matched; of several pairs of a node the heaviest counts.
  ///   - certain: those of them that are known.
  /// - Complexity: O(edges · log degree)
  init(_ source: Adjacency, _ target: Adjacency, _ pairs: [MatchedPair], certain: [MatchedPair] = []) {
    let all = KeptEdges(source, target, pairs)
    var shares = (all.share(ofSource: true), all.share(ofSource: false))
    if !certain.isEmpty {
      let known = KeptEdges(source, target, certain)
      let weight = Self.guessWeight
      shares = (
        (known.kept + weight * shares.0) / (known.ofSource + weight),
        (known.kept + weight * shares.1) / (known.ofTarget + weight)
      )
    }
    func clamped(_ share: Double) -> Double {
      min(max(share, Self.range.lowerBound), Self.range.upperBound)
    }
    self.init(ofRows: clamped(shares.0), ofColumns: clamped(shares.1))
  }

  /// As many edges between certain matches tell as much as all others.
  private static let guessWeight = 20.0
}

/// How many edges there are between matched nodes, and how many of them both graphs have.
private struct KeptEdges {
  var (kept, ofSource, ofTarget) = (0.0, 0.0, 0.0)

  func share(ofSource isSource: Bool) -> Double {
    (kept + 1) / ((isSource ? ofSource : ofTarget) + 2)
  }

  init(_ source: Adjacency, _ target: Adjacency, _ pairs: [MatchedPair]) {
    var (match, owner) = (
      [Int32](repeating: -1, count: source.nodeCount),
      [Int32](repeating: -1, count: target.nodeCount)
    )
    for pair in pairs where match[pair.source] < 0 && owner[pair.target] < 0 {
      match[pair.source] = Int32(pair.target)
      owner[pair.target] = Int32(pair.source)
    }
    for i in 0..<source.nodeCount where match[i] >= 0 {
      for entry in source.offsets[i]..<source.offsets[i + 1] {
        let j = Int(source.neighbors[entry])
        guard match[j] >= 0 else { continue }
        // Every edge has two entries.
        ofSource += 0.5
        if target.contains(Int(match[i]), Int(match[j])) { kept += 0.5 }
      }
    }
    for w in 0..<target.nodeCount where owner[w] >= 0 {
      for entry in target.offsets[w]..<target.offsets[w + 1]
      where owner[Int(target.neighbors[entry])] >= 0 { ofTarget += 0.5 }
    }
  }
}
