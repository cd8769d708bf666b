internal import CKernels
internal import LinearAlgebra

/// One bunch of queries after the other through a k-d tree.
struct KDTreeSearch {
  private let tree: KDTree
  private let queries: KDTreeQueries
  /// The best groups found for each query of the bunch.
  let best: NearestSets
  /// The largest squared distance along the axes that a point of interest can show; −1 where the bunch
  /// has no query, so that nothing is of interest.
  private var bounds = [Float](repeating: -1, count: KDTreeStructure.lanes)
  /// The leading coordinates of the bunch: the first of all queries, then the second, and so on.
  private var leading: [Float]
  /// The bunch's queries themselves, filled up with zeros as the tree's points are.
  private var rows: Matrix
  /// The norms of the bunch's queries.
  private var norms = [Double](repeating: 0, count: KDTreeStructure.lanes)
  private let origin: [Float]
  private var within = [UInt32](repeating: 0, count: KDTreeStructure.lanes)
  private var distances = [Double](repeating: 0, count: KDTreeStructure.lanes)
  /// The squared distances along the axes to the first points of a leaf: those of a query one behind the
  /// other.
  private var sums: [Float]
  private static let seedBlocks = 4
  private static let seedSize = seedBlocks * KDTreeStructure.lanes
  private let zeros = [Float](repeating: 0, count: seedSize)
  /// What the search has cost so far: see ``SearchCost``.
  private var cost = SearchCost()
  /// How many leaves a bunch may look at, and how many of these are left.
  private let leafLimit: Int
  private var leavesLeft = 0

  init(_ tree: KDTree, _ queries: KDTreeQueries, count: Int, leafLimit: Int = .max) {
    self.tree = tree
    self.leafLimit = leafLimit
    self.queries = queries
    best = NearestSets(queryCount: KDTreeStructure.lanes, count: count)
    sums = [Float](repeating: 0, count: KDTreeStructure.lanes * Self.seedSize)
    leading = [Float](repeating: 0, count: tree.structure.boxWidth * KDTreeStructure.lanes)
    rows = Matrix(rowCount: KDTreeStructure.lanes, columnCount: tree.ordered.columnCount)
    origin = [Float](repeating: 0, count: tree.ordered.columnCount)
  }

  /// What the searches since the last call have cost.
  mutating func takeCost() -> SearchCost {
    defer { cost = SearchCost() }
    return cost
  }

  /// Finds the groups of points nearest to each query of a bunch.
  mutating func run(_ bunch: Int) {
    best.removeAll()
    leavesLeft = leafLimit
    let places = queries.places(ofBunch: bunch)
    guard tree.structure.partition.pointCount > 0, !places.isEmpty else { return }
    let lanes = KDTreeStructure.lanes
    for lane in 0..<lanes { bounds[lane] = lane < places.count ? .infinity : -1 }
    let matrix = queries.queries.matrix
    for (lane, place) in places.enumerated() {
      for column in 0..<tree.structure.boxWidth {
        leading[column * lanes + lane] = queries.rotated[place, column]
      }
      let row = Int(queries.rows[place])
      for column in 0..<matrix.columnCount { rows[lane, column] = matrix[row, column] }
      norms[lane] =
        origin.isEmpty ? 0 : squaredDistance(rows[row: lane], origin.span).squareRoot()
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
    guard leavesLeft > 0 else { return }
    guard unsafe depth < memory.levels else {
      leavesLeft -= 1
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
    var start = places.lowerBound
    var block = Int(tree.structure.leafBlocks[leaf])
    if width > 0, (0..<lanes).contains(where: { active >> $0 & 1 == 1 && bounds[$0] == .infinity }) {
      let end = min(places.upperBound, start + Self.seedSize)
      unsafe seed(start..<end, firstBlock: block, active, memory)
      start = end
      block += Self.seedBlocks
    }
    while start < places.upperBound {
      var found = active
      if width > 0 {
        found = unsafe ga_scan_block(
          memory.rotated!, active, memory.coordinates! + block * lanes * width, Int64(width),
          bounds,
          &within, &cost.comparisons, nil, 0)
      } else {
        for lane in 0..<lanes { within[lane] = 0xffff }
      }
      let end = min(start + lanes, places.upperBound)
      while found != 0 {
        let lane = found.trailingZeroBitCount
        found &= found - 1
        unsafe rank(lane, start..<end, within[lane], memory)
      }
      start = end
      block += 1
    }
  }

  /// Scans the first points of a leaf for queries of which some have no bound yet.
  ///
  /// Such a query would take every point until it has; so those that are nearest along the axes come
  /// first, as many as it wants neighbors, and of the others only what their distances leave.
  private mutating func seed(
    _ places: Range<Int>, firstBlock: Int, _ active: UInt32, _ memory: Memory
  ) {
    let (width, lanes) = (tree.structure.width, KDTreeStructure.lanes)
    let starts = Array(stride(from: places.lowerBound, to: places.upperBound, by: lanes))
    for i in sums.indices { sums[i] = .infinity }
    for (index, start) in starts.enumerated() {
      let block = unsafe memory.coordinates! + (firstBlock + index) * lanes * width
      let end = min(start + lanes, places.upperBound)
      // SAFETY: sixteen sums for each of sixteen queries, a row of `seedSize` each.
      var found = unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe ga_scan_block(
          memory.rotated!, active, block, Int64(width), bounds, &within, &cost.comparisons,
          sums.baseAddress! + index * lanes, Int64(Self.seedSize))
      }
      while found != 0 {
        let lane = found.trailingZeroBitCount
        found &= found - 1
        guard bounds[lane] < .infinity else { continue }
        unsafe rank(lane, start..<end, within[lane], memory)
      }
    }
    for lane in 0..<lanes where active >> lane & 1 == 1 && bounds[lane] == .infinity {
      let first = lane * Self.seedSize
      let nearest = unsafe sums.withUnsafeBufferPointer { sums in
        unsafe ga_product_bound(
          zeros, sums.baseAddress! + first, Int64(Self.seedSize), Int64(best.count))
      }
      for isSecond in [false, true] {
        for (index, start) in starts.enumerated() {
          let end = min(start + lanes, places.upperBound)
          var named: UInt32 = 0
          for place in 0..<end - start {
            let sum = sums[first + index * lanes + place]
            let isNamed = isSecond ? sum > nearest && sum <= bounds[lane] : !(sum > nearest)
            named |= isNamed ? 1 << UInt32(place) : 0
          }
          if named != 0 { unsafe rank(lane, start..<end, named, memory) }
        }
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
          squaredDistance: distances[index], group: group, rowCount: tree.points.groups.size(group)),
        of: lane)
      bound = best.bound(of: lane)
    }
    let root = bound.squareRoot()
    let distance =
      root * (1 + 1e-5) + tree.rounding.slack(queryNorm: norms[lane], distance: root)
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
