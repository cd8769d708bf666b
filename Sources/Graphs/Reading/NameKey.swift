/// A string in sixteen bytes: all of it if it is short, else its hash and where it is.
///
/// Most names have at most fifteen bytes. Two of those are equal if their keys are, without a look at
/// the text they stand in, which would be a miss of the cache for each of them.
struct NameKey: Sendable, Equatable, BitwiseCopyable {
  static let longestShort = 15

  /// The first eight bytes, the first of them highest; of a long name, its hash.
  var high: UInt64
  /// The other seven bytes and the length; of a long name, its chunk, its number there and 255.
  var low: UInt64

  var isLong: Bool { @inline(__always) get { low & 0xff == 0xff } }
  var length: Int { Int(low & 0xff) }

  init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  /// The key of a short name.
  @inline(__always)
  init(short name: UnsafeBufferPointer<UInt8>) {
    let count = name.count
    let tail = max(count - 8, 0)
    high = unsafe Self.firstBytes(name.baseAddress, count: count - tail)
    low = unsafe Self.firstBytes(name.baseAddress.map { unsafe $0 + 8 }, count: tail)
    low |= UInt64(count)
  }

  /// The key of long name `index` of chunk `chunk`.
  init(long name: UnsafeBufferPointer<UInt8>, chunk: Int, index: Int) {
    precondition(chunk < 1 << 24 && index < 1 << 32, "there are more long names than keys for them")
    var hash = UInt64(truncatingIfNeeded: name.count)
    for i in stride(from: 0, to: name.count, by: 8) {
      let count = min(name.count - i, 8)
      hash = unsafe Self.mixed(hash ^ Self.firstBytes(name.baseAddress! + i, count: count))
    }
    high = hash
    low = UInt64(chunk) << 40 | UInt64(index) << 8 | 0xff
  }

  /// Of a long name, where its bytes are.
  var place: (chunk: Int, index: Int) { (Int(low >> 40), Int(low >> 8 & 0xffff_ffff)) }

  /// A hash of the name, from all its bytes.
  var hash: UInt64 {
    @inline(__always) get { isLong ? high : Self.mixed(high ^ Self.mixed(low)) }
  }

  /// Multiplies and folds.
  @inline(__always)
  private static func mixed(_ word: UInt64) -> UInt64 {
    let product = (word ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
    return product.high ^ product.low
  }

  /// At most eight bytes as a number, the first of them highest, zeros after the last.
  @inline(__always)
  private static func firstBytes(_ bytes: UnsafePointer<UInt8>?, count: Int) -> UInt64 {
    // SAFETY: both loads of a pair lie inside the `count` bytes; where they overlap they agree.
    if count == 8 {
      return unsafe UInt64(bigEndian: UnsafeRawPointer(bytes!).loadUnaligned(as: UInt64.self))
    }
    if count >= 4 {
      let start = unsafe UnsafeRawPointer(bytes!)
      let first = unsafe UInt32(bigEndian: start.loadUnaligned(as: UInt32.self))
      let last = unsafe UInt32(
        bigEndian: start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      return UInt64(first) << 32 | UInt64(last) << UInt64(64 - 8 * count)
    }
    var word: UInt64 = 0
    for i in 0..<count { word |= unsafe UInt64(bytes![i]) << UInt64(56 - 8 * i) }
    return word
  }
}

/// The names that a chunk mentions, in the order of the file, equal ones again and again.
struct NameMentions: Sendable {
  /// Which chunk this is.
  let chunk: Int
  private(set) var keys: [NameKey] = []
  /// The bytes of the long names, one after the other.
  private var longBytes: [UInt8] = []
  private var longStarts = [0]

  init(chunk: Int, expectedCount: Int) {
    self.chunk = chunk
    keys.reserveCapacity(expectedCount)
  }

  /// The key of a name, whose bytes are kept if it is long.
  ///
  /// - Throws: when it is not UTF-8: as strings, different bytes could become the same id.
  @inline(__always)
  mutating func key(of name: UnsafeBufferPointer<UInt8>) throws(TokenFailure) -> NameKey {
    if unsafe name.contains(where: { $0 >= 0x80 }),
      unsafe (try? UTF8Span(validating: name.span)) == nil
    {
      throw TokenFailure(reason: unsafe "expected a node id in UTF-8, found \(quoted(name))")
    }
    if name.count <= NameKey.longestShort { return unsafe NameKey(short: name) }
    unsafe longBytes.append(contentsOf: name)
    longStarts.append(longBytes.count)
    return unsafe NameKey(long: name, chunk: chunk, index: longStarts.count - 2)
  }

  mutating func append(_ source: NameKey, _ target: NameKey) {
    keys.append(source)
    keys.append(target)
  }

  /// The bytes of a long name.
  func long(_ index: Int) -> ArraySlice<UInt8> {
    longBytes[longStarts[index]..<longStarts[index + 1]]
  }
}
