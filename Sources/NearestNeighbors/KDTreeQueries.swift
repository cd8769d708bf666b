internal import LinearAlgebra
internal import Parallel
internal import Synchronization

/// Queries, made ready to go through a tree sixteen at a time.
///
/// They are put in the order of a tree of their own, so that those that go together lie close together,
/// and one search finds in the cache what the last one used.
struct KDTreeQueries: Sendable {
  let queries: RowSelection
  /// The row of the matrix of each distinct query, in the order of the search.
  let rows: [Int32]
  /// The coordinates of these along the tree's axes.
  let rotated: Matrix
  /// The group of each distinct query, in the order of the search.
  let order: [Int32]
  private let partition: KDPartition

  /// The number of bunches of at most sixteen queries.
  var bunchCount: Int { rows.isEmpty ? 0 : partition.leafCount }

  /// The places of a bunch's queries in ``rows``.
  func places(ofBunch bunch: Int) -> Range<Int> {
    partition.places(ofNode: bunch, depth: partition.levels)
  }

  /// - Complexity: O(n · (width · r + log n))
  init(_ queries: RowSelection, for tree: KDTree) {
    let coordinates = queries.coordinates(along: tree.axes)
    let partition = KDPartition(
      coordinates, columnCount: tree.structure.boxWidth, leafSize: KDTreeStructure.lanes)
    self.queries = queries
    order = partition.order
    rows = order.map { queries.rows[Int($0)] }
    rotated = coordinates.selectingRows(order.lazy.map(Int.init))
    self.partition = partition
  }

  /// Finds the neighbors of the queries of some bunches.
  ///
  /// - Parameter leafLimit: how many leaves a bunch may look at, the most promising first; with all of them
  ///   the answer is exact.
  /// - Returns: what it cost; the same for any number of threads.
  @discardableResult
  func search(
    _ tree: KDTree, _ bunches: [Int], leafLimit: Int = .max, into lists: inout NeighborLists
  ) -> SearchCost {
    let count = lists.count
    guard count > 0 else { return SearchCost() }
    let total = Mutex(SearchCost())
    unsafe lists.neighbors.withUnsafeMutableBufferPointer { neighbors in
      // SAFETY: each distinct query writes only the lists of its own rows.
      nonisolated(unsafe) let neighbors = unsafe neighbors
      parallelFor(
        bunches.count, grain: 8,
        state: {
          (
            search: KDTreeSearch(tree, self, count: count, leafLimit: leafLimit),
            rows: [Neighbor]()
          )
        },
        body: { state, range in
          for bunch in bunches[range] {
            state.search.run(bunch)
            for (lane, place) in places(ofBunch: bunch).enumerated() {
              state.rows.removeAll(keepingCapacity: true)
              state.search.best.appendRows(of: lane, in: tree.points.groups, to: &state.rows)
              for row in queries.groups[Int(order[place])] {
                for rank in 0..<count {
                  unsafe neighbors[Int(row) * count + rank] = state.rows[rank]
                }
              }
            }
          }
          let cost = state.search.takeCost()
          total.withLock { $0.add(cost) }
        })
    }
    return total.withLock { $0 }
  }
}
