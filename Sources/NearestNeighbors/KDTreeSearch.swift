internal import CKernels
internal import LinearAlgebra

/// One bunch of queries after the other through a k-d tree.
struct KDTreeSearch {
  private let tree: KDTree
  private let queries: KDTreeQueries
  /// The best groups found for each query of the bunch.
  private(set) var best: NearestSets
  /// The largest squared distance along the axes that a point of interest can show; −1 where the bunch
  /// has no query, so that nothing is of interest.
  private var bounds = [Float](repeating: -1, count: KDTreeStructure.lanes)
  /// The leading coordinates of the bunch: the first of all queries, then the second, and so on.
  private var leading: [Float]
  /// The bunch's queries themselves, filled up with zeros as the tree's points are.
  private var rows: Matrix
  private var within = [UInt32](repeating: 0, count: KDTreeStructure.lanes)
  private var distances = [Double](repeating: 0, count: KDTreeStructure.lanes)
  /// What the search has cost so far: see ``SearchCost``.
  private var cost = SearchCost()

  init(_ tree: KDTree, _ queries: KDTreeQueries, count: Int) {
    self.tree = tree
    self.queries = queries
    best = NearestSets(queryCount: KDTreeStructure.lanes, count: count)
    leading = [Float](repeating: 0, count: tree.structure.boxWidth * KDTreeStructure.lanes)
    rows = Matrix(rowCount: KDTreeStructure.lanes, columnCount: tree.ordered.columnCount)
  }

  /// What the searches since the last call have cost.
  mutating func takeCost() -> SearchCost {
    defer { cost = SearchCost() }
    return cost
  }

  /// Finds the groups of points nearest to each query of a bunch.
  mutating func run(_ bunch: Int) {
    best.removeAll()
    let places = queries.places(ofBunch: bunch)
    guard tree.structure.partition.pointCount > 0, !places.isEmpty else { return }
    let lanes = KDTreeStructure.lanes
    for lane in 0..<lanes { bounds[lane] = lane < places.count ? .infinity : -1 }
    for (lane, place) in places.enumerated() {
      for column in 0..<tree.structure.boxWidth {
        leading[column * lanes + lane] = queries.rotated[place, column]
      }
      let row = Int(queries.rows[place])
      for column in 0..<queries.queries.columnCount {
        rows[lane, column] = queries.queries[row, column]
      }
    }
    let (structure, width) = (tree.structure, tree.structure.width)
    unsafe queries.rotated.elements.withUnsafeBufferPointer { rotated in
      unsafe tree.ordered.elements.withUnsafeBufferPointer { points in
        unsafe structure.boxes.withUnsafeBufferPointer { boxes in
          unsafe structure.coordinates.withUnsafeBufferPointer { coordinates in
            unsafe structure.partition.order.withUnsafeBufferPointer { order in
              let memory = unsafe Memory(
                rotated: width > 0 ? rotated.baseAddress! + places.lowerBound * width : nil,
                points: points.baseAddress, boxes: boxes.baseAddress,
                coordinates: coordinates.baseAddress, order: order.baseAddress!,
                levels: structure.partition.levels, leafCount: structure.partition.leafCount)
              unsafe visit(0, depth: 0, active: UInt32(1 << places.count) - 1, memory)
            }
          }
        }
      }
    }
  }

  /// Arrays without their checks and their counting of references, for the one place where these cost more
  /// than the work.
  @unsafe private struct Memory {
    /// The bunch's queries along the axes.
    let rotated: UnsafePointer<Float>?
    let points: UnsafePointer<Float>?
    let boxes: UnsafePointer<Float>?
    let coordinates: UnsafePointer<Float>?
    let order: UnsafePointer<Int32>
    let levels: Int
    let leafCount: Int
  }

