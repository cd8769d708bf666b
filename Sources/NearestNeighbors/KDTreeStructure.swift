internal import LinearAlgebra

/// The nodes, boxes and blocks of a k-d tree.
struct KDTreeStructure: Sendable {
  /// A node: two children, or a run of blocks.
  struct Node: Sendable {
    /// The first child; the second follows it. −1 in a leaf.
    var firstChild: Int32 = -1
    /// The blocks of a leaf.
    var blocks: Range<Int32> = 0..<0
  }

  /// Coordinates of a point.
  let width: Int
  /// How many leading coordinates a box has: it needs to be cheap more than tight.
  let boxWidth: Int
  private(set) var nodes: [Node] = []
  /// For each node, the low corner of the box around its points, then the high corner.
  private(set) var boxes: [Float] = []
  /// For each block, sixteen first coordinates, sixteen second ones, and so on.
  private(set) var coordinates: [Float] = []
  /// The point in each place of each block, −1 where there is none.
  private(set) var pointIDs: [Int32] = []

  static let lanes = 16

  init(_ points: Matrix, leafSize: Int) {
    width = points.columnCount
    boxWidth = min(width, 16)
    guard points.rowCount > 0 else { return }
    var order = (0..<Int32(points.rowCount)).map { $0 }
    nodes.append(Node())
    boxes.append(contentsOf: repeatElement(0, count: 2 * boxWidth))
    build(0, points, &order, 0..<points.rowCount, leafSize: leafSize)
  }

  private mutating func build(
    _ node: Int, _ points: Matrix, _ order: inout [Int32], _ range: Range<Int>, leafSize: Int
  ) {
    let spread = setBox(node, points, order, range)
    guard range.count > leafSize, let spread else {
      appendLeaf(node, points, order, range)
      return
    }
    let middle = range.lowerBound + range.count / 2
    order.partition(range, at: middle) { a, b in
      let (x, y) = (points[Int(a), spread], points[Int(b), spread])
      return x != y ? x < y : a < b
    }
    let first = nodes.count
    nodes[node].firstChild = Int32(first)
    for _ in 0..<2 {
      nodes.append(Node())
      boxes.append(contentsOf: repeatElement(0, count: 2 * boxWidth))
    }
    build(first, points, &order, range.lowerBound..<middle, leafSize: leafSize)
    build(first + 1, points, &order, middle..<range.upperBound, leafSize: leafSize)
  }

  /// Sets a node's box and returns its longest side, or `nil` if all its points are in one place.
  private mutating func setBox(
    _ node: Int, _ points: Matrix, _ order: [Int32], _ range: Range<Int>
  ) -> Int? {
    var low = [Float](repeating: .infinity, count: boxWidth)
    var high = [Float](repeating: -.infinity, count: boxWidth)
    for i in range {
      let row = Int(order[i]) * width
      for column in 0..<boxWidth {
        let x = points.elements[row + column]
        low[column] = min(low[column], x)
        high[column] = max(high[column], x)
      }
    }
    var longest: (column: Int, side: Float)? = nil
    for column in 0..<boxWidth {
      boxes[2 * node * boxWidth + column] = low[column]
      boxes[(2 * node + 1) * boxWidth + column] = high[column]
      let side = high[column] - low[column]
      if side > longest?.side ?? 0 { longest = (column, side) }
    }
    return longest?.column
  }

  private mutating func appendLeaf(
    _ node: Int, _ points: Matrix, _ order: [Int32], _ range: Range<Int>
  ) {
    let firstBlock = pointIDs.count / Self.lanes
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.lanes) {
      let ids = order[start..<min(start + Self.lanes, range.upperBound)]
      pointIDs += ids
      pointIDs += repeatElement(-1, count: Self.lanes - ids.count)
      for column in 0..<width {
        for id in ids { coordinates.append(points[Int(id), column]) }
        coordinates += repeatElement(.infinity, count: Self.lanes - ids.count)
      }
    }
    nodes[node].blocks = Int32(firstBlock)..<Int32(pointIDs.count / Self.lanes)
  }
}

extension [Int32] {
  /// Moves elements of a range so that the one at `place` is where sorting would put it, smaller ones
  /// before and larger ones after (Hoare's selection; the middle of three as pivot).
  fileprivate mutating func partition(
    _ range: Range<Int>, at place: Int, by precedes: (Int32, Int32) -> Bool
  ) {
    var (low, high) = (range.lowerBound, range.upperBound - 1)
    while low < high {
      let middle = low + (high - low) / 2
      if precedes(self[middle], self[low]) { swapAt(middle, low) }
      if precedes(self[high], self[low]) { swapAt(high, low) }
      if precedes(self[high], self[middle]) { swapAt(high, middle) }
      let pivot = self[middle]
      var (i, j) = (low, high)
      while i <= j {
        while precedes(self[i], pivot) { i += 1 }
        while precedes(pivot, self[j]) { j -= 1 }
        if i <= j {
          swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if place <= j { high = j } else if place >= i { low = i } else { return }
    }
  }
}
