/// What a thread needs for one breadth-first search after the other: a mark for each node and a queue.
///
/// A node has been met in the present search if its mark is that search's number, so nothing needs
/// clearing in between.
struct SearchWorkspace {
  var marks: [UInt32]
  var queue: [UInt32]
  private var nextEpoch: UInt32 = 1

  /// - Complexity: O(nodes)
  init(nodeCount: Int) {
    marks = [UInt32](repeating: 0, count: nodeCount)
    queue = [UInt32](repeating: 0, count: nodeCount + 1)
  }

  /// The first of `count` consecutive numbers that no mark has yet.
  mutating func takeEpochs(_ count: Int) -> UInt32 {
    if UInt32.max - nextEpoch < UInt32(count) {
      for node in marks.indices { marks[node] = 0 }
      nextEpoch = 1
    }
    defer { nextEpoch += UInt32(count) }
    return nextEpoch
  }
}
