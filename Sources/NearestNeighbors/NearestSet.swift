/// The best `count` neighbors seen so far, best first.
///
/// Insertion into a sorted array: counts are small, and nearly everything offered is refused by one
/// comparison.
struct NearestSet {
  private(set) var neighbors: [Neighbor] = []
  private let count: Int

  init(count: Int) {
    self.count = count
    neighbors.reserveCapacity(count + 1)
  }

  /// The squared distance that a neighbor must not exceed to be of interest.
  var bound: Double { neighbors.count < count ? .infinity : neighbors[count - 1].squaredDistance }

  mutating func removeAll() { neighbors.removeAll(keepingCapacity: true) }

  mutating func insert(_ neighbor: Neighbor) {
    if neighbors.count == count {
      guard count > 0, Neighbor.precedes(neighbor, neighbors[count - 1]) else { return }
      neighbors.removeLast()
    }
    var place = neighbors.count
    while place > 0, Neighbor.precedes(neighbor, neighbors[place - 1]) { place -= 1 }
    neighbors.insert(neighbor, at: place)
  }
}
