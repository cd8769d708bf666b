/// What a thread needs for one breadth-first search after the other: a mark for each node and a queue.
///
/// A node has been met in the present search if its mark is that search's number, so nothing needs
/// clearing in between, or rarely: numbers are bytes, and marks are cleared when they run out.
struct SearchWorkspace {
  var marks: [UInt8]
  var queue: [UInt32]
  /// The number of the last search.
  var epoch: UInt8 = 0

  /// - Complexity: O(nodes)
  init(nodeCount: Int) {
    marks = [UInt8](repeating: 0, count: nodeCount)
    queue = [UInt32](repeating: 0, count: nodeCount + 1)
  }
}
