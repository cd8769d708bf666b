internal import Parallel

/// Different names in the order of their bytes.
struct SortedNames: Sendable {
  private struct Entry: BitwiseCopyable, Sendable {
    /// The first fifteen bytes and, in the last place, the length, or 255 if there are more bytes. So
    /// most comparisons are of two numbers.
    var head: UInt128
    /// Of a long name, what its key says about its place; else 0.
    var low: UInt64
    /// What number the name had before.
    var number: Int32
  }

  private let chunks: [NameMentions]
  private var entries: [Entry] = []

  init(_ chunks: [NameMentions]) { self.chunks = chunks }

  mutating func append(_ keys: ArraySlice<NameKey>) {
    for key in keys {
      let number = Int32(truncatingIfNeeded: entries.count)
      guard key.isLong else {
        let head = UInt128(key.high) << 64 | UInt128(key.low)
        entries.append(Entry(head: head, low: 0, number: number))
        continue
      }
      let start = chunks[key.place.chunk].long(key.place.index).prefix(NameKey.longestShort)
      let head = start.reduce(0) { $0 << 8 | UInt128($1) }
      entries.append(Entry(head: head << 8 | 0xff, low: key.low, number: number))
    }
  }

  /// Sorts blocks, several at once, and merges them in pairs.
  ///
  /// - Complexity: O(n log n)
  mutating func sort() {
    let size = max((entries.count + 15) / 16, 1 << 12)
    let (all, known) = (entries, self)
    var runs = parallelMap((all.count + size - 1) / size) { i in
      all[i * size..<min((i + 1) * size, all.count)].sorted { known.precedes($0, $1) }
    }
    while runs.count > 1 {
      let old = runs
      runs = parallelMap((old.count + 1) / 2) { [old] i in
        2 * i + 1 < old.count ? known.merged(old[2 * i], old[2 * i + 1]) : old[2 * i]
      }
    }
    entries = runs.first ?? []
  }

  private func merged(_ a: [Entry], _ b: [Entry]) -> [Entry] {
    var all: [Entry] = []
    all.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if precedes(b[j], a[i]) {
        all.append(b[j])
        j += 1
      } else {
        all.append(a[i])
        i += 1
      }
    }
    return all + a[i...] + b[j...]
  }

  @inline(__always)
  private func precedes(_ a: Entry, _ b: Entry) -> Bool {
    if a.head != b.head { return a.head < b.head }
    return a.low != b.low && longPrecedes(a, b)
  }

  @inline(never)
  private func longPrecedes(_ a: Entry, _ b: Entry) -> Bool {
    long(a).lexicographicallyPrecedes(long(b))
  }

  private func long(_ entry: Entry) -> ArraySlice<UInt8> {
    let place = NameKey(high: 0, low: entry.low).place
    return chunks[place.chunk].long(place.index)
  }

  /// The place of every name, by the number it had before.
  func ranks() -> [Int32] {
    var ranks = [Int32](repeating: 0, count: entries.count)
    for (rank, entry) in entries.enumerated() { ranks[Int(entry.number)] = Int32(rank) }
    return ranks
  }

  /// The names as strings, in order.
  func strings() -> [String] {
    let size = 1 << 14
    let blocks = parallelMap((entries.count + size - 1) / size) { i in
      entries[i * size..<min((i + 1) * size, entries.count)].map(string)
    }
    return blocks.flatMap { $0 }
  }

  private func string(_ entry: Entry) -> String {
    if entry.low != 0 { return String(decoding: long(entry), as: UTF8.self) }
    // SAFETY: the bytes of `head` are in memory as they are in the name, and `count` is at most 15.
    return unsafe withUnsafeBytes(of: entry.head.bigEndian) { bytes in
      unsafe String(decoding: bytes.prefix(Int(bytes[15])), as: UTF8.self)
    }
  }
}
