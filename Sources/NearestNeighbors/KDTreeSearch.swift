internal import CKernels
internal import LinearAlgebra

/// One search after the other through a k-d tree.
struct KDTreeSearch {
  let tree: KDTree
  /// The best groups found, named by their first rows.
  private(set) var best: NearestSet

  init(tree: KDTree, count: Int) {
    self.tree = tree
    best = NearestSet(count: count)
  }

  /// Finds the groups of points nearest to a query.
  ///
  /// - Parameters:
  ///   - rotated: the query along the tree's axes.
  ///   - query: the query itself.
  ///   - slack: by how much rounding may falsify a distance along the axes.
  mutating func run(rotated: Span<Float>, query: Span<Float>, slack: Double) {
    best.removeAll()
    let structure = tree.structure
    guard !structure.nodes.isEmpty else { return }
    unsafe rotated.withUnsafeBufferPointer { rotated in
      unsafe structure.nodes.withUnsafeBufferPointer { nodes in
        unsafe structure.boxes.withUnsafeBufferPointer { boxes in
          unsafe structure.coordinates.withUnsafeBufferPointer { coordinates in
            unsafe structure.pointIDs.withUnsafeBufferPointer { pointIDs in
              let memory = unsafe Memory(
                rotated: rotated, nodes: nodes, boxes: boxes, coordinates: coordinates,
                pointIDs: pointIDs)
              unsafe visit(0, query, memory, slack)
            }
          }
        }
      }
    }
  }

  /// The tree's arrays without the checks, for the one place where they cost more than the work.
  @unsafe private struct Memory {
    let rotated: UnsafeBufferPointer<Float>
    let nodes: UnsafeBufferPointer<KDTreeStructure.Node>
    let boxes: UnsafeBufferPointer<Float>
    let coordinates: UnsafeBufferPointer<Float>
    let pointIDs: UnsafeBufferPointer<Int32>
  }

  /// The largest squared distance along the axes that a point of interest can show.
  private func bound(_ slack: Double) -> Float {
    let distance = best.bound.squareRoot() * (1 + 1e-5) + slack
    return Float(distance * distance * (1 + 1e-5)).nextUp
  }

  private mutating func visit(
    _ node: Int, _ query: Span<Float>, _ memory: Memory, _ slack: Double
  ) {
    let first = Int(unsafe memory.nodes[node].firstChild)
    guard first >= 0 else {
      unsafe scan(memory.nodes[node].blocks, query, memory, slack)
      return
    }
    let near = unsafe boxDistance(first, memory)
    let far = unsafe boxDistance(first + 1, memory)
    let order = near <= far ? ((first, near), (first + 1, far)) : ((first + 1, far), (first, near))
    if order.0.1 <= bound(slack) { unsafe visit(order.0.0, query, memory, slack) }
    if order.1.1 <= bound(slack) { unsafe visit(order.1.0, query, memory, slack) }
  }

  private func boxDistance(_ node: Int, _ memory: Memory) -> Float {
    let width = tree.structure.boxWidth
    guard width > 0 else { return 0 }
    let low = unsafe memory.boxes.baseAddress! + 2 * node * width
    return unsafe ga_box_distance(memory.rotated.baseAddress!, low, low + width, Int64(width))
  }

  private mutating func scan(
    _ blocks: Range<Int32>, _ query: Span<Float>, _ memory: Memory, _ slack: Double
  ) {
    let (width, lanes) = (tree.structure.width, KDTreeStructure.lanes)
    for block in blocks {
      var within: UInt32 = 0xffff
      if width > 0 {
        within = unsafe ga_scan_block(
          memory.rotated.baseAddress!,
          memory.coordinates.baseAddress! + Int(block) * lanes * width, Int64(width),
          bound(slack))
      }
      while within != 0 {
        let lane = within.trailingZeroBitCount
        within &= within - 1
        let id = Int(unsafe memory.pointIDs[Int(block) * lanes + lane])
        guard id >= 0 else { continue }
        let row = tree.representatives[id]
        best.insert(
          Neighbor(index: row, squaredDistance: squaredDistance(query, tree.points[row: row])))
      }
    }
  }
}
