internal import LinearAlgebra
internal import Parallel

/// The boxes of a k-d tree's nodes and the blocks of its leaves.
///
/// A leaf's points stand in blocks of sixteen; a block stores the first coordinate of all sixteen, then
/// the second, and so on; places without a point hold infinity. So one instruction compares a query with
/// sixteen points, and one pass through a block serves sixteen queries.
struct KDTreeStructure: Sendable {
  let partition: KDPartition
  /// Coordinates of a point.
  let width: Int
  /// How many leading coordinates a box has: it needs to be cheap more than tight.
  let boxWidth: Int
  /// For each node, the low corner of the box around its points, then the high corner.
  private(set) var boxes: [Float]
  private(set) var coordinates: [Float]
  /// The first block of each leaf, and the end of the last.
  let leafBlocks: [Int32]

  static let lanes = 16
  static let boxWidthLimit = 16

  /// - Complexity: O(n · (width + log n)), in parallel
  init(_ points: Matrix, leafSize: Int) {
    width = points.columnCount
    boxWidth = min(width, Self.boxWidthLimit)
    partition = KDPartition(points, columnCount: boxWidth, leafSize: leafSize)
    var ends: [Int32] = [0]
    for leaf in 0..<partition.leafCount {
      let size = partition.places(ofNode: leaf, depth: partition.levels).count
      ends.append(ends[leaf] + Int32((size + Self.lanes - 1) / Self.lanes))
    }
    leafBlocks = ends
    boxes = [Float](repeating: 0, count: (2 * partition.leafCount - 1) * 2 * boxWidth)
    coordinates = [Float](
      repeating: .infinity, count: Int(ends[partition.leafCount]) * Self.lanes * width)
    fillLeaves(points)
    uniteBoxes()
  }

  /// Fills the blocks and the boxes of all leaves.
  private mutating func fillLeaves(_ points: Matrix) {
    let (width, boxWidth) = (width, boxWidth)
    let (partition, leafBlocks) = (partition, leafBlocks)
    unsafe coordinates.withUnsafeMutableBufferPointer { coordinates in
      unsafe boxes.withUnsafeMutableBufferPointer { boxes in
        // SAFETY: each leaf writes only its own blocks and its own box.
        nonisolated(unsafe) let (coordinates, boxes) = unsafe (coordinates, boxes)
        parallelFor(partition.leafCount, grain: 16) { leaves in
          for leaf in leaves {
            let places = partition.places(ofNode: leaf, depth: partition.levels)
            let low = 2 * boxWidth * (partition.leafCount - 1 + leaf)
            for column in 0..<boxWidth {
              unsafe boxes[low + column] = .infinity
              unsafe boxes[low + boxWidth + column] = -.infinity
            }
            for (index, place) in places.enumerated() {
              let row = points[row: Int(partition.order[place])]
              let block = Int(leafBlocks[leaf]) + index / Self.lanes
              let first = block * Self.lanes * width + index % Self.lanes
              for column in 0..<width {
                unsafe coordinates[first + column * Self.lanes] = row[column]
              }
              for column in 0..<boxWidth {
                unsafe boxes[low + column] = min(boxes[low + column], row[column])
                unsafe boxes[low + boxWidth + column] = max(
                  boxes[low + boxWidth + column], row[column])
              }
            }
          }
        }
      }
    }
  }

  /// Makes each inner node's box from those of its children.
  private mutating func uniteBoxes() {
    let size = 2 * boxWidth
    for node in (0..<partition.leafCount - 1).reversed() {
      let (own, first, second) = (node * size, (2 * node + 1) * size, (2 * node + 2) * size)
      for column in 0..<boxWidth {
        boxes[own + column] = min(boxes[first + column], boxes[second + column])
      }
      for column in boxWidth..<size {
        boxes[own + column] = max(boxes[first + column], boxes[second + column])
      }
    }
  }
}
