/// What the kernels compute, as plainly as it can be said.
enum KernelTwins {
  /// ga_squared_distance, in the order that its header gives.
  static func squaredDistance(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
    var s = [Double](repeating: 0, count: 8)
    for (i, (x, y)) in zip(a, b).enumerated() {
      let difference = Double(x) - Double(y)
      s[i % 8] += difference * difference
    }
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
  }

  /// ga_landmark_distances: one row and one landmark.
  static func landmarkDistance(
    _ row: ArraySlice<Float>, _ landmark: [Float], isSquared: Bool
  ) -> Float {
    var sum: Float = 0
    for (x, l) in zip(row, landmark) { sum.addProduct(x - l, x - l) }
    return isSquared ? sum : sum.squareRoot()
  }

  /// The squared distance of a point to a box.
  static func boxDistance(_ point: [Float], low: [Float], high: [Float]) -> Double {
    point.indices.reduce(0) { sum, i in
      let outside = max(Double(low[i] - point[i]), Double(point[i] - high[i]), 0)
      return sum + outside * outside
    }
  }

  static func nextWithin(
    _ products: [Float], _ halfNorms: [Float], first: Int, threshold: Float
  ) -> Int {
    (first..<products.count).first { halfNorms[$0] - products[$0] <= threshold } ?? products.count
  }

  static func productBound(_ products: [Float], _ halfNorms: [Float], rank: Int) -> Float {
    var least = [Float](repeating: .infinity, count: 64)
    for i in products.indices { least[i % 64] = min(least[i % 64], halfNorms[i] - products[i]) }
    return rank <= 64 ? least.sorted()[rank - 1] : .infinity
  }

  static func mergedRow(
    _ columns: [Int32], _ weights: [Double]
  ) -> (columns: [Int32], weights: [Double]) {
    let row = Dictionary(zip(columns, weights), uniquingKeysWith: max).sorted { $0.key < $1.key }
    return (row.map(\.key), row.map(\.value))
  }

  /// The number of each row's group, by its bits.
  static func rowGroups(_ rows: [[Float]]) -> [Int32] {
    var groups: [[UInt32]: Int32] = [:]
    return rows.map { row in
      let bits = row.map(\.bitPattern)
      if let group = groups[bits] { return group }
      groups[bits] = Int32(groups.count)
      return Int32(groups.count - 1)
    }
  }

  /// How many nodes of each bucket are 1 … `hops` steps from a node, ring after ring.
  static func ringHistogram(
    _ graph: SmallGraph, _ node: Int, bucket: [Int32], hops: Int, buckets: Int
  ) -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: hops * (buckets + 1))
    var (seen, ring): (Set<Int32>, Set<Int32>) = ([Int32(node)], [Int32(node)])
    for hop in 0..<hops {
      let next = ring.reduce(into: Set<Int32>()) { $0.formUnion(graph.list(Int($1))) }
      ring = next.subtracting(seen)
      seen.formUnion(ring)
      for w in ring { counts[hop * (buckets + 1) + Int(bucket[Int(w)])] += 1 }
    }
    return counts
  }

  /// For each source node how many of its edges a matching keeps.
  static func keptEdges(
    _ source: SmallGraph, _ target: SmallGraph, _ targets: [Int32]
  ) -> [Int32] {
    (0..<source.nodeCount).map { i in
      guard targets[i] >= 0 else { return 0 }
      let around = target.list(Int(targets[i]))
      return Int32(source.list(i).count { around.contains(targets[Int($0)]) })
    }
  }
}