  /// - Parameter active: the queries that the node may concern.
  private mutating func visit(_ node: Int, depth: Int, active: UInt32, _ memory: Memory) {
    guard unsafe depth < memory.levels else {
      unsafe scan(leaf: node - (memory.leafCount - 1), active, memory)
      return
    }
    let first = unsafe box(2 * node + 1, memory)
    let second = unsafe box(2 * node + 2, memory)
    let (near, far) = first.least <= second.least ? (1, 2) : (2, 1)
    let nearActive = active & (near == 1 ? first : second).within
    if nearActive != 0 {
      unsafe visit(2 * node + near, depth: depth + 1, active: nearActive, memory)
    }
    var farActive = active & (far == 1 ? first : second).within
    if farActive != 0 {
      // Bounds have shrunk in the meantime.
      farActive &= unsafe box(2 * node + far, memory).within
      if farActive != 0 {
        unsafe visit(2 * node + far, depth: depth + 1, active: farActive, memory)
      }
    }
  }

  /// Which queries a node may concern, and the smallest of their squared distances to its box.
  private func box(_ node: Int, _ memory: Memory) -> (within: UInt32, least: Float) {
    let width = tree.structure.boxWidth
    guard width > 0 else { return (0xffff, 0) }
    let low = unsafe memory.boxes! + 2 * node * width
    var least: Float = 0
    let within = unsafe ga_box_within(leading, low, low + width, Int64(width), bounds, &least)
    return (within, least)
  }

  private mutating func scan(leaf: Int, _ active: UInt32, _ memory: Memory) {
    let (width, lanes) = (tree.structure.width, KDTreeStructure.lanes)
    let places = tree.structure.partition.places(
      ofNode: leaf, depth: unsafe memory.levels)
    let firstBlock = Int(tree.structure.leafBlocks[leaf])
    for (index, start) in stride(
      from: places.lowerBound, to: places.upperBound, by: lanes
    ).enumerated() {
      var found = active
      if width > 0 {
        let block = unsafe memory.coordinates! + (firstBlock + index) * lanes * width
        found = unsafe ga_scan_block(
          memory.rotated!, active, block, Int64(width), bounds, &within, &cost.comparisons)
      } else {
        for lane in 0..<lanes { within[lane] = 0xffff }
      }
      while found != 0 {
        let lane = found.trailingZeroBitCount
        found &= found - 1
        let places = start..<min(start + lanes, places.upperBound)
        unsafe rank(lane, places, within[lane], memory)
      }
    }
  }

  /// Offers those of at most sixteen places that `named` has a bit for to a query's best.
  private mutating func rank(
    _ lane: Int, _ places: Range<Int>, _ named: UInt32, _ memory: Memory
  ) {
    let stride = rows.columnCount
    // Places beyond the last point are infinitely far, but so may be the bound.
    var named = named & (UInt32(1 << places.count) - 1)
    cost.exactDistances += named.nonzeroBitCount
    if stride > 0 {
      unsafe rows.elements.withUnsafeBufferPointer { rows in
        unsafe ga_squared_distances(
          rows.baseAddress! + lane * stride, memory.points! + places.lowerBound * stride, named,
          Int64(stride), &distances)
      }
    }
    var bound = best.bound(of: lane)
    while named != 0 {
      let index = named.trailingZeroBitCount
      named &= named - 1
      // Most have become too far meanwhile; what follows would fetch from memory in vain.
      guard distances[index] <= bound else { continue }
      let group = unsafe memory.order[places.lowerBound + index]
      best.insert(
        NearestSets.Entry(
          squaredDistance: distances[index], group: group, rowCount: tree.groups.size(group)),
        of: lane)
      bound = best.bound(of: lane)
    }
    let distance = bound.squareRoot() * (1 + 1e-5) + queries.slack
    bounds[lane] = Float(distance * distance * (1 + 1e-5)).nextUp
  }
}

/// What a search has cost, counted so that it is the same on every machine.
struct SearchCost: Sendable {
  /// Coordinates of queries compared with the same coordinate of sixteen points.
  var comparisons: Int64 = 0
  /// Pairs whose distance was computed in `Double`.
  var exactDistances = 0

  mutating func add(_ other: SearchCost) {
    comparisons += other.comparisons
    exactDistances += other.exactDistances
  }
}
