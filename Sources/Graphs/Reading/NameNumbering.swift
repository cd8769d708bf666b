internal import Parallel

/// Numbers for nodes that are called by strings, in the order of their bytes.
///
/// One hash table of a million names misses the cache at every look. So the mentions of names are first
/// dealt by hash into buckets, each with a small table of its own; then the different names, of which
/// there are far fewer, are sorted. Buckets, chunks and blocks of the sort are independent, so that
/// every step uses all threads.
struct NameNumbering: Sendable {
  private let chunks: [NameMentions]
  private let bucketBits: Int
  /// Where each bucket starts in `keys` and `numbers`.
  private var bucketStarts = [0]
  /// For each chunk a row: where its mentions start in every bucket.
  private var positions: [Int] = []
  /// The keys of each bucket's mentions, or later of its different names.
  private var keys: [NameKey] = []
  /// The number of each mention, in its bucket and later among all.
  private var numbers: [Int32] = []
  /// The number of names in each bucket.
  private var counts: [Int] = []
  /// What every node is called.
  private(set) var names: [String] = []

  private var bucketCount: Int { 1 << bucketBits }

  /// - Throws: when there are more nodes than a graph can have.
  init(_ chunks: [NameMentions]) throws(LineFailure) {
    self.chunks = chunks
    let mentions = chunks.reduce(0) { $0 + $1.keys.count }
    var bits = 0
    while bits < 9, mentions >> (bits + 14) > 0 { bits += 1 }
    bucketBits = bits
    countMentions()
    dealMentions()
    findNames()
    guard counts.reduce(0, +) <= Int(Int32.max) else {
      throw LineFailure(line: nil, reason: "holds more than \(Int32.max) nodes")
    }
    rankNames()
  }

  /// The nodes that a chunk mentions, pair by pair.
  func pairs(ofChunk chunk: Int) -> PairBuffer {
    let keys = chunks[chunk].keys
    let pairs = PairBuffer(capacity: keys.count / 2)
    var next = positions(ofChunk: chunk)
    func node(_ key: NameKey) -> Int32 {
      let bucket = bucket(of: key)
      next[bucket] += 1
      return numbers[next[bucket] - 1]
    }
    for i in 0..<keys.count / 2 {
      let source = node(keys[2 * i])
      pairs.append(source, node(keys[2 * i + 1]))
    }
    return pairs
  }

  /// Where a chunk's mentions start in every bucket.
  private func positions(ofChunk chunk: Int) -> [Int] {
    Array(positions[chunk * bucketCount..<(chunk + 1) * bucketCount])
  }

  @inline(__always)
  private func bucket(of key: NameKey) -> Int {
    Int(truncatingIfNeeded: key.hash >> 32) & (bucketCount - 1)
  }
}

// MARK: - Steps

extension NameNumbering {
  private mutating func countMentions() {
    let known = self
    positions = parallelMap(chunks.count) { chunk in
      var counts = [Int](repeating: 0, count: known.bucketCount)
      for key in known.chunks[chunk].keys { counts[known.bucket(of: key)] += 1 }
      return counts
    }.flatMap { $0 }
    var sum = 0
    for bucket in 0..<bucketCount {
      for i in stride(from: bucket, to: positions.count, by: bucketCount) {
        (positions[i], sum) = (sum, sum + positions[i])
      }
      bucketStarts.append(sum)
    }
  }

  private mutating func dealMentions() {
    let total = bucketStarts[bucketCount]
    let known = self
    keys = unsafe Array(unsafeUninitializedCapacity: total) { keys, count in
      unsafe keys.adviseHugePages()
      // SAFETY: each chunk writes as many keys to each bucket as it has counted, from its place on.
      nonisolated(unsafe) let keys = keys.baseAddress
      parallelFor(known.chunks.count, grain: 1) { range in
        for chunk in range {
          var next = known.positions(ofChunk: chunk)
          for key in known.chunks[chunk].keys {
            let bucket = known.bucket(of: key)
            unsafe (keys! + next[bucket]).initialize(to: key)
            next[bucket] += 1
          }
        }
      }
      count = total
    }
  }

