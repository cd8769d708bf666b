package import GraphAlignment
package import Graphs
internal import Parallel
internal import Synchronization

/// The ranks as helpers of the robust aligner: the first runs it, the others compute rows when they are asked.
///
/// Every rank has the edges of both graphs. Candidates, and what refinement makes of them, are divided among ranks while
/// they are worked on, and gathered by the first.
package final class RobustTeam: RobustHelpers {
  /// What the first rank asks for.
  enum Request: Int {
    case histograms, neighbors, refinement, kept, keeping, dismissal
  }

  let ranks: Ranks
  /// The neighbors of each node of the source and of the target.
  let edges: [Adjacency]
  /// How many threads each rank uses when all work. While the first rank works alone it may use more.
  private let threadCount: Int?
  private let folder: CheckpointFolder?
  /// What this rank has sent so far.
  let sent = Mutex(Costs())

  /// All ranks.
  ///
  /// - Parameters:
  ///   - graphs: source and target, on the first rank.
  ///   - checkpoint: a folder that all ranks share, and what tells this alignment from others; `nil` for none.
  ///   - threadCount: of each rank when all work; `nil` for as many as it uses anyway.
  package init(
    _ ranks: Ranks, graphs: (source: Graph, target: Graph)?,
    checkpoint: (folder: String, key: UInt64)?, threadCount: Int? = nil
  ) throws {
    (self.ranks, self.threadCount) = (ranks, threadCount)
    let before = Ranks.bytesSent
    let given = graphs.map { [$0.source.undirected, $0.target.undirected] }
    edges = try (0..<2).map { index in
      let offsets = try ranks.broadcast(given?[index].offsets ?? [])
      let neighbors = try ranks.broadcast(given?[index].neighbors ?? [])
      return given?[index] ?? Adjacency(offsets: offsets, neighbors: neighbors, parts: nil)
    }
    sent.withLock { $0.graphs = Ranks.bytesSent - before }
    folder = try checkpoint.map {
      try CheckpointFolder($0.folder, key: try ranks.broadcast([$0.key])[0], ranks)
    }
  }

  /// Computes what the first rank asks for, until it asks for nothing more; all ranks but the first.
  package func serve() throws {
    while true {
      try ranks.meet()
      let message = try ranks.broadcast([Int]())
      let numbers = Array(message.dropFirst())
      switch Request(rawValue: message[0])! {
      case .histograms: _ = try together(\.histograms) { try histograms(numbers, nil) }
      case .neighbors: _ = try together(\.neighbors) { try neighbors(numbers, nil) }
      case .refinement: _ = try together(\.refinement) { try refinement(numbers, nil) { _ in } }
      case .kept: _ = try kept(numbers)
      case .keeping: try keep(numbers, nil)
      case .dismissal: return
      }
    }
  }

  /// Lets the others go; the first rank.
  package func dismiss() throws { try ask(.dismissal, []) }

  /// Runs what all ranks do together with the threads that each then has, and counts what it sends.
  func together<Result>(
    _ cost: WritableKeyPath<Costs, Int>, _ work: () throws -> Result
  ) rethrows -> Result {
    let before = Ranks.bytesSent
    defer { sent.withLock { $0[keyPath: cost] += Ranks.bytesSent - before } }
    guard let threadCount else { return try work() }
    return try Parallelism.withThreadCount(threadCount, work)
  }

  func ask(_ request: Request, _ numbers: [Int]) throws {
    try ranks.meet()
    _ = try ranks.broadcast([request.rawValue] + numbers)
  }

  // MARK: - Checkpoints, of which the first rank has all rows

  private var firstHasAll: (Int) -> RowPartition {
    { RowPartition(bounds: [0] + [Int](repeating: $0, count: self.ranks.count)) }
  }

  package func kept(_ name: String, rowCount: Int, columnCount: Int) throws -> CandidateRows? {
    guard folder != nil else { return nil }
    let numbers = [rowCount, columnCount] + name.utf8.map { Int($0) }
    try ask(.kept, numbers)
    return try kept(numbers)
  }

  private func kept(_ numbers: [Int]) throws -> CandidateRows? {
    try folder?.candidates(
      Self.name(numbers), columnCount: numbers[1], firstHasAll(numbers[0]), ranks)
  }

  package func keep(_ rows: CandidateRows, _ name: String) throws {
    guard folder != nil else { return }
    let numbers = [rows.rowCount, rows.columnCount] + name.utf8.map { Int($0) }
    try ask(.keeping, numbers)
    try keep(numbers, rows)
  }

  private func keep(_ numbers: [Int], _ rows: CandidateRows?) throws {
    try folder?.write(
      Self.name(numbers), 0, rows ?? CandidateRows(columnCount: numbers[1]),
      firstHasAll(numbers[0]), ranks)
  }

  private static func name(_ numbers: [Int]) -> String {
    String(decoding: numbers.dropFirst(2).map { UInt8($0) }, as: UTF8.self)
  }
}
