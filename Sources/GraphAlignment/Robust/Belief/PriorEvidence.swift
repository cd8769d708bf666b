internal import Foundation
internal import Graphs

/// What a similarity from elsewhere says of a pair, as log-odds learned from pairs taken for matched.
///
/// With ρ the share of matched pairs that are listed and q = listed pairs / (n₁·n₂),
///
///     listed: ln(ρ / q) + ln(share of matched pairs in a class / share of listed pairs in it),
///     not listed: ln((1 − ρ) / (1 − q)),
///
/// where the class of a listed pair is its rank by similarity among the target's of its source and among the sources of
/// its target (1, 2, 3, 4 to 6, more), the mean of both, and how far its similarity is below the largest of all (eight
/// classes of equally many listed pairs). Only the order of similarities counts, so any scale will do.
struct PriorEvidence: Sendable {
  private static let rankClassCount = 5
  private static let levelCount = 8
  private let offsets: [Int]
  private let targets: [Int32]
  /// For each entry its classes: rank in the row, rank in the column, level.
  private let classes: [(row: UInt8, column: UInt8, level: UInt8)]
  private var rowOdds, columnOdds, levelOdds: [Float]
  private var listed: Float
  private var unlisted: Float
  private let share: Double

  init(_ prior: SparsePrior, sourceCount: Int, targetCount: Int) {
    let entries = prior.entries
    var offsets = [Int](repeating: 0, count: sourceCount + 1)
    for entry in entries { offsets[entry.source + 1] += 1 }
    for source in 0..<sourceCount { offsets[source + 1] += offsets[source] }
    self.offsets = offsets
    targets = entries.map { Int32($0.target) }
    func rankClass(_ rank: Int) -> UInt8 { rank < 3 ? UInt8(rank) : rank < 6 ? 3 : 4 }
    func ranks(_ node: (SparsePrior.Entry) -> Int) -> [UInt8] {
      var groups: [Int: [Int]] = [:]
      for index in entries.indices { groups[node(entries[index]), default: []].append(index) }
      var result = [UInt8](repeating: 0, count: entries.count)
      for group in groups.values {
        let sorted = group.sorted { entries[$0].similarity > entries[$1].similarity }
        var rank = 0
        for (place, index) in sorted.enumerated() {
          // Equal similarities share the best rank.
          if place > 0, entries[index].similarity < entries[sorted[place - 1]].similarity {
            rank = place
          }
          result[index] = rankClass(rank)
        }
      }
      return result
    }
    let (rows, columns) = (ranks(\.source), ranks(\.target))
    let sorted = entries.map(\.similarity).sorted()
    let limits = (1..<Self.levelCount).map { level in
      sorted.isEmpty ? 0 : sorted[min(sorted.count * level / Self.levelCount, sorted.count - 1)]
    }
    classes = entries.indices.map { index in
      let similarity = entries[index].similarity
      return (rows[index], columns[index], UInt8(limits.count { $0 <= similarity }))
    }
    share = max(
      Double(entries.count) / (Double(max(sourceCount, 1)) * Double(max(targetCount, 1))), 1e-300)
    (rowOdds, columnOdds, levelOdds) = ([], [], [])
    (listed, unlisted) = (0, 0)
    guess()
  }

  /// Before anything is known: most matched pairs are listed, and each rank is half as likely as the one before.
  private mutating func guess() {
    listed = Float(log(0.9 / share))
    unlisted = Float(log(0.1 / max(1 - share, 1e-3)))
    rowOdds = [1, 0, -0.7, -1.4, -2.1]
    columnOdds = rowOdds
    levelOdds = [Float](repeating: 0, count: Self.levelCount)
  }

