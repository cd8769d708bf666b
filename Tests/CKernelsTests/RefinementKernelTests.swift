import CKernels
import Parallel
import Testing

@Suite("Kernels of refinement") struct RefinementKernelTests {
  typealias Entry = RefinementTwin.Entry

  /// Sparse rows in flat arrays.
  struct Rows: ~Copyable {
    let width: Int
    var ids, counts: OwnedBuffer<Int32>
    var values: OwnedBuffer<Float>

    init(_ rows: [[Entry]], width: Int) {
      self.width = width
      counts = OwnedBuffer(rows.map { Int32($0.count) })
      ids = OwnedBuffer(repeating: -9, count: rows.count * width)
      values = OwnedBuffer(repeating: .nan, count: rows.count * width)
      for (i, row) in rows.enumerated() {
        for (k, entry) in row.enumerated() {
          (ids[i * width + k], values[i * width + k]) = (entry.id, entry.value)
        }
      }
    }

    var lists: [[Entry]] {
      (0..<counts.count).map { i in
        (0..<Int(counts[i])).map { Entry(id: ids[i * width + $0], value: values[i * width + $0]) }
      }
    }

    mutating func with<Result>(_ body: (ga_sparse_rows) -> Result) -> Result {
      unsafe body(
        ga_sparse_rows(
          ids: ids.mutableAddress, values: values.mutableAddress, counts: counts.mutableAddress))
    }
  }

  /// What a thread has for itself.
  struct Workspace: ~Copyable {
    var sums, present, scores: OwnedBuffer<Float>
    var touched, matches: OwnedBuffer<Int32>

    init(columnCount: Int) {
      sums = OwnedBuffer(repeating: 0, count: columnCount)
      present = OwnedBuffer(repeating: 0, count: columnCount)
      scores = OwnedBuffer(repeating: 0, count: columnCount)
      touched = OwnedBuffer(repeating: 0, count: columnCount + 1)
      matches = OwnedBuffer(repeating: 0, count: columnCount + 1)
    }

    mutating func with<Result>(_ body: (inout ga_refinement_workspace) -> Result) -> Result {
      var memory = unsafe ga_refinement_workspace(
        sums: sums.mutableAddress, present: present.mutableAddress,
        touched: touched.mutableAddress,
        matches: matches.mutableAddress, scores: scores.mutableAddress)
      return unsafe body(&memory)
    }

    var isClear: Bool {
      sums.elements.allSatisfy { $0 == 0 } && present.elements.allSatisfy { $0 == 0 }
    }
  }

  /// A pair of graphs, the second a renamed copy of the first with other edges here and there.
  private func pair(_ seed: UInt64) -> (source: SmallGraph, target: SmallGraph, order: [Int]) {
    var generator = SeededGenerator(seed: seed)
    let order = generator.permutation(80)
    let source = SmallGraph(nodeCount: 80, edgeCount: 200, seed: seed)
    var lists = (0..<80).map { Set(source.list($0)) }
    for _ in 0..<6 {
      let (a, b) = (generator.index(below: 80), generator.index(below: 80))
      guard a != b else { continue }
      lists[a].formSymmetricDifference([Int32(b)])
      lists[b].formSymmetricDifference([Int32(a)])
    }
    return (source, SmallGraph(lists).relabeled(order), order)
  }

  /// The true target of most nodes, among others.
  private func start(_ order: [Int], width: Int, seed: UInt64) -> [[Entry]] {
    var generator = SeededGenerator(seed: seed)
    return order.map { truth in
      var row: [Int32: Float] = [:]
      if generator.unit() < 0.8 { row[Int32(truth)] = Float(0.5 + generator.unit()) }
      while row.count < width - 1 {
        row[Int32(generator.index(below: order.count))] = Float(generator.unit() + 0.01)
      }
      return row.map { Entry(id: $0.key, value: $0.value) }
        .sorted { $0.value != $1.value ? $0.value > $1.value : $0.id < $1.id }
    }
  }

