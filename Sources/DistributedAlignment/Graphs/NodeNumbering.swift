internal import Graphs

/// What the nodes of a graph are called, as every rank knows it.
///
/// Whole numbers that lie close together are a set of bits, n / 5 bytes at most where names are 0, 1, …, n − 1. Others
/// are a list.
enum NodeNumbering: Sendable {
  /// The numbers from the smallest on whose bits are set; and how many are before each word of them.
  case bits(smallest: Int64, words: [UInt64], before: [Int32])
  /// Ascending.
  case numbers([Int64])
  /// Anything, in the order of nodes.
  case names(NodeIdentifiers)

  /// The number of nodes.
  var count: Int {
    switch self {
    case .bits(_, let words, let before):
      words.isEmpty ? 0 : Int(before[words.count - 1]) + words[words.count - 1].nonzeroBitCount
    case .numbers(let numbers): numbers.count
    case .names(let names): names.count
    }
  }

  /// Whether nodes are called by whole numbers.
  var areIntegers: Bool { if case .names(let names) = self { names.areIntegers } else { true } }

  /// Numbers the nodes that any rank mentions; all ranks.
  init(mentionedIn ends: [Int64], _ ranks: Ranks) throws {
    let (least, largest) = ends.reduce((Int64.max, Int64.min)) { (min($0.0, $1), max($0.1, $1)) }
    // Exact, also beyond 2⁵³: both halves for themselves.
    let smallest = try ranks.exactLeast(least)
    let distance = try -ranks.exactLeast(largest == .min ? .max : -largest) - smallest
    let mentions = try ranks.sum(ends.count)
    guard mentions > 0 else {
      self = .numbers([])
      return
    }
    guard distance < max(64 * mentions, 1024) else {
      let own = Set(ends).sorted()
      let all = try ranks.allGather(own).elements
      self = .numbers(ranks.count > 1 ? Set(all).sorted() : own)
      return
    }
    var words = [UInt64](repeating: 0, count: Int(distance >> 6) + 1)
    for end in ends {
      let place = Int(end - smallest)
      words[place >> 6] |= 1 << UInt64(place & 63)
    }
    words = try ranks.union(words)
    var (before, sum) = ([Int32](), 0)
    before.reserveCapacity(words.count)
    for word in words {
      before.append(Int32(truncatingIfNeeded: sum))
      sum += word.nonzeroBitCount
    }
    self = .bits(smallest: smallest, words: words, before: before)
  }

  /// The node that is called by a whole number.
  ///
  /// - Precondition: there is one, and names are whole numbers.
  func node(of name: Int64) -> Int32 {
    switch self {
    case .bits(let smallest, let words, let before):
      let place = Int(name - smallest)
      let lower = words[place >> 6] & (1 << UInt64(place & 63) - 1)
      return before[place >> 6] + Int32(lower.nonzeroBitCount)
    case .numbers(let numbers): return Int32(numbers.indices.partitioningPoint { numbers[$0] >= name })
    case .names: preconditionFailure("names are no whole numbers")
    }
  }

  /// The node that is called by a whole number; `nil` if none is, and where names are no list of numbers.
  func existingNode(of name: Int64) -> Int32? {
    switch self {
    case .bits(let smallest, let words, _):
      let (place, isFar) = name.subtractingReportingOverflow(smallest)
      guard !isFar, place >= 0, place >> 6 < words.count,
        words[Int(place >> 6)] >> UInt64(place & 63) & 1 == 1
      else { return nil }
      return node(of: name)
    case .numbers(let numbers):
      let place = numbers.indices.partitioningPoint { numbers[$0] >= name }
      return place < numbers.count && numbers[place] == name ? Int32(place) : nil
    case .names: return nil
    }
  }

  /// What nodes of a range, or some nodes, are called.
  func identifiers(of nodes: some Sequence<Int>) -> NodeIdentifiers {
    switch self {
    case .bits(let smallest, let words, let before):
      NodeIdentifiers(nodes.map { Self.name($0, smallest, words, before) })
    case .numbers(let numbers): NodeIdentifiers(nodes.map { numbers[$0] })
    case .names(let names): names.selecting(Array(nodes))
    }
  }

  private static func name(
    _ node: Int, _ smallest: Int64, _ words: [UInt64], _ before: [Int32]
  ) -> Int64 {
    let word = words.indices.partitioningPoint { Int(before[$0]) > node } - 1
    var (rest, bits) = (node - Int(before[word]), words[word])
    while rest > 0 {
      bits &= bits - 1
      rest -= 1
    }
    return smallest + Int64(word << 6 + bits.trailingZeroBitCount)
  }
}

extension Ranks {
  /// The smallest of whole numbers; all ranks.
  fileprivate func exactLeast(_ number: Int64) throws(MPIError) -> Int64 {
    let high = try least(Double(number >> 32))
    let low = number >> 32 == Int64(high) ? Double(number & 0xffff_ffff) : .infinity
    return Int64(high) << 32 | Int64(try least(low))
  }
}
