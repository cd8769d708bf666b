internal import LinearAlgebra
internal import Parallel

/// Finds for each node those of the other graph with the likeliest attributes.
///
/// Only nodes that share a value with it come into question, rare values first, up to a budget: what two nodes lack
/// says little. Of equally likely nodes those of a similar degree come first.
struct AttributeSearch {
  let evidence: AttributeEvidence
  /// Candidates for each node.
  let count: Int
  /// Nodes looked at for each node.
  let budget: Int
  let sourceDegrees, targetDegrees: [Int]

  /// Target nodes for each source node.
  func candidates() -> [[Int32]] {
    search(evidence.codes.source, evidence.codes.target, isReversed: false)
  }

  /// Source nodes for each target node.
  func reversedCandidates() -> [[Int32]] {
    search(evidence.codes.target, evidence.codes.source, isReversed: true)
  }

  /// The values of a node: its key, its categories, its numbers, each as one number.
  private func tokens(_ node: Int, _ bins: AttributeCodes.Bins, ofTarget: Bool) -> [Int32] {
    let codes = evidence.codes
    var tokens: [Int32] = []
    var base: Int32 = 0
    for category in [codes.key] + codes.categories {
      let code = ofTarget ? category.target[node] : category.source[node]
      if code >= 0 { tokens.append(base + code) }
      base += Int32(category.count)
    }
    for place in bins.places(of: node) {
      tokens.append(
        base + bins.columns[place] * Int32(codes.binCount) + Int32(bins.bins[place]))
    }
    return tokens
  }

  private func search(
    _ queries: AttributeCodes.Bins, _ points: AttributeCodes.Bins, isReversed: Bool
  ) -> [[Int32]] {
    let (queryDegrees, pointDegrees) =
      isReversed ? (targetDegrees, sourceDegrees) : (sourceDegrees, targetDegrees)
    let codes = evidence.codes
    let tokenCount =
      ([codes.key] + codes.categories).reduce(0) { $0 + $1.count }
      + codes.numberCount * codes.binCount
    var postings = [[Int32]](repeating: [], count: tokenCount)
    for point in pointDegrees.indices {
      for token in tokens(point, points, ofTarget: !isReversed) {
        postings[Int(token)].append(Int32(point))
      }
    }
    let lists = postings
    var results = [[Int32]](repeating: [], count: queryDegrees.count)
    results.mutableSpan.forEachSlice(rowCount: queryDegrees.count, grain: 32) { range, results in
      var seen = [Int32](repeating: -1, count: pointDegrees.count)
      for query in range {
        var found: [(value: Float, distance: Int, id: Int32)] = []
        var spent = 0
        let own = tokens(query, queries, ofTarget: isReversed)
          .map { lists[Int($0)] }.sorted { $0.count < $1.count }
        for list in own where list.count <= budget - spent {
          spent += list.count
          for point in list where seen[Int(point)] != Int32(query) {
            seen[Int(point)] = Int32(query)
            let value =
              isReversed
              ? evidence.score(Int(point), query) : evidence.score(query, Int(point))
            found.append((value, abs(pointDegrees[Int(point)] - queryDegrees[query]), point))
          }
        }
        found.sort {
          $0.value != $1.value
            ? $0.value > $1.value
            : $0.distance != $1.distance ? $0.distance < $1.distance : $0.id < $1.id
        }
        results[query - range.lowerBound] =
          found.prefix(count).filter { $0.value > 0 }.map { $0.id }
      }
    }
    return results
  }
}
