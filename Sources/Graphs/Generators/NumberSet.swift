/// A set of whole numbers for hot loops: open addressing in one flat array.
///
/// A multiplicative hash (Knuth, TAOCP 3, § 6.4) picks the first place to look; the next ones follow.
/// At most half of the places are taken, so that searches stay short. Unlike `Set` it neither salts
/// its hash nor keeps anything but the numbers, and was several times faster for millions of them.
struct NumberSet {
  /// `number + 1` where a number is, 0 where none is; the count is a power of two.
  private var slots: [UInt64]
  private let shift: Int
  private var limit: Int

  /// How many numbers are in the set.
  private(set) var count = 0

  /// An empty set.
  ///
  /// - Parameter capacity: the most numbers it will ever hold at a time.
  init(capacity: Int) {
    var bits = 1
    while 1 << bits < 2 * max(capacity, 1) { bits += 1 }
    slots = Array(repeating: 0, count: 1 << bits)
    shift = 64 - bits
    limit = capacity
  }

  private func home(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> UInt64(shift))
  }

  /// Where a key is, or the free place at which the search for it ends.
  private func place(_ key: UInt64) -> Int {
    var slot = home(key)
    while slots[slot] != 0 && slots[slot] != key { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  func contains(_ number: Int) -> Bool { slots[place(UInt64(number) + 1)] != 0 }

  /// Adds a number; `false` if it was there already.
  ///
  /// - Precondition: there is room, and `number` is not negative.
  mutating func insert(_ number: Int) -> Bool {
    let key = UInt64(number) + 1
    let slot = place(key)
    guard slots[slot] == 0 else { return false }
    precondition(count < limit, "the set has room for \(limit) numbers only")
    slots[slot] = key
    count += 1
    return true
  }

  /// Removes a number, if it is there.
  mutating func remove(_ number: Int) {
    var hole = place(UInt64(number) + 1)
    guard slots[hole] != 0 else { return }
    // A search must not end at the hole: move up every later key of the run whose home is not
    // between the hole and itself (Knuth's algorithm 6.4 R).
    let mask = slots.count - 1
    var slot = (hole + 1) & mask
    while slots[slot] != 0 {
      let fromHome = (slot - home(slots[slot])) & mask
      if fromHome >= (slot - hole) & mask {
        slots[hole] = slots[slot]
        hole = slot
      }
      slot = (slot + 1) & mask
    }
    slots[hole] = 0
    count -= 1
  }
}
