/// Strings that have been met, numbered in the order of their first appearance.
///
/// A hash table with open addressing over one array of bytes, because making a `String` of every token
/// would take most of the time of reading.
struct NameTable: Sendable {
  /// The strings, one after the other.
  private var bytes: [UInt8] = []
  /// Where each string starts; the last is the number of bytes.
  private var starts = [0]
  private var hashes: [UInt64] = []
  /// At least half are empty.
  private var slots = [Slot](repeating: Slot(), count: 64)

  /// What a search needs, side by side: each array it looks into costs a miss of the cache.
  private struct Slot {
    /// The upper half of the string's hash.
    var tag: UInt32 = 0
    /// 1 + the number of the string, or 0 if there is none.
    var number: Int32 = 0
    var start = 0
    var count = 0
  }

  /// The number of strings.
  var count: Int { hashes.count }

  /// Calls `body` with a string.
  func withName<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    unsafe bytes.withUnsafeBufferPointer {
      unsafe body(UnsafeBufferPointer(rebasing: $0[starts[index]..<starts[index + 1]]))
    }
  }

  /// The number of a string, which is added if it is new.
  ///
  /// - Throws: when it is new and not UTF-8: as strings, different bytes could become the same id.
  mutating func index(of name: UnsafeBufferPointer<UInt8>) throws(TokenFailure) -> Int64 {
    let hash = unsafe Self.hash(name)
    if let index = unsafe find(name, hash: hash) { return Int64(index) }
    if unsafe name.contains(where: { $0 >= 0x80 }),
      unsafe String(validating: name, as: UTF8.self) == nil
    {
      throw TokenFailure(reason: unsafe "expected a node id in UTF-8, found \(quoted(name))")
    }
    return unsafe Int64(add(name, hash: hash))
  }

  /// The numbers that another table's strings have here, where they are added if they are new.
  mutating func merge(_ other: NameTable) -> [Int32] {
    (0..<other.count).map { i in
      unsafe other.withName(i) { name in
        unsafe Int32(find(name, hash: other.hashes[i]) ?? add(name, hash: other.hashes[i]))
      }
    }
  }

  private func find(_ name: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int? {
    let mask = slots.count - 1
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    var position = Int(truncatingIfNeeded: hash) & mask
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      while slots[position].number != 0 {
        let slot = slots[position]
        if slot.tag == tag, slot.count == name.count {
          // SAFETY: a slot's string lies inside `bytes`.
          let isEqual = unsafe UnsafeBufferPointer(rebasing: bytes[slot.start...]).starts(
            with: name)
          if isEqual { return Int(slot.number) - 1 }
        }
        position = (position + 1) & mask
      }
      return nil
    }
  }

  private mutating func add(_ name: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int {
    unsafe bytes.append(contentsOf: name)
    starts.append(bytes.count)
    hashes.append(hash)
    if 2 * hashes.count > slots.count {
      slots = [Slot](repeating: Slot(), count: 4 * slots.count)
      for index in hashes.indices { place(index) }
    } else {
      place(hashes.count - 1)
    }
    return hashes.count - 1
  }

  private mutating func place(_ index: Int) {
    let mask = slots.count - 1
    var position = Int(truncatingIfNeeded: hashes[index]) & mask
    while slots[position].number != 0 { position = (position + 1) & mask }
    slots[position] = Slot(
      tag: UInt32(truncatingIfNeeded: hashes[index] >> 32), number: Int32(index + 1),
      start: starts[index], count: starts[index + 1] - starts[index])
  }

  /// Multiplies and folds, eight bytes at a time.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: name.count) &+ 0x9e37_79b9_7f4a_7c15
    var i = 0
    while i < name.count {
      var word: UInt64 = 0
      if i + 8 <= name.count {
        word = unsafe UnsafeRawPointer(name.baseAddress! + i).loadUnaligned(as: UInt64.self)
      } else {
        for j in i..<name.count { word = unsafe word << 8 | UInt64(name[j]) }
      }
      let product = (hash ^ word).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
      hash = product.high ^ product.low
      i += 8
    }
    return hash
  }
}

extension NameTable {
  /// The strings' numbers in the order of their bytes.
  ///
  /// - Complexity: O(n log n)
  func sortedIndices() -> [Int] {
    // Most comparisons are decided by the first sixteen bytes, kept as a number.
    var keys: [(head: UInt128, index: Int)] = []
    keys.reserveCapacity(count)
    for i in 0..<count {
      let head = unsafe withName(i) { name in
        var head: UInt128 = 0
        for j in 0..<16 { head = unsafe head << 8 | (j < name.count ? UInt128(name[j]) : 0) }
        return head
      }
      keys.append((head, i))
    }
    keys.sort { a, b in
      if a.head != b.head { return a.head < b.head }
      return unsafe withName(a.index) { a in
        unsafe withName(b.index) { b in unsafe a.lexicographicallyPrecedes(b) }
      }
    }
    return keys.map(\.index)
  }

  /// A string as such.
  func string(_ index: Int) -> String {
    unsafe withName(index) { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