  /// Numbers the different names of every bucket, and puts their keys first in it.
  private mutating func findNames() {
    let (starts, chunks) = (bucketStarts, chunks)
    counts = [Int](repeating: 0, count: bucketCount)
    let total = keys.count
    numbers = unsafe Array(unsafeUninitializedCapacity: total) { numbers, count in
      unsafe keys.withUnsafeMutableBufferPointer { keys in
        unsafe counts.withUnsafeMutableBufferPointer { counts in
          // SAFETY: each iteration touches only its own bucket, and writes a key no later in it than
          // the one it has read.
          nonisolated(unsafe) let (numbers, keys, counts) =
            unsafe (numbers.baseAddress, keys.baseAddress, counts)
          unsafe parallelFor(counts.count, grain: 1) { range in
            for bucket in range where starts[bucket] < starts[bucket + 1] {
              let (start, count) = (starts[bucket], starts[bucket + 1] - starts[bucket])
              unsafe counts[bucket] = unsafe Self.findNames(
                keys! + start, count: count, numbers: numbers! + start, chunks: chunks)
            }
          }
        }
      }
      count = total
    }
  }

  private static func findNames(
    _ keys: UnsafeMutablePointer<NameKey>, count: Int, numbers: UnsafeMutablePointer<Int32>,
    chunks: [NameMentions]
  ) -> Int {
    var found = 0
    // At least half of the slots stay empty: −1.
    var slots = [Int32](repeating: -1, count: 256)
    for i in 0..<count {
      let key = unsafe keys[i]
      var mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: key.hash) & mask
      // SAFETY: slots hold numbers of names, which are smaller than `found`, which is at most `i`.
      while slots[slot] >= 0, unsafe !isEqual(keys[Int(slots[slot])], key, chunks) {
        slot = (slot + 1) & mask
      }
      if slots[slot] < 0 {
        slots[slot] = Int32(found)
        unsafe keys[found] = key
        found += 1
      }
      unsafe (numbers + i).initialize(to: slots[slot])
      guard 2 * found > slots.count else { continue }
      slots = [Int32](repeating: -1, count: 4 * slots.count)
      mask = slots.count - 1
      for name in 0..<found {
        var slot = unsafe Int(truncatingIfNeeded: keys[name].hash) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(name)
      }
    }
    return found
  }

  @inline(__always)
  private static func isEqual(_ a: NameKey, _ b: NameKey, _ chunks: [NameMentions]) -> Bool {
    guard a.isLong, b.isLong else { return a == b }
    guard a.high == b.high else { return false }
    return areBytesEqual(a, b, chunks)
  }

  @inline(never)
  private static func areBytesEqual(_ a: NameKey, _ b: NameKey, _ chunks: [NameMentions]) -> Bool {
    chunks[a.place.chunk].long(a.place.index) == chunks[b.place.chunk].long(b.place.index)
  }

  /// Sorts the names, and makes the numbers of mentions those of all names.
  private mutating func rankNames() {
    var firsts = [0]
    for count in counts { firsts.append(firsts.last! + count) }
    var order = SortedNames(chunks)
    for (start, count) in zip(bucketStarts, counts) { order.append(keys[start..<start + count]) }
    keys = []
    order.sort()
    names = order.strings()
    let (ranks, starts, offsets) = (order.ranks(), bucketStarts, firsts)
    unsafe numbers.withUnsafeMutableBufferPointer { numbers in
      // SAFETY: each iteration touches only the mentions of its own bucket.
      nonisolated(unsafe) let numbers = unsafe numbers
      parallelFor(starts.count - 1, grain: 1) { range in
        for bucket in range {
          for i in starts[bucket]..<starts[bucket + 1] {
            unsafe numbers[i] = unsafe ranks[offsets[bucket] + Int(numbers[i])]
          }
        }
      }
    }
  }
}
