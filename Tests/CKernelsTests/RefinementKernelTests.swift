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
    var touched: OwnedBuffer<Int32>

    init(columnCount: Int) {
      sums = OwnedBuffer(repeating: 0, count: columnCount)
      present = OwnedBuffer(repeating: 0, count: columnCount)
      scores = OwnedBuffer(repeating: 0, count: columnCount)
      touched = OwnedBuffer(repeating: 0, count: columnCount + 1)
    }

    mutating func with<Result>(_ body: (inout ga_refinement_workspace) -> Result) -> Result {
      var memory = unsafe ga_refinement_workspace(
        sums: sums.mutableAddress, present: present.mutableAddress,
        touched: touched.mutableAddress, scores: scores.mutableAddress)
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
    let first = start(order, width: options.width, seed: 6)
    var twin = RefinementTwin(source, target, options, owners: owners, start: first)
    var matrix = Rows(first, width: options.width)
    var shares = OwnedBuffer(matrix.values.elements)
    var next = Rows(first.map { _ in [] }, width: options.width)
    var senders = Rows(first.map { _ in [] }, width: options.width)
    var hasChanged = OwnedBuffer<UInt8>(repeating: 7, count: 80)
    var hasDecided = OwnedBuffer<UInt8>(repeating: 0, count: 80)
    var workspace = Workspace(columnCount: 80)
    var reused = 0
    for number in 0..<12 {
      let epsilon: Float = number < 6 ? 1e-3 : 1e-5
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
                owners: graphs.4, epsilon: epsilon, power: Int32(options.power),
                floor: options.floor, senderShare: options.senderShare,
                senderBudget: Int32(options.senderBudget), tolerance: options.tolerance)
              // In two ranges, as threads would.
              unsafe ga_pick_senders(&round, 50, 80, isFirst)
              unsafe ga_pick_senders(&round, 0, 50, isFirst)
              return unsafe workspace.with { workspace in
                unsafe ga_refine_rows(&round, 33, 80, &workspace)
                  + ga_refine_rows(&round, 0, 33, &workspace)
              }
            }
          }
        }
      }
      #expect(Int(active) == expected.count)
      reused += 80 - expected.count
      #expect(next.lists == twin.shares)
      #expect(senders.lists == twin.senders)
      #expect(Set((0..<80).filter { hasChanged[$0] == 1 }) == twin.changed)
      #expect(Set((0..<80).filter { hasDecided[$0] == 1 }) == twin.decided)
      let isClear = workspace.isClear
      #expect(isClear)
      // The next round's M.
      shares = OwnedBuffer(next.values.elements)
      matrix = Rows(twin.matrix, width: options.width)
    }
    // Otherwise this says nothing of the rows that are not computed again.
    #expect(reused > 80)
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
