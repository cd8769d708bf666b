package import NearestNeighbors
internal import Parallel

extension CandidateRows {
  /// Rows from lists, checked.
  ///
  /// - Precondition: ids are below `columnCount`, none stands twice in a list, and no list ascends in
  ///   similarity.
  init(_ lists: [[Candidate]], columnCount: Int) {
    self.init(columnCount: columnCount)
    reserve(rowCount: lists.count, entryCount: lists.reduce(0) { $0 + $1.count })
    for (node, list) in lists.enumerated() {
      precondition(
        list.allSatisfy { $0.target >= 0 && $0.target < columnCount },
        "source node \(node) has a candidate that is no target node")
      precondition(
        Set(list.map(\.target)).count == list.count,
        "source node \(node) has a candidate twice")
      precondition(
        zip(list, list.dropFirst()).allSatisfy { $0.similarity >= $1.similarity },
        "the candidates of source node \(node) are not ordered by similarity")
      for candidate in list { append(Int32(candidate.target), candidate.similarity) }
      endRow()
    }
  }

  /// Rows of at most one entry each.
  init(_ entries: [Candidate?], columnCount: Int) {
    self.init(columnCount: columnCount)
    reserve(rowCount: entries.count, entryCount: entries.count)
    for entry in entries {
      if let entry { append(Int32(entry.target), entry.similarity) }
      endRow()
    }
  }

  /// A row for each list of nearest neighbors, nearest first.
  ///
  /// - Parameter weight: what a squared distance weighs.
  package init(
    _ lists: NeighborLists, columnCount: Int, weight: @Sendable (Double) -> Float
  ) {
    let (neighbors, count) = (lists.neighbors, lists.count)
    self = unsafe CandidateRows(
      rowCount: lists.queryCount, columnCount: columnCount, countPerRow: count, grain: 128,
      state: ()
    ) { _, row, ids, weights in
      for i in 0..<count {
        let neighbor = neighbors[row * count + i]
        unsafe (ids[i], weights[i]) = (Int32(neighbor.index), weight(neighbor.squaredDistance))
      }
    }
  }

  /// Rows of the nearest columns, by distances that a closure knows.
  ///
  /// - Parameters:
  ///   - count: how many entries a row gets.
  ///   - offer: offers the columns of a row to a set, at least `count` of them. Any number may stand for
  ///     the squared distance, as long as less is nearer.
  ///   - weight: what such a number weighs.
  package init(
    rowCount: Int, columnCount: Int, nearest count: Int, grain: Int,
    offer: @Sendable (Int, inout NearestSet) -> Void, weight: @Sendable (Double) -> Float
  ) {
    self = unsafe CandidateRows(
      rowCount: rowCount, columnCount: columnCount, countPerRow: count, grain: grain,
      state: NearestSet(count: count)
    ) { nearest, row, ids, weights in
      nearest.removeAll()
      offer(row, &nearest)
      for i in 0..<count {
        let neighbor = nearest.neighbors[i]
        unsafe (ids[i], weights[i]) = (Int32(neighbor.index), weight(neighbor.squaredDistance))
      }
    }
  }

  /// Rows of equally many entries, filled in by several threads.
  ///
  /// - Parameters:
  ///   - state: what each thread has a copy of.
  ///   - fill: fills in the `countPerRow` places of a row.
  @unsafe private init<State: Sendable>(
    rowCount: Int, columnCount: Int, countPerRow count: Int, grain: Int,
    state: State,
    fill:
      @Sendable (
        inout State, Int, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Float>
      ) -> Void
  ) {
    var ids = [Int32](repeating: 0, count: rowCount * count)
    var weights = [Float](repeating: 0, count: rowCount * count)
    if count > 0 {
      unsafe ids.withUnsafeMutableBufferPointer { ids in
        unsafe weights.withUnsafeMutableBufferPointer { weights in
          // SAFETY: each range of rows is filled by one thread, which writes only their places.
          nonisolated(unsafe) let (ids, weights) = unsafe (ids, weights)
          parallelFor(
            rowCount, grain: grain, state: { state },
            body: { state, rows in
              for row in rows {
                unsafe fill(
                  &state, row, ids.baseAddress! + row * count, weights.baseAddress! + row * count)
              }
            })
        }
      }
    }
    self.init(
      columnCount: columnCount, offsets: (0...rowCount).map { $0 * count }, ids: ids,
      weights: weights)
  }
}
