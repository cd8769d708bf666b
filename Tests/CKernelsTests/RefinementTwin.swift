/// Rounds of refinement with lists instead of flat arrays, and sets for what has changed.
///
/// It keeps to the order of sums that the headers of the kernels give, so that it must agree to the bit.
struct RefinementTwin {
  struct Entry: Equatable {
    var id: Int32
    var value: Float
  }

  static let hubDegree = 2048

  struct Options {
    var width = 6
    var power = 2
    var floor: Float = 0.01
    var closingEpsilon: Float = 1e-4
    var senderShare: Float = 0.05
    var senderBudget = 20
    var visitBudget = Int.max
    var tolerance: Float = 1e-3
  }

  let source, target: SmallGraph
  let options: Options
  let owners: [Int32]?
  /// M, and its rows before their columns were scaled.
  private(set) var matrix: [[Entry]]
  private(set) var shares: [[Entry]]
  private(set) var senders: [[Entry]]
  private(set) var changed: Set<Int> = []
  private(set) var decided: Set<Int> = []

  init(
    _ source: SmallGraph, _ target: SmallGraph, _ options: Options, owners: [Int32]?,
    start: [[Entry]]
  ) {
    (self.source, self.target, self.options) = (source, target, options)
    (self.owners, matrix, shares) = (owners, start, start)
    senders = [[Entry]](repeating: [], count: start.count)
  }

  /// One round; returns the rows that were computed and not copied.
  mutating func run(epsilon: Float, isFirst: Bool) -> Set<Int> {
    pickSenders(isFirst: isFirst)
    var (next, active) = (shares, Set<Int>())
    for row in matrix.indices {
      let around = source.list(row)
      let isSettled =
        decided.contains(row) && !changed.contains(row)
        && !around.contains { changed.contains(Int($0)) }
      guard !isSettled, let refined = refineRow(row, epsilon: epsilon) else { continue }
      next[row] = refined
      active.insert(row)
      if refined[0].value >= 0.9 { decided.insert(row) } else { decided.remove(row) }
    }
    shares = next
    matrix = Self.columnsScaled(next, columnCount: target.nodeCount)
    return active
  }

  private mutating func pickSenders(isFirst: Bool) {
    changed = []
    for (row, entries) in matrix.enumerated() {
      let largest = entries.map(\.value).max() ?? 0
      let limit = max(3, options.senderBudget / max(source.list(row).count, 1))
      let chosen = entries.filter { $0.value > options.senderShare * largest }
        .sorted { $0.value != $1.value ? $0.value > $1.value : $0.id < $1.id }
        .prefix(limit).sorted { $0.id < $1.id }
      let old = senders[row]
      let isSame =
        !isFirst && chosen.map(\.id) == old.map(\.id)
        && zip(chosen, old).allSatisfy { abs($0.value - $1.value) <= options.tolerance }
      guard !isSame else { continue }
      changed.insert(row)
      senders[row] = chosen
    }
  }

  /// The matches of a row's neighbors, in the order in which they are heard of first, and how much speaks for each.
  private func heard(_ row: Int) -> [Entry] {
    var heard: [Entry] = []
    for sender in source.list(row).flatMap({ senders[Int($0)] }) {
      if let known = heard.firstIndex(where: { $0.id == sender.id }) {
        heard[known].value += sender.value
      } else {
        heard.append(sender)
      }
    }
    return heard
  }

  /// What matches say for the given target nodes.
  private func support(_ ids: some Sequence<Int32>, _ heard: [Entry]) -> [Int32: Float] {
    var sums: [Int32: Float] = [:]
    for id in ids {
      let list = target.list(Int(id))
      // A hub is asked by the matches, in their order.
      let inOrder =
        list.count > Self.hubDegree
        ? heard.filter { list.contains($0.id) }
        : list.compactMap { id in heard.first { $0.id == id } }
      let sum = inOrder.reduce(Float(0)) { $0 + $1.value }
      if sum > 0 { sums[id] = sum }
    }
    return sums
  }

