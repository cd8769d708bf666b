/// Strings that have been met, numbered in the order of their first appearance.
///
/// A hash table with open addressing over one array of bytes, because making a `String` of every token
/// would take most of the time of reading.
struct NameTable: Sendable {
  /// The strings, one after the other.
  private(set) var bytes: [UInt8] = []
  /// Where each string starts; the last is the number of bytes.
  private var starts = [0]
  private var hashes: [UInt64] = []
  /// 1 + the number of the string there, or 0. At least half are 0.
  private var slots = [Int32](repeating: 0, count: 64)

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
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if hashes[index] == hash, unsafe withName(index, { unsafe $0.elementsEqual(name) }) {
        return index
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private mutating func add(_ name: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int {
    unsafe bytes.append(contentsOf: name)
    starts.append(bytes.count)
    hashes.append(hash)
    if 2 * hashes.count > slots.count {
      slots = [Int32](repeating: 0, count: 4 * slots.count)
      for index in hashes.indices { place(index) }
    } else {
      place(hashes.count - 1)
    }
    return hashes.count - 1
  }

  private mutating func place(_ index: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hashes[index]) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(index + 1)
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
    // Most comparisons are decided by the first eight bytes, kept as a number.
    let keys = (0..<count).map { i in
      unsafe (
        withName(i) {
          unsafe $0.prefix(8).reduce(into: UInt64(0)) { $0 = $0 << 8 | UInt64($1) }
            << (8 * UInt64(8 - min($0.count, 8)))
        }, i
      )
    }
    return keys.sorted { a, b in
      if a.0 != b.0 { return a.0 < b.0 }
      return unsafe withName(a.1) { a in
        unsafe withName(b.1) { b in unsafe a.lexicographicallyPrecedes(b) }
      }
    }.map(\.1)
  }

  func string(_ index: Int) -> String {
    unsafe withName(index) { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
