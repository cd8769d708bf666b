/// How one target node is chosen for each source node.
public enum Assignment: String, Sendable, Codable, CaseIterable {
  /// Each source node gets its best candidate; several may get the same.
  case nearest
  /// Pairs are taken from the most similar on, as long as both nodes are free.
  case greedy
  /// Only pairs that prefer each other: the target is the source's best candidate, and no other source
  /// node that has it among its candidates is more similar to it. Of several equally similar ones that
  /// prefer it, the smallest gets it.
  case mutual
  /// One-to-one with the greatest sum of similarities, where to stay alone counts 0: the assignment
  /// problem on the candidates, solved exactly (Jonker & Volgenant 1987, doi:10.1007/BF02278710).
  case optimal
}

extension Alignment {
  /// Chooses at most one target node for each source node.
  ///
  /// Equally similar pairs are taken by the smaller rank, then by the smaller source node, then by the
  /// smaller target node; which of several optimal assignments is found depends on nothing but the
  /// candidates. A node that stays alone has no candidate in the result.
  ///
  /// - Precondition: for ``Assignment/optimal``, similarities are finite.
  /// - Complexity: O(candidates · log candidates). ``Assignment/optimal`` needs O(candidates + n₁ · log n₂)
  ///   where similarities differ, and O(n₁ · candidates · log n₂) at worst.
  public func assigned(by assignment: Assignment) -> Alignment {
    let chosen: [Candidate?]
    switch assignment {
    case .nearest: chosen = (0..<sourceCount).map { candidates(of: $0).first }
    case .greedy: chosen = greedyChoice()
    case .mutual: chosen = mutualChoice()
    case .optimal: chosen = optimalChoice()
    }
    return replacingRows(CandidateRows(chosen, columnCount: targetCount))
  }

  private func greedyChoice() -> [Candidate?] {
    var chosen = [Candidate?](repeating: nil, count: sourceCount)
    var isTaken = [Bool](repeating: false, count: targetCount)
    takeGreedily(&chosen, &isTaken)
    return chosen
  }

  /// Takes pairs of free nodes from the most similar on.
  ///
  /// - Parameters:
  ///   - chosen: what each source node has.
  ///   - isTaken: whether each target node is taken.
  func takeGreedily(_ chosen: inout [Candidate?], _ isTaken: inout [Bool]) {
    var pairs: [(source: Int, rank: Int, candidate: Candidate)] = []
    for source in 0..<sourceCount where chosen[source] == nil {
      let row = candidates(of: source)
      for rank in row.indices where !isTaken[row[rank].target] {
        pairs.append((source, rank, row[rank]))
      }
    }
    pairs.sort {
      if $0.candidate.similarity != $1.candidate.similarity {
        return $0.candidate.similarity > $1.candidate.similarity
      }
      return ($0.rank, $0.source, $0.candidate.target) < ($1.rank, $1.source, $1.candidate.target)
    }
    for pair in pairs where chosen[pair.source] == nil && !isTaken[pair.candidate.target] {
      chosen[pair.source] = pair.candidate
      isTaken[pair.candidate.target] = true
    }
  }

  private func mutualChoice() -> [Candidate?] {
    var bestSource = [(source: Int, rank: Int, similarity: Float)?](
      repeating: nil, count: targetCount)
    for source in 0..<sourceCount {
      let row = candidates(of: source)
      for rank in row.indices {
        let candidate = row[rank]
        if let best = bestSource[candidate.target],
          (best.similarity, -best.rank) >= (candidate.similarity, -rank)
        {
          continue
        }
        bestSource[candidate.target] = (source, rank, candidate.similarity)
      }
    }
    return (0..<sourceCount).map { source in
      guard let best = candidates(of: source).first,
        bestSource[best.target]?.source == source
      else { return nil }
      return best
    }
  }
}
