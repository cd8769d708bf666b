extension Adjacency {
  /// Sorts entries (row, column) into rows, dropping self-loops, entries of weight 0 and repetitions.
  ///
  /// Of repeated entries the largest weight counts, so that the order of the input never matters.
  ///
  /// - Parameter symmetric: whether every entry (i, j) also stands for (j, i).
  /// - Complexity: O(nodes + entries)
  package init(
    nodeCount: Int, rows: [Int32], columns: [Int32], weights: [Double]?, symmetric: Bool
  ) {
    precondition(rows.count == columns.count, "\(rows.count) rows for \(columns.count) columns")
    precondition(
      weights.map { $0.count == rows.count } ?? true,
      "\(weights?.count ?? 0) weights for \(rows.count) entries")
    // Sorting by column first and by row second, each time by counting and in a stable way, leaves
    // every row ascending. For a symmetric matrix both passes share their counts.
    let byColumn = Entries(
      nodeCount: nodeCount, keys: columns, values: rows, weights: weights, symmetric: symmetric)
    let byRow = byColumn.transposed()
    self = byRow.merged()
  }
}

/// Rows that may still hold repetitions.
private struct Entries {
  var offsets: [Int]
  var values: [Int32]
  var weights: [Double]?

  /// Groups `values` by `keys`, keeping the order within a group.
  init(
    nodeCount: Int, keys: [Int32], values: [Int32], weights: [Double]?, symmetric: Bool
  ) {
    var ends = [Int](repeating: 0, count: nodeCount + 1)
    func keeps(_ i: Int) -> Bool { keys[i] != values[i] && (weights.map { $0[i] != 0 } ?? true) }
    for i in keys.indices where keeps(i) {
      ends[Int(keys[i]) + 1] += 1
      if symmetric { ends[Int(values[i]) + 1] += 1 }
    }
    for node in 0..<nodeCount { ends[node + 1] += ends[node] }
    offsets = ends
    var next = ends
    let total = ends[nodeCount]
    var grouped = [Int32](repeating: 0, count: total)
    var groupedWeights = weights.map { _ in [Double](repeating: 0, count: total) }
    func place(_ key: Int32, _ value: Int32, _ weight: Double?) {
      let position = next[Int(key)]
      next[Int(key)] += 1
      grouped[position] = value
      if let weight { groupedWeights![position] = weight }
    }
    for i in keys.indices where keeps(i) {
      place(keys[i], values[i], weights?[i])
      if symmetric { place(values[i], keys[i], weights?[i]) }
    }
    self.values = grouped
    self.weights = groupedWeights
  }

  private init(offsets: [Int], values: [Int32], weights: [Double]?) {
    (self.offsets, self.values, self.weights) = (offsets, values, weights)
  }

  /// Rows become columns; every row of the result is ascending.
  func transposed() -> Entries {
    let nodeCount = offsets.count - 1
    var ends = [Int](repeating: 0, count: nodeCount + 1)
    for value in values { ends[Int(value) + 1] += 1 }
    for node in 0..<nodeCount { ends[node + 1] += ends[node] }
    var next = ends
    var sorted = [Int32](repeating: 0, count: values.count)
    var sortedWeights = weights.map { _ in [Double](repeating: 0, count: values.count) }
    for row in 0..<nodeCount {
      for i in offsets[row]..<offsets[row + 1] {
        let position = next[Int(values[i])]
        next[Int(values[i])] += 1
        sorted[position] = Int32(row)
        if let weights { sortedWeights![position] = weights[i] }
      }
    }
    return Entries(offsets: ends, values: sorted, weights: sortedWeights)
  }

  /// One entry for each run of equal ones; weights that are all 1 are left out.
  func merged() -> Adjacency {
    let nodeCount = offsets.count - 1
    var ends = [0]
    ends.reserveCapacity(nodeCount + 1)
    var (kept, keptWeights) = (values, weights)
    var count = 0
    for row in 0..<nodeCount {
      let start = count
      for i in offsets[row]..<offsets[row + 1] {
        if count > start, kept[count - 1] == values[i] {
          if let weights { keptWeights![count - 1] = max(keptWeights![count - 1], weights[i]) }
        } else {
          kept[count] = values[i]
          if let weights { keptWeights![count] = weights[i] }
          count += 1
        }
      }
      ends.append(count)
    }
    let dropped = kept.count - count
    kept.removeLast(dropped)
    keptWeights?.removeLast(dropped)
    if keptWeights?.allSatisfy({ $0 == 1 }) == true { keptWeights = nil }
    return Adjacency(offsets: ends, neighbors: kept, weights: keptWeights)
  }
}
