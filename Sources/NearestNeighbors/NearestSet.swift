/// The best `count` neighbors seen so far, best first.
///
/// Insertion into a sorted array: counts are small, and nearly everything offered is refused by one
/// comparison. What is offered need not be a distance: any number of which less is better will do.
@usableFromInline package struct NearestSet: Sendable {
  /// The neighbors kept, nearest first.
  @usableFromInline package internal(set) var neighbors: [Neighbor] = []
  @usableFromInline let count: Int

  /// A set that keeps `count` neighbors.
  @inlinable package init(count: Int) {
    self.count = count
    neighbors.reserveCapacity(count + 1)
  }

  /// The squared distance that a neighbor must not exceed to be of interest.
  var bound: Double { neighbors.count < count ? .infinity : neighbors[count - 1].squaredDistance }

  /// Forgets all neighbors.
  @inlinable package mutating func removeAll() { neighbors.removeAll(keepingCapacity: true) }

  /// Offers a neighbor.
  ///
  /// - Complexity: O(count), O(1) for a neighbor that is refused
  @inlinable package mutating func insert(_ neighbor: Neighbor) {
    if neighbors.count == count {
      guard count > 0, Neighbor.precedes(neighbor, neighbors[count - 1]) else { return }
    }
    keep(neighbor)
  }

  /// Puts a neighbor in its place; the last makes room for it where there are ``count``.
  @usableFromInline mutating func keep(_ neighbor: Neighbor) {
    if neighbors.count < count { neighbors.append(neighbor) }
    // A span, so that the array asks once whether it is shared, and not at every step.
    var kept = neighbors.mutableSpan
    var place = kept.count - 1
    while place > 0, Neighbor.precedes(neighbor, kept[place - 1]) {
      kept[place] = kept[place - 1]
      place -= 1
    }
    kept[place] = neighbor
  }
}
