internal import LinearAlgebra
internal import Parallel

/// Points divided in two, and in two again, until few are left together.
///
/// Halves are equal to within one point, so the tree is known from the number of points alone: the
/// children of node *i* are 2i + 1 and 2i + 2, node *j* of depth *d* holds the points at places
/// ⌊n·j / 2ᵈ⌋ ..< ⌊n·(j + 1) / 2ᵈ⌋ of ``order``, and all leaves have depth ``levels``. No node needs to be
/// stored, and the nodes of one depth can be made at once, each with all that is below it.
struct KDPartition: Sendable {
  let pointCount: Int
  /// How often the points are halved.
  let levels: Int
  /// The points, leaf after leaf.
  private(set) var order: [Int32]

  /// The number of leaves.
  var leafCount: Int { 1 << levels }

  /// The places that the points of node `index` of depth `depth` have in ``order``.
  func places(ofNode index: Int, depth: Int) -> Range<Int> {
    (pointCount * index) >> depth..<(pointCount * (index + 1)) >> depth
  }

  /// Halves the rows of a matrix along whichever of the leading columns spreads them most.
  ///
  /// - Parameters:
  ///   - columnCount: how many leading columns may be chosen.
  ///   - leafSize: how many points may stay together.
  /// - Complexity: O(n · log(n / leafSize)) expected
  init(_ points: Matrix, columnCount: Int, leafSize: Int) {
    let pointCount = points.rowCount
    var levels = 0
    while (pointCount + (1 << levels) - 1) >> levels > leafSize { levels += 1 }
    (self.pointCount, self.levels) = (pointCount, levels)
    order = (0..<Int32(pointCount)).map { $0 }
    guard columnCount > 0 else { return }
    var keys = [UInt64](repeating: 0, count: pointCount)
    let (partition, shared) = (self, min(levels, Self.sharedLevels))
    unsafe order.withUnsafeMutableBufferPointer { order in
      unsafe keys.withUnsafeMutableBufferPointer { keys in
        // SAFETY: the nodes of one depth, with all that is below them, hold different places.
        nonisolated(unsafe) let (order, keys) = unsafe (order, keys)
        let split = { @Sendable (node: Int, depth: Int) in
          let places = partition.places(ofNode: node, depth: depth)
          let middle = partition.places(ofNode: 2 * node + 1, depth: depth + 1).lowerBound
          unsafe Self.split(
            points, columnCount, UnsafeMutableBufferPointer(rebasing: order[places]),
            UnsafeMutableBufferPointer(rebasing: keys[places]), at: middle - places.lowerBound)
        }
        for depth in 0..<shared {
          parallelFor(1 << depth, grain: 1) { nodes in
            for node in nodes { split(node, depth) }
          }
        }
        parallelFor(1 << shared, grain: 1) { tops in
          for top in tops {
            for depth in shared..<partition.levels {
              let first = top << (depth - shared)
              for node in first..<first + 1 << (depth - shared) { split(node, depth) }
            }
          }
        }
      }
    }
  }

  /// After so many halvings each part is divided to the end by one thread, so that its points stay in the cache.
  private static let sharedLevels = 6

  /// Moves the points with the `middle` smallest values in the best column to the front.
  private static func split(
    _ points: Matrix, _ columnCount: Int, _ order: UnsafeMutableBufferPointer<Int32>,
    _ keys: UnsafeMutableBufferPointer<UInt64>, at middle: Int
  ) {
    let width = points.columnCount
    unsafe points.elements.withUnsafeBufferPointer { elements in
      let column = unsafe widestColumn(elements, width, columnCount, order)
      for place in order.indices {
        let id = unsafe order[place]
        unsafe keys[place] = key(elements[Int(id) * width + column], id)
      }
      unsafe keys.select(middle)
      for place in order.indices { unsafe order[place] = Int32(truncatingIfNeeded: keys[place]) }
    }
  }

  /// The column in which points spread most; some 32 of them, evenly drawn, tell.
  private static func widestColumn(
    _ elements: UnsafeBufferPointer<Float>, _ width: Int, _ columnCount: Int,
    _ order: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    let step = max(1, order.count / 32)
    var best = (column: 0, side: -Float.infinity)
    for column in 0..<columnCount {
      var (low, high) = (Float.infinity, -Float.infinity)
      for place in stride(from: 0, to: order.count, by: step) {
        let x = unsafe elements[Int(order[place]) * width + column]
        low = min(low, x)
        high = max(high, x)
      }
      if high - low > best.side { best = (column, high - low) }
    }
    return best.column
  }

  /// A whole number that orders like the coordinate, and by the point where coordinates are equal.
  private static func key(_ x: Float, _ id: Int32) -> UInt64 {
    let bits = x.bitPattern
    let ordered = bits ^ (bits >> 31 == 1 ? 0xffff_ffff : 0x8000_0000)
    return UInt64(ordered) << 32 | UInt64(UInt32(bitPattern: id))
  }
}

extension UnsafeMutableBufferPointer<UInt64> {
  /// Moves different numbers so that the one at `place` is where sorting would put it, smaller ones
  /// before and larger ones after (Hoare's selection; the middle of three as pivot).
  fileprivate func select(_ place: Int) {
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = low + (high - low) / 2
      if unsafe self[middle] < self[low] { unsafe swapAt(middle, low) }
      if unsafe self[high] < self[low] { unsafe swapAt(high, low) }
      if unsafe self[high] < self[middle] { unsafe swapAt(high, middle) }
      let pivot = unsafe self[middle]
      var (i, j) = (low, high)
      while i <= j {
        while unsafe self[i] < pivot { i += 1 }
        while unsafe pivot < self[j] { j -= 1 }
        if i <= j {
          unsafe swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if place <= j { high = j } else if place >= i { low = i } else { return }
    }
  }
}
