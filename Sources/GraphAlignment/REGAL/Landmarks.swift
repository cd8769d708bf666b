internal import Foundation
internal import Graphs
package import LinearAlgebra
package import Options
internal import Parallel

extension REGAL {
  /// Chooses the landmarks among all nodes of all graphs.
  ///
  /// - Returns: p different nodes in the order in which they were chosen.
  /// - Complexity: O(n), or O(n · p · b) for ``LandmarkSelection/kMeansPlusPlus``
  func chooseLandmarks(_ graphs: [Graph], _ signatures: Signatures) throws(OptionError) -> [Int] {
    try chooseLandmarks(
      degrees: graphs.lazy.flatMap { graph in
        (0..<graph.nodeCount).lazy.map { graph.degree(of: $0) }
      }, signatures.rows)
  }

  /// The same among nodes whose degrees and signatures are known.
  package func chooseLandmarks(
    degrees: some Sequence<Double>, _ signatures: Matrix
  ) throws(OptionError) -> [Int] {
    let nodeCount = signatures.rowCount
    let count = landmarks.count(of: nodeCount)
    var generator = SeededGenerator(seed: seed)
    switch landmarkSelection {
    case .uniform:
      return Array(generator.permutation(nodeCount).prefix(count))
    case .degreeProportional:
      return generator.weightedSample(Array(degrees), count: count)
    case .kMeansPlusPlus:
      return generator.spreadSample(signatures, count: count)
    case .distinctSignatures:
      return generator.distinctSample(signatures, count: count)
    case .nodes(let nodes):
      guard !nodes.isEmpty, Set(nodes).count == nodes.count,
        nodes.allSatisfy({ $0 >= 0 && $0 < nodeCount })
      else {
        throw OptionError(
          name: "landmarkSelection", value: "nodes(\(nodes.count) of them)",
          reason: "needs different nodes below \(nodeCount), at least one")
      }
      return nodes
    }
  }
}

extension SeededGenerator {
  /// Samples without replacement, in proportion to weights: the largest of log(u) / weight are taken
  /// (Efraimidis & Spirakis 2006, doi:10.1016/j.ipl.2005.11.003). Weights of zero come last.
  fileprivate mutating func weightedSample(_ weights: [Double], count: Int) -> [Int] {
    let keys = weights.map { weight in
      let u = max(unit(), .leastNormalMagnitude)
      return weight > 0 ? log(u) / weight : -Double.greatestFiniteMagnitude
    }
    let order = keys.indices.sorted { keys[$0] != keys[$1] ? keys[$0] > keys[$1] : $0 < $1 }
    return Array(order.prefix(count))
  }

  /// k-means++ seeding. Once every row equals one already taken, the rest is filled up uniformly.
  fileprivate mutating func spreadSample(_ rows: Matrix, count: Int) -> [Int] {
    guard count > 0 else { return [] }
    var chosen = [index(below: rows.rowCount)]
    var distances = [Double](repeating: .infinity, count: rows.rowCount)
    while chosen.count < count {
      distances.lower(toDistancesFrom: chosen.last!, in: rows)
      let total = distances.reduce(0, +)
      guard total > 0 else { break }
      var rest = unit() * total
      var next = distances.lastIndex { $0 > 0 }!
      for row in distances.indices where distances[row] > 0 {
        rest -= distances[row]
        if rest < 0 {
          next = row
          break
        }
      }
      chosen.append(next)
    }
    return chosen + fill(rows.rowCount, without: chosen, count: count - chosen.count)
  }

  /// One row for each distinct one, in random order; then any rows.
  fileprivate mutating func distinctSample(_ rows: Matrix, count: Int) -> [Int] {
    var seen: Set<[Float]> = []
    let width = rows.columnCount
    let first = (0..<rows.rowCount).filter {
      seen.insert(Array(rows.elements[$0 * width..<($0 + 1) * width])).inserted
    }
    let order = permutation(first.count)
    let chosen = order.prefix(count).map { first[$0] }
    return chosen + fill(rows.rowCount, without: chosen, count: count - chosen.count)
  }

  private mutating func fill(_ rowCount: Int, without chosen: [Int], count: Int) -> [Int] {
    guard count > 0 else { return [] }
    let taken = Set(chosen)
    return Array(permutation(rowCount).filter { !taken.contains($0) }.prefix(count))
  }
}

extension [Double] {
  /// self[i] ← min(self[i], ‖row i − row of `landmark`‖²).
  fileprivate mutating func lower(toDistancesFrom landmark: Int, in rows: Matrix) {
    let count = count
    unsafe withUnsafeMutableBufferPointer { distances in
      // SAFETY: each range of rows writes only its own distances.
      nonisolated(unsafe) let distances = unsafe distances
      parallelFor(count, grain: 4096) { range in
        for row in range {
          let distance = squaredDistance(rows[row: row], rows[row: landmark])
          unsafe distances[row] = Swift.min(distances[row], distance)
        }
      }
    }
  }
}
