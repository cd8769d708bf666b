/// Numbers for the nodes of a small part of a graph, in the order in which they are met.
struct NodeTable {
  /// The nodes, by their numbers here.
  private(set) var nodes: [Int32] = []
  private var keys: [Int32]
  private var numbers: [Int32]
  private var mask: Int

  init(expecting count: Int) {
    var size = 1024
    while size < 2 * count { size *= 2 }
    keys = [Int32](repeating: -1, count: size)
    numbers = [Int32](repeating: 0, count: size)
    mask = size - 1
  }

  /// The number of a node, which is a new one if it has not been met.
  ///
  /// - Complexity: O(1) expected
  mutating func number(of node: Int32) -> Int32 {
    var slot = slot(of: node)
    while keys[slot] >= 0 {
      if keys[slot] == node { return numbers[slot] }
      slot = (slot + 1) & mask
    }
    let number = Int32(nodes.count)
    keys[slot] = node
    numbers[slot] = number
    nodes.append(node)
    if 2 * nodes.count > keys.count { grow() }
    return number
  }

  private func slot(of node: Int32) -> Int {
    let mixed = UInt64(UInt32(bitPattern: node)) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed >> 24) & mask
  }

  private mutating func grow() {
    let size = 4 * keys.count
    keys = [Int32](repeating: -1, count: size)
    numbers = [Int32](repeating: 0, count: size)
    mask = size - 1
    for (number, node) in nodes.enumerated() {
      var slot = slot(of: node)
      while keys[slot] >= 0 { slot = (slot + 1) & mask }
      keys[slot] = node
      numbers[slot] = Int32(number)
    }
  }
}
