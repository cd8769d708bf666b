public import Graphs

/// How much of the graphs' structure a matching keeps. No truth is needed.
///
/// f maps each source node to its best candidate; nodes without one are left out. f(E₁) is a set: when
/// two source edges fall on the same target edge it counts once. Between two directed graphs edges keep
/// their direction: one that is reversed is not preserved, and N(i) has the nodes that *i* points to apart
/// from those that point to it. If either graph is undirected, directions are ignored; weights always are.
public struct StructuralScores: Sendable, Equatable {
  /// EC = |f(E₁) ∩ E₂| / |E₁|, edge correctness.
  public let edgeCorrectness: Double
  /// ICS = |f(E₁) ∩ E₂| / |E(G₂[f(V₁)])|, induced conserved structure.
  public let inducedConservedStructure: Double
  /// S³ = |f(E₁) ∩ E₂| / (|E₁| + |E(G₂[f(V₁)])| − |f(E₁) ∩ E₂|), symmetric substructure score.
  public let symmetricSubstructureScore: Double
  /// MNC: the mean over source nodes of the Jaccard index of f(N(i)) and N(f(i)); a node without a match
  /// counts 0, one that like its match has no neighbors is left out.
  public let matchedNeighborhoodConsistency: Double
}

extension Alignment {
  /// Scores the best matches by the edges they keep.
  ///
  /// Edge correctness: Kuchaiev et al. 2010, doi:10.1098/rsif.2010.0063; induced conserved structure:
  /// Patro & Kingsford 2012, doi:10.1093/bioinformatics/bts592; S³: Saraph & Milenković 2014,
  /// doi:10.1093/bioinformatics/btu409; MNC: Chen et al., CIKM 2020, doi:10.1145/3340531.3412168.
  ///
  /// - Precondition: the graphs have as many nodes as this alignment.
  /// - Complexity: O(nodes + edges · log degree)
  public func structuralScores(source: Graph, target: Graph) -> StructuralScores {
    precondition(
      source.nodeCount == sourceCount && target.nodeCount == targetCount,
      "graphs of \(source.nodeCount) and \(target.nodeCount) nodes are not those aligned, "
        + "\(sourceCount) and \(targetCount)")
    let isDirected = source.isDirected && target.isDirected
    let first = isDirected ? source.outgoing : source.undirected
    let second = isDirected ? target.outgoing : target.undirected
    let match = bestMatches
    let conserved = Self.conservedEdges(first, second, match, isDirected: isDirected)
    var isImage = [Bool](repeating: false, count: targetCount)
    for case let target? in match { isImage[target] = true }
    var induced = 0
    for node in 0..<targetCount where isImage[node] {
      let row = second[node]
      for i in row.indices where (isDirected || Int(row[i]) > node) && isImage[Int(row[i])] {
        induced += 1
      }
    }
    let edges = isDirected ? first.entryCount : first.entryCount / 2
    func ratio(_ a: Int, _ b: Int) -> Double { b > 0 ? Double(a) / Double(b) : 0 }
    let pairs =
      isDirected ? [(first, second), (source.incoming, target.incoming)] : [(first, second)]
    return StructuralScores(
      edgeCorrectness: ratio(conserved, edges),
      inducedConservedStructure: ratio(conserved, induced),
      symmetricSubstructureScore: ratio(conserved, edges + induced - conserved),
      matchedNeighborhoodConsistency: Self.neighborhoodConsistency(pairs, match))
  }

  /// |f(E₁) ∩ E₂|.
  private static func conservedEdges(
    _ first: Adjacency, _ second: Adjacency, _ match: [Int?], isDirected: Bool
  ) -> Int {
    var images: [UInt64] = []
    for node in 0..<first.nodeCount {
      let row = first[node]
      for i in row.indices where isDirected || Int(row[i]) > node {
        guard let a = match[node], let b = match[Int(row[i])], second.contains(a, b) else {
          continue
        }
        let (head, tail) = isDirected ? (a, b) : (min(a, b), max(a, b))
        images.append(UInt64(head) << 32 | UInt64(tail))
      }
    }
    images.sort()
    return zip(images, images.dropFirst()).count { $0 != $1 } + (images.isEmpty ? 0 : 1)
  }

  static func neighborhoodConsistency(
    _ first: Adjacency, _ second: Adjacency, _ match: [Int?]
  ) -> Double {
    neighborhoodConsistency([(first, second)], match)
  }

  /// MNC, the neighborhoods in each pair of adjacencies counted apart.
  private static func neighborhoodConsistency(
    _ pairs: [(first: Adjacency, second: Adjacency)], _ match: [Int?]
  ) -> Double {
    var (sum, counted) = (0.0, 0)
    // The last source node that reached each target node, so that nothing is cleared in between.
    var reachedBy = pairs.map { [Int](repeating: -1, count: $0.second.nodeCount) }
    for node in match.indices {
      guard let image = match[node] else {
        counted += 1
        continue
      }
      var (mapped, common, others, own) = (0, 0, 0, 0)
      for (p, pair) in pairs.enumerated() {
        let row = pair.first[node]
        own += row.count
        others += pair.second.count(of: image)
        for i in row.indices {
          guard let target = match[Int(row[i])], reachedBy[p][target] != node else { continue }
          reachedBy[p][target] = node
          mapped += 1
          if pair.second.contains(image, target) { common += 1 }
        }
      }
      let union = mapped + others - common
      guard union > 0 else {
        if own > 0 { counted += 1 }
        continue
      }
      sum += Double(common) / Double(union)
      counted += 1
    }
    return counted > 0 ? sum / Double(counted) : 0
  }
}
