/// Nodes of other ranks that this one has to know something of, and those of its own that others ask for.
///
/// Made once for a set of nodes, it serves any number of questions about them.
struct GhostNodes: Sendable {
  /// The nodes that are asked for, ascending.
  let nodes: [Int32]
  /// How many of them each rank has.
  private let counts: [Int]
  /// The places, among this rank's nodes, of those that others ask for.
  let asked: [Int32]
  /// How many of these each rank asks for.
  let askedCounts: [Int]
  private let ranks: Ranks

  /// All ranks.
  ///
  /// - Parameter nodes: ascending, each once; those of this rank may be among them.
  init(_ nodes: [Int32], _ partition: RowPartition, _ ranks: Ranks) throws(MPIError) {
    (self.nodes, self.ranks) = (nodes, ranks)
    counts = partition.counts(ofAscending: nodes)
    let first = Int32(partition.nodes(of: ranks.own).lowerBound)
    let requests = try ranks.exchange(nodes, counts: counts)
    asked = requests.elements.map { $0 - first }
    askedCounts = requests.counts
  }

  /// What each of ``nodes`` has of some values; all ranks.
  ///
  /// - Parameter values: of this rank's nodes.
  func fetch<Value: BitwiseCopyable>(_ values: [Value]) throws(MPIError) -> [Value] {
    try ranks.exchange(asked.map { values[Int($0)] }, counts: askedCounts).elements
  }

  /// Rows of `width` values each.
  func fetchRows<Value: BitwiseCopyable>(
    _ values: [Value], width: Int
  ) throws(MPIError) -> [Value] {
    var rows: [Value] = []
    rows.reserveCapacity(asked.count * width)
    for place in asked { rows += values[Int(place) * width..<(Int(place) + 1) * width] }
    return try ranks.exchange(rows, counts: askedCounts.map { $0 * width }).elements
  }

  /// Lists of any length; all ranks.
  ///
  /// - Parameters:
  ///   - offsets: where the list of each of this rank's nodes begins, and the end of the last.
  ///   - values: the lists.
  /// - Returns: the same of ``nodes``.
  func fetchLists<Value: BitwiseCopyable>(
    offsets: [Int], _ values: [Value]
  ) throws(MPIError) -> (offsets: [Int], values: [Value]) {
    let lengths = try fetchLengths(offsets: offsets)
    return (lengths, try fetchEntries(offsets: offsets, values))
  }

  /// Where the lists of ``nodes`` will begin.
  func fetchLengths(offsets: [Int]) throws(MPIError) -> [Int] {
    let lengths = try ranks.exchange(
      asked.map { Int32(offsets[Int($0) + 1] - offsets[Int($0)]) }, counts: askedCounts
    ).elements
    var result = [0]
    result.reserveCapacity(lengths.count + 1)
    for length in lengths { result.append(result[result.count - 1] + Int(length)) }
    return result
  }

  /// The lists alone, one after the other.
  func fetchEntries<Value: BitwiseCopyable>(
    offsets: [Int], _ values: [Value]
  ) throws(MPIError) -> [Value] {
    var sent: [Value] = []
    var (counts, next) = ([Int](repeating: 0, count: ranks.count), 0)
    sent.reserveCapacity(asked.reduce(0) { $0 + offsets[Int($1) + 1] - offsets[Int($1)] })
    for (rank, count) in askedCounts.enumerated() {
      let before = sent.count
      for place in asked[next..<next + count] {
        sent += values[offsets[Int(place)]..<offsets[Int(place) + 1]]
      }
      next += count
      counts[rank] = sent.count - before
    }
    return try ranks.exchange(sent, counts: counts).elements
  }
}