  @Test(
    "agree with a plain twin to the bit, round after round, also in which rows they do not compute again",
    arguments: [0, 1, 2, 4], [false, true])
  func rounds(power: Int, hasOwners: Bool) {
    let (source, target, order) = pair(5)
    var options = RefinementTwin.Options()
    options.power = power
    var owners: [Int32]?
    if hasOwners {
      var own = [Int32](repeating: -1, count: 80)
      for node in [3, 20, 41] { own[order[node]] = Int32(node) }
      owners = own
    }
    // Otherwise this says nothing of the rows that are not computed again.
    #expect(
      reused(source, target, options, owners, start(order, width: options.width, seed: 6), rounds: 12) > 80)
  }

  @Test(
    "agree where rows visit only part of what they could, and let in what they do not otherwise",
    arguments: [1, 20, 60], [false, true])
  func budgets(visitBudget: Int, hasOwners: Bool) {
    let (source, target, order) = pair(11)
    var options = RefinementTwin.Options()
    options.visitBudget = visitBudget
    var owners: [Int32]?
    if hasOwners {
      var own = [Int32](repeating: -1, count: 80)
      for node in stride(from: 0, to: 80, by: 3) { own[order[node]] = Int32(node) }
      owners = own
    }
    let first = start(order, width: options.width, seed: 12)
    _ = reused(source, target, options, owners, first, rounds: 6)
    // Otherwise no row spent its budget.
    var (bounded, free) = (options, options)
    (bounded.visitBudget, free.visitBudget) = (visitBudget, .max)
    var twins = [bounded, free].map {
      RefinementTwin(source, target, $0, owners: owners, start: first)
    }
    for index in twins.indices { _ = twins[index].run(epsilon: 1e-3, isFirst: true) }
    #expect(twins[0].shares != twins[1].shares)
  }

  @Test("agree where a node has more neighbors than a match tells of")
  func hubs() {
    let count = 2_300
    var lists = [Set<Int32>](repeating: [], count: count)
    var generator = SeededGenerator(seed: 3)
    func join(_ a: Int, _ b: Int) {
      guard a != b else { return }
      lists[a].insert(Int32(b))
      lists[b].insert(Int32(a))
    }
    for node in 1..<2_200 { join(0, node) }
    for _ in 0..<1_500 { join(generator.index(below: count), generator.index(below: count)) }
    let graph = SmallGraph(lists)
    let order = generator.permutation(count)
    #expect(graph.list(0).count > RefinementTwin.hubDegree)
    var options = RefinementTwin.Options()
    options.senderBudget = 8
    var first = start(order, width: options.width, seed: 9)
    // The hub is a candidate of many, as it would be.
    for row in stride(from: 0, to: count, by: 3) where !first[row].contains(where: { $0.id == order[0] }) {
      first[row].append(Entry(id: Int32(order[0]), value: 0.005))
    }
    for visitBudget in [Int.max, 300] {
      options.visitBudget = visitBudget
      _ = reused(graph, graph.relabeled(order), options, nil, first, rounds: 2)
    }
  }

  /// Runs rounds beside those of the twin, and says how many rows were taken over.
  private func reused(
    _ source: SmallGraph, _ target: SmallGraph, _ options: RefinementTwin.Options, _ owners: [Int32]?,
    _ first: [[Entry]], rounds: Int
  ) -> Int {
    let count = first.count
    var twin = RefinementTwin(source, target, options, owners: owners, start: first)
    var matrix = Rows(first, width: options.width)
    var shares = OwnedBuffer(matrix.values.elements)
    var next = Rows(first.map { _ in [] }, width: options.width)
    var senders = Rows(first.map { _ in [] }, width: options.width)
    var hasChanged = OwnedBuffer<UInt8>(repeating: 7, count: count)
    var hasDecided = OwnedBuffer<UInt8>(repeating: 0, count: count)
    var workspace = Workspace(columnCount: count)
    var reused = 0
    for number in 0..<rounds {
      // Candidates are added at first, and only weighed later on.
      let epsilon: Float = 2 * number < rounds ? 1e-3 : 1e-5
      let isFirst: Int32 = number == 0 ? 1 : 0
      let expected = twin.run(epsilon: epsilon, isFirst: number == 0)
      let active = unsafe matrix.with { matrix in
        unsafe senders.with { senders in
          unsafe next.with { next in
            unsafe withGraphs(source, target, owners) { graphs in
              var round = unsafe ga_refinement(
                sourceOffsets: graphs.0, sourceNeighbors: graphs.1, targetOffsets: graphs.2,
                targetNeighbors: graphs.3, width: Int64(options.width), matrix: matrix,
                senders: senders, next: next, shares: shares.address,
                hasChanged: hasChanged.mutableAddress, hasDecided: hasDecided.mutableAddress,
                owners: graphs.4, epsilon: epsilon,
                closingEpsilon: options.closingEpsilon, power: Int32(options.power),
                floor: options.floor, senderShare: options.senderShare,
                senderBudget: Int32(options.senderBudget),
                visitBudget: Int64(options.visitBudget), tolerance: options.tolerance)
              // In two ranges, as threads would.
              unsafe ga_pick_senders(&round, 50, Int64(count), isFirst)
              unsafe ga_pick_senders(&round, 0, 50, isFirst)
              return unsafe workspace.with { workspace in
                unsafe ga_refine_rows(&round, 33, Int64(count), &workspace)
                  + ga_refine_rows(&round, 0, 33, &workspace)
              }
            }
          }
        }
      }
      #expect(Int(active) == expected.count)
      reused += count - expected.count
      #expect(next.lists == twin.shares)
      #expect(senders.lists == twin.senders)
      #expect(Set((0..<count).filter { hasChanged[$0] == 1 }) == twin.changed)
      #expect(Set((0..<count).filter { hasDecided[$0] == 1 }) == twin.decided)
      let isClear = workspace.isClear
      #expect(isClear)
      // The next round's M.
      shares = OwnedBuffer(next.values.elements)
      matrix = Rows(twin.matrix, width: options.width)
    }
    return reused
  }
}

/// The arrays of two graphs and of owners, as the kernels want them.
@unsafe private typealias GraphAddresses = (
  UnsafePointer<Int64>, UnsafePointer<Int32>, UnsafePointer<Int64>, UnsafePointer<Int32>,
  UnsafePointer<Int32>?
)

private func withGraphs<Result>(
  _ source: SmallGraph, _ target: SmallGraph, _ owners: [Int32]?,
  _ body: (GraphAddresses) -> Result
) -> Result {
  unsafe source.offsets.withUnsafeBufferPointer { a in
    unsafe source.neighbors.withUnsafeBufferPointer { b in
      unsafe target.offsets.withUnsafeBufferPointer { c in
        unsafe target.neighbors.withUnsafeBufferPointer { d in
          unsafe (owners ?? []).withUnsafeBufferPointer { e in
            unsafe body(
              (
                a.baseAddress!, b.baseAddress!, c.baseAddress!, d.baseAddress!,
                owners == nil ? nil : e.baseAddress
              ))
          }
        }
      }
    }
  }
}
