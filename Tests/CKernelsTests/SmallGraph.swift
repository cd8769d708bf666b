import Parallel

/// A random graph as kernels want it: symmetric, lists ascending, no node next to itself.
struct SmallGraph {
  var offsets: [Int64] = [0]
  var neighbors: [Int32] = []

  var nodeCount: Int { offsets.count - 1 }

  init(_ lists: [Set<Int32>]) {
    for list in lists {
      neighbors += list.sorted()
      offsets.append(Int64(neighbors.count))
    }
  }

  init(nodeCount: Int, edgeCount: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var lists = [Set<Int32>](repeating: [], count: nodeCount)
    for _ in 0..<edgeCount {
      let (a, b) = (generator.index(below: nodeCount), generator.index(below: nodeCount))
      guard a != b else { continue }
      lists[a].insert(Int32(b))
      lists[b].insert(Int32(a))
    }
    self.init(lists)
  }

  func list(_ node: Int) -> ArraySlice<Int32> {
    neighbors[Int(offsets[node])..<Int(offsets[node + 1])]
  }

  /// The graph with node i called `order[i]`.
  func relabeled(_ order: [Int]) -> SmallGraph {
    var lists = [Set<Int32>](repeating: [], count: nodeCount)
    for node in 0..<nodeCount { lists[order[node]] = Set(list(node).map { Int32(order[Int($0)]) }) }
    return SmallGraph(lists)
  }
}

/// Numbers of [low, high).
func uniform(_ count: Int, _ range: Range<Float>, seed: UInt64) -> [Float] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in
    range.lowerBound + Float(generator.unit()) * (range.upperBound - range.lowerBound)
  }
}
