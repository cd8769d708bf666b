internal import LinearAlgebra
internal import Parallel

/// Pairs of a source and a target node that are worth a look, by source and by target.
struct CandidatePairs: Sendable {
  /// The pairs of source node *i* are those from `offsets[i]` to `offsets[i + 1]`, targets ascending.
  private(set) var offsets: [Int] = [0]
  private(set) var targets: [Int32] = []
  /// The same from the target's side: sources ascending.
  private(set) var columnOffsets: [Int]
  private(set) var sources: [Int32]
  /// For each pair from the target's side, which it is from the source's.
  private(set) var order: [Int32]

  var count: Int { targets.count }
  var sourceCount: Int { offsets.count - 1 }
  var targetCount: Int { columnOffsets.count - 1 }

  /// Pairs from lists of targets, which may name one several times.
  init(_ lists: [[Int32]], targetCount: Int) {
    columnOffsets = [Int](repeating: 0, count: targetCount + 1)
    var sorted = lists
    sorted.mutableSpan.forEachRow(rowCount: lists.count, grain: 64) { _, own in own[0].sort() }
    targets.reserveCapacity(lists.reduce(0) { $0 + $1.count })
    for list in sorted {
      var previous: Int32 = -1
      for target in list where target != previous {
        targets.append(target)
        columnOffsets[Int(target) + 1] += 1
        previous = target
      }
      offsets.append(targets.count)
    }
    for column in 0..<targetCount { columnOffsets[column + 1] += columnOffsets[column] }
    sources = [Int32](repeating: 0, count: targets.count)
    order = sources
    var next = columnOffsets
    for source in lists.indices {
      for pair in offsets[source]..<offsets[source + 1] {
        let column = Int(targets[pair])
        sources[next[column]] = Int32(source)
        order[next[column]] = Int32(pair)
        next[column] += 1
      }
    }
  }

  /// The pairs of a source node.
  func pairs(of source: Int) -> Range<Int> { offsets[source]..<offsets[source + 1] }

  /// Which pair these two are, if they are one.
  ///
  /// - Complexity: O(log pairs of the source)
  func index(_ source: Int, _ target: Int) -> Int? {
    var (low, high) = (offsets[source], offsets[source + 1])
    while low < high {
      let middle = low + (high - low) / 2
      if targets[middle] < target { low = middle + 1 } else { high = middle }
    }
    return low < offsets[source + 1] && Int(targets[low]) == target ? low : nil
  }

  /// A number of each pair, in the order of the target's side.
  func turned(_ values: [Double]) -> [Double] {
    var turned = [Double](repeating: 0, count: count)
    turned.mutableSpan.forEachSlice(rowCount: count, grain: 4096) { places, turned in
      for place in places { turned[place - places.lowerBound] = values[Int(order[place])] }
    }
    return turned
  }

  /// Calls `body` with each source node and its pairs, several at once, and collects a number for each pair.
  func map(_ body: @Sendable (_ source: Int, _ pair: Int) -> Float) -> [Float] {
    unsafe [Float](unsafeUninitializedCapacity: count) { values, initialized in
      initialized = count
      // SAFETY: each range of rows writes only its own pairs.
      nonisolated(unsafe) let values = unsafe values
      parallelFor(sourceCount, grain: 64) { rows in
        for source in rows {
          for pair in pairs(of: source) {
            unsafe values.initializeElement(at: pair, to: body(source, pair))
          }
        }
      }
    }
  }

  /// The same with numbers of twice the length.
  func mapDoubles(_ body: @Sendable (_ source: Int, _ pair: Int) -> Double) -> [Double] {
    unsafe [Double](unsafeUninitializedCapacity: count) { values, initialized in
      initialized = count
      // SAFETY: each range of rows writes only its own pairs.
      nonisolated(unsafe) let values = unsafe values
      parallelFor(sourceCount, grain: 64) { rows in
        for source in rows {
          for pair in pairs(of: source) {
            unsafe values.initializeElement(at: pair, to: body(source, pair))
          }
        }
      }
    }
  }
}