  /// Learns from matched pairs, weighted.
  mutating func learn(from pairs: [MatchedPair]) {
    var (hits, total) = (1.0, 1.25)
    var counts = (
      row: [Double](repeating: 0, count: Self.rankClassCount),
      column: [Double](repeating: 0, count: Self.rankClassCount),
      level: [Double](repeating: 0, count: Self.levelCount)
    )
    for pair in pairs {
      total += Double(pair.weight)
      guard let entry = index(pair.source, pair.target) else { continue }
      hits += Double(pair.weight)
      counts.row[Int(classes[entry].row)] += Double(pair.weight)
      counts.column[Int(classes[entry].column)] += Double(pair.weight)
      counts.level[Int(classes[entry].level)] += Double(pair.weight)
    }
    let rate = hits / total
    listed = Float(log(rate / share))
    unlisted = Float(log((1 - rate) / max(1 - share, 1e-3)))
    rowOdds = odds(counts.row, classes.map(\.row))
    columnOdds = odds(counts.column, classes.map(\.column))
    levelOdds = odds(counts.level, classes.map(\.level))
  }

  /// ln(share of matched pairs in a class / share of listed pairs in it), each class with pseudo-counts.
  private func odds(_ matched: [Double], _ all: [UInt8]) -> [Float] {
    var base = [Double](repeating: 0, count: matched.count)
    for value in all { base[Int(value)] += 1 }
    let (sum, whole) = (matched.reduce(0, +), base.reduce(0, +))
    return matched.indices.map { k in
      let expected = (base[k] + 0.5) / (whole + 0.5 * Double(matched.count))
      return Float(log((matched[k] + 5 * expected) / ((sum + 5) * expected)))
    }
  }

  /// The log-odds of a pair.
  ///
  /// - Complexity: O(log entries of the source)
  func score(_ source: Int, _ target: Int) -> Float {
    guard let entry = index(source, target) else { return unlisted }
    let own = classes[entry]
    return listed + levelOdds[Int(own.level)]
      + 0.5 * (rowOdds[Int(own.row)] + columnOdds[Int(own.column)])
  }

  /// The targets listed for a source.
  func listedTargets(of source: Int) -> ArraySlice<Int32> {
    targets[offsets[source]..<offsets[source + 1]]
  }

  private func index(_ source: Int, _ target: Int) -> Int? {
    var (low, high) = (offsets[source], offsets[source + 1])
    while low < high {
      let middle = low + (high - low) / 2
      if targets[middle] < target { low = middle + 1 } else { high = middle }
    }
    return low < offsets[source + 1] && Int(targets[low]) == target ? low : nil
  }
}

extension SparsePrior {
  /// Whether it lists far more of these pairs than of all pairs: three deviations, and twice as many.
  func agrees(with pairs: [MatchedPair], _ sourceCount: Int, _ targetCount: Int) -> Bool {
    let listed = Set(entries.map { $0.source * targetCount + $0.target })
    let hits = Double(pairs.count { listed.contains($0.source * targetCount + $0.target) })
    let expected =
      Double(pairs.count) * Double(listed.count) / (Double(sourceCount) * Double(targetCount))
    return hits > 2 * expected && hits > expected + 3 * expected.squareRoot() + 3
  }

  /// Whether edges bear it out: of neighbors i, j the listed w, v are neighbors far more often than two nodes of
  /// their degrees are by chance, d_w·d_v/2m₂.
  ///
  /// - Complexity: O(edges · entries of a source² · log degree), at most 20 000 edges
  func isBorneOut(by source: Adjacency, _ target: Adjacency) -> Bool {
    var lists = [[Int]](repeating: [], count: source.nodeCount)
    for entry in entries { lists[entry.source].append(entry.target) }
    var (found, expected) = (0.0, 0.0)
    var edges: [(Int, Int)] = []
    for i in 0..<source.nodeCount where !lists[i].isEmpty {
      for entry in source.offsets[i]..<source.offsets[i + 1] {
        let j = Int(source.neighbors[entry])
        if i < j, !lists[j].isEmpty { edges.append((i, j)) }
      }
    }
    let total = Double(max(target.entryCount, 1))
    for index in stride(from: 0, to: edges.count, by: max(1, edges.count / 20_000)) {
      for w in lists[edges[index].0] {
        for v in lists[edges[index].1] {
          if target.contains(w, v) { found += 1 }
          expected += Double(target.count(of: w)) * Double(target.count(of: v)) / total
        }
      }
    }
    return found > 2 * expected && found > expected + 3 * expected.squareRoot() + 3
  }
}