  /// What matches propose to all of their neighbors; hubs, to the candidates alone that a row has.
  private func proposals(_ row: Int, _ heard: [Entry]) -> [Int32: Float] {
    let own = Set(matrix[row].map(\.id))
    var sums: [Int32: Float] = [:]
    for match in heard {
      let list = target.list(Int(match.id))
      for w in list where list.count <= Self.hubDegree || own.contains(w) {
        sums[w, default: 0] += match.value
      }
    }
    return sums
  }

  /// What all matches say for what a row has, and for those that the weightiest matches speak for most.
  private func boundedProposals(_ row: Int, _ heard: [Entry]) -> [Int32: Float] {
    var (buckets, costs) = ([UInt32: [Entry]](), [UInt32: Int]())
    for match in heard {
      let degree = target.list(Int(match.id)).count
      guard degree > 0, degree <= Self.hubDegree else { continue }
      let bucket = (match.value / Float(degree).squareRoot()).bitPattern >> 20
      buckets[bucket, default: []].append(match)
      costs[bucket, default: 0] += degree
    }
    var (chosen, spent) = (Set<Int32>(), 0)
    for bucket in buckets.keys.sorted(by: >) {
      guard spent == 0 || spent + costs[bucket]! <= options.visitBudget else { break }
      spent += costs[bucket]!
      chosen.formUnion(buckets[bucket]!.map(\.id))
    }
    let best = proposals(row, heard.filter { chosen.contains($0.id) })
      .filter { !isTaken(row, $0.key) }
      .map { Entry(id: $0.key, value: jaccard(row, $0.key, $0.value)) }
      .sorted { $0.value != $1.value ? $0.value > $1.value : $0.id < $1.id }
    return support(Set(matrix[row].map(\.id) + best.prefix(options.width).map(\.id)), heard)
  }

  private func isTaken(_ row: Int, _ w: Int32) -> Bool {
    owners.map { $0[Int(w)] >= 0 && $0[Int(w)] != row } ?? false
  }

  private func jaccard(_ row: Int, _ w: Int32, _ sum: Float) -> Float {
    let (degree, other) = (Float(source.list(row).count), Float(target.list(Int(w)).count))
    return sum / (degree + other - min(sum, min(degree, other)))
  }

  /// The new row, or nothing if nothing was proposed.
  private func refineRow(_ row: Int, epsilon: Float) -> [Entry]? {
    let heard = heard(row)
    var sums = epsilon <= options.closingEpsilon ? support(matrix[row].map(\.id), heard) : [:]
    if sums.isEmpty {
      let degrees = heard.map { target.list(Int($0.id)).count }
      let visits = degrees.filter { $0 <= Self.hubDegree }.reduce(0, +)
      sums = visits <= options.visitBudget ? proposals(row, heard) : boundedProposals(row, heard)
    }
    var scores: [Entry] = []
    for (w, sum) in sums where !isTaken(row, w) {
      let jaccard = jaccard(row, w, sum)
      var power = options.power > 0 ? jaccard : sum
      for _ in 0..<max(options.power - 1, 0) { power *= jaccard }
      let present = matrix[row].first { $0.id == w }?.value ?? 0
      scores.append(Entry(id: w, value: power * (present + epsilon)))
    }
    let best = scores.map(\.value).max() ?? 0
    let kept = scores.filter { $0.value > 0 && $0.value >= best * options.floor }
      .sorted { $0.value != $1.value ? $0.value > $1.value : $0.id < $1.id }
      .prefix(options.width)
    guard !kept.isEmpty else { return nil }
    let total = kept.reduce(0.0) { $0 + Double($1.value) }
    return kept.map { Entry(id: $0.id, value: Float(Double($0.value) / total)) }
  }

  /// The rows divided by the sums of their columns, which are added up row by row.
  static func columnsScaled(_ rows: [[Entry]], columnCount: Int) -> [[Entry]] {
    var sums = [Float](repeating: 0, count: columnCount)
    for row in rows {
      for entry in row { sums[Int(entry.id)] += entry.value }
    }
    return rows.map { $0.map { Entry(id: $0.id, value: $0.value / sums[Int($0.id)]) } }
  }
}
