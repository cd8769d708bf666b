internal import Parallel

/// Numbers for the nodes of a small part of a graph, in the order in which they are met.
struct NodeTable: ~Copyable {
  /// The nodes, by their numbers here.
  private(set) var nodes: [Int32] = []
  /// The number of every node of the graph, or −1; empty if nodes are hashed.
  private var numbers: OwnedBuffer<Int32>
  /// A node in the upper half and its number in the lower; all ones where there is none.
  private var slots: OwnedBuffer<UInt64>
  private var mask: Int

  /// - Parameters:
  ///   - nodeCount: of the whole graph.
  ///   - isDense: whether there is room for a number for each of these; it saves half of the time.
  init(nodeCount: Int, isDense: Bool) {
    numbers = OwnedBuffer(repeating: -1, count: isDense ? nodeCount : 0)
    slots = OwnedBuffer(repeating: .max, count: isDense ? 1 : 1024)
    mask = slots.count - 1
  }

  /// Forgets all nodes.
  ///
  /// - Complexity: O(nodes met)
  mutating func removeAll() {
    if numbers.count > 0 {
      for node in nodes { numbers[Int(node)] = -1 }
    } else {
      slots.fill(.max)
    }
    nodes.removeAll(keepingCapacity: true)
  }

  /// The number of a node, which is a new one if it has not been met.
  ///
  /// - Complexity: O(1) expected
  @inline(__always)
  mutating func number(of node: Int32) -> Int32 {
    guard numbers.count > 0 else { return hashedNumber(of: node) }
    let known = numbers[Int(node)]
    if known >= 0 { return known }
    let number = Int32(truncatingIfNeeded: nodes.count)
    numbers[Int(node)] = number
    nodes.append(node)
    return number
  }

  private mutating func hashedNumber(of node: Int32) -> Int32 {
    var slot = slot(of: node)
    while slots[slot] != .max {
      if Int32(truncatingIfNeeded: slots[slot] >> 32) == node {
        return Int32(truncatingIfNeeded: slots[slot])
      }
      slot = (slot + 1) & mask
    }
    let number = nodes.count
    slots[slot] = UInt64(UInt32(bitPattern: node)) << 32 | UInt64(number)
    nodes.append(node)
    if 2 * nodes.count > slots.count { grow() }
    return Int32(truncatingIfNeeded: number)
  }

  private func slot(of node: Int32) -> Int {
    let mixed = UInt64(UInt32(bitPattern: node)) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed >> 24) & mask
  }

  private mutating func grow() {
    slots = OwnedBuffer(repeating: .max, count: 4 * slots.count)
    mask = slots.count - 1
    for (number, node) in nodes.enumerated() {
      var slot = slot(of: node)
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = UInt64(UInt32(bitPattern: node)) << 32 | UInt64(number)
    }
  }
}
