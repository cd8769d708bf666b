internal import Parallel

/// Numbers for nodes that are called by whole numbers: the smallest is node 0.
///
/// Where identifiers lie close together, a table tells the number of each. Where they do not, the
/// identifiers are sorted, and a hash table tells the number of each.
struct IntegerNumbering: Sendable {
  private enum Lookup: Sendable {
    /// All numbers from a smallest one on.
    case offset(Int64)
    /// By the distance from the smallest.
    case table(Int64, [Int32])
    case hash(IntegerTable)
  }

  private let lookup: Lookup
  let identifiers: NodeIdentifiers

  init(_ chunks: [EdgeChunk]) {
    let mentions = chunks.reduce(0) { $0 + 2 * $1.edgeCount }
    guard mentions > 0 else {
      (lookup, identifiers) = (.offset(0), .consecutive(0))
      return
    }
    let smallest = chunks.map(\.smallest).min()!
    let distance = chunks.map(\.largest).max()! - smallest
    guard distance < max(8 * mentions, 1024) else {
      var table = IntegerTable()
      for chunk in chunks {
        chunk.forEachNode { table.insert($0) }
      }
      let sorted = table.sortAndNumber()
      (lookup, identifiers) = (.hash(table), NodeIdentifiers(sorted))
      return
    }
    let present = Self.presence(of: chunks, smallest: smallest, count: Int(distance) + 1)
    var names: [Int64] = []
    var table = [Int32](repeating: 0, count: present.count)
    for i in present.indices where present[i] {
      table[i] = Int32(truncatingIfNeeded: names.count)
      names.append(smallest + Int64(i))
    }
    lookup = names.count == present.count ? .offset(smallest) : .table(smallest, table)
    identifiers = NodeIdentifiers(names)
  }

  /// Whether nodes have the numbers they are called by.
  var isIdentity: Bool {
    if case .offset(0) = lookup { true } else { false }
  }

  /// The number of a node.
  ///
  /// - Precondition: the chunks mention it.
  subscript(identifier: Int64) -> Int32 {
    @inline(__always) get {
      switch lookup {
      case .offset(let smallest): Int32(truncatingIfNeeded: identifier &- smallest)
      case .table(let smallest, let numbers): numbers[Int(identifier &- smallest)]
      case .hash(let table): table[identifier]
      }
    }
  }

  /// Which of `count` numbers from `smallest` on are mentioned.
  private static func presence(of chunks: [EdgeChunk], smallest: Int64, count: Int) -> [Bool] {
    // Each group of chunks marks an array of its own, so that no two threads write to one place.
    let groupCount = min(chunks.count, 4)
    let marks = parallelMap(groupCount) { group in
      var marks = [Bool](repeating: false, count: count)
      for i in stride(from: group, to: chunks.count, by: groupCount) {
        chunks[i].forEachNode { marks[Int($0 &- smallest)] = true }
      }
      return marks
    }
    var present = marks[0]
    for other in marks.dropFirst() {
      for i in 0..<count where other[i] { present[i] = true }
    }
    return present
  }
}

/// A hash table from whole numbers to their ranks.
struct IntegerTable: Sendable {
  /// The numbers that were inserted, −1 elsewhere; more than half are −1.
  private var keys = [Int64](repeating: -1, count: 1024)
  private var ranks: [Int32] = []
  private var count = 0

  /// - Precondition: `key` is not negative.
  mutating func insert(_ key: Int64) {
    let slot = slot(of: key)
    guard keys[slot] != key else { return }
    keys[slot] = key
    count += 1
    guard 2 * count > keys.count else { return }
    let old = keys
    keys = [Int64](repeating: -1, count: 4 * old.count)
    for key in old where key >= 0 { keys[self.slot(of: key)] = key }
  }

  /// Ranks the numbers, and returns them in ascending order.
  ///
  /// - Complexity: O(n log n)
  mutating func sortAndNumber() -> [Int64] {
    let sorted = keys.filter { $0 >= 0 }.sorted()
    ranks = [Int32](repeating: 0, count: keys.count)
    for (rank, key) in sorted.enumerated() {
      ranks[slot(of: key)] = Int32(truncatingIfNeeded: rank)
    }
    return sorted
  }

  /// The rank of a number that was inserted.
  subscript(key: Int64) -> Int32 { ranks[slot(of: key)] }

  @inline(__always)
  private func slot(of key: Int64) -> Int {
    let mask = keys.count - 1
    let mixed = UInt64(truncatingIfNeeded: key) &* 0x9e37_79b9_7f4a_7c15
    var slot = Int(truncatingIfNeeded: mixed >> 20) & mask
    while keys[slot] >= 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }
}
