import AlignmentTestSupport
import Foundation
import Graphs
import LinearAlgebra
import Parallel
import Testing

@testable import GraphAlignment

@Suite("Edges as evidence") struct EdgeComparisonTests {
  private static func beliefs(_ rowCount: Int, _ columnCount: Int, seed: UInt64) -> CandidateRows {
    var generator = SeededGenerator(seed: seed)
    return CandidateRows(
      (0..<rowCount).map { _ in
        let ids = generator.permutation(columnCount).prefix(generator.index(below: 6))
        return ids.map { (Int32($0), Float(generator.unit() * 0.3 + 0.01)) }
      }, columnCount: columnCount)
  }

  private static func labels(_ graph: Adjacency, _ count: Int, seed: UInt64) -> EdgeLabels {
    var generator = SeededGenerator(seed: seed)
    return EdgeLabels(
      labels: (0..<graph.entryCount).map { _ in UInt16(generator.index(below: count)) },
      count: count)
  }

  /// Sparse and dense graphs, and one with a hub that is searched instead of walked.
  private static let pairs: [(Graph, Graph)] = [
    (
      .random(nodeCount: 20, edgeProbability: 0.2, seed: 1),
      .random(nodeCount: 25, edgeProbability: 0.15, seed: 2)
    ),
    (
      .random(nodeCount: 15, edgeProbability: 0.7, seed: 3),
      .random(nodeCount: 12, edgeProbability: 0.6, seed: 4)
    ),
    (.path(9), .star(400)), (.star(30), .path(40)),
  ]

  @Test(
    "is what its equation says, with and without kinds of edges", arguments: 0..<4, [false, true])
  func agreesWithTwin(index: Int, isLabeled: Bool) {
    let (rows, columns) = (Self.pairs[index].0.outgoing, Self.pairs[index].1.outgoing)
    var labels: EdgeLabelPair?
    if isLabeled {
      labels = EdgeLabelPair(
        source: Self.labels(rows, 2, seed: 5), target: Self.labels(columns, 3, seed: 6),
        ratios: [1, 0.3, 2, 5, 1, 0.7])
    }
    let beliefs = Self.beliefs(rows.nodeCount, columns.nodeCount, seed: 7)
    let retention = EdgeRetention(ofRows: 0.8, ofColumns: 0.6)
    var naive = NaiveBelief(rows: rows, columns: columns, beliefs, retention, labels)
    var fast = EdgeComparison(rows: rows, columns: columns, labels: labels)
    if let labels {
      // Edges of the second kind are rarely kept.
      naive.retentions = [0.9, 0.3]
      fast.learn(LabelTable(labels.ratios, rowCount: 2, columnCount: 3), retention: [0.9, 0.3])
    }
    let view = EdgeComparison.Beliefs(beliefs, rows, retention)
    let (n1, n2) = (rows.nodeCount, columns.nodeCount)
    let evidence = fast.evidence(
      view, offsets: (0...n1).map { $0 * n2 },
      columns: (0..<n1).flatMap { _ in (0..<Int32(n2)).map { $0 } })
    let absences = fast.absences(view)
    for i in 0..<n1 {
      // Sums of Float beliefs: six digits.
      #expect(abs(absences[i] - naive.absence(i)) < 1e-5 * Double(1 + rows.count(of: i)))
      for w in 0..<n2 {
        let expected = naive.evidence(i, w)
        #expect(abs(Double(evidence[i * n2 + w]) - expected) < 1e-4 * (1 + abs(expected)))
      }
    }
  }

  @Test("proposes the columns that neighbors' matches speak for", arguments: 0..<4, [false, true])
  func proposes(index: Int, isLabeled: Bool) {
    let (rows, columns) = (Self.pairs[index].0.outgoing, Self.pairs[index].1.outgoing)
    var labels: EdgeLabelPair?
    if isLabeled {
      labels = EdgeLabelPair(
        source: Self.labels(rows, 2, seed: 5), target: Self.labels(columns, 3, seed: 6),
        ratios: [1, 0.3, 2, 5, 1, 0.7])
    }
    let beliefs = Self.beliefs(rows.nodeCount, columns.nodeCount, seed: 8)
    let retention = EdgeRetention(ofRows: 0.7, ofColumns: 0.9)
    let naive = NaiveBelief(rows: rows, columns: columns, beliefs, retention, labels)
    let fast = EdgeComparison(rows: rows, columns: columns, labels: labels)
    let limit = 5
    let lists = fast.proposals(
      EdgeComparison.Beliefs(beliefs, rows, retention),
      .init(
        isSettled: [UInt8](repeating: 0, count: rows.nodeCount),
        isTaken: [UInt8](repeating: 0, count: columns.nodeCount), keys: nil, limit: limit,
        senderBudget: 1_000_000, visitBudget: 1_000_000))
    for i in 0..<rows.nodeCount {
      let expected = naive.proposals(i)
      #expect(lists[i].count == min(limit, expected.count))
      // Whatever was left out is no better than what was taken, up to rounding.
      let worst = lists[i].map { expected[Int($0)] ?? -1 }.min() ?? .infinity
      let left = expected.filter { !lists[i].contains(Int32($0.key)) }.values.max() ?? 0
      #expect(worst >= left - 1e-4)
    }
  }

  @Test("does not change by a table of ones, to the last bit")
  func ones() {
    let (rows, columns) = (Self.pairs[0].0.outgoing, Self.pairs[0].1.outgoing)
    let beliefs = Self.beliefs(rows.nodeCount, columns.nodeCount, seed: 9)
    let view = EdgeComparison.Beliefs(
      beliefs, rows, EdgeRetention(ofRows: 0.8, ofColumns: 0.6))
    let labels = EdgeLabelPair(
      source: Self.labels(rows, 3, seed: 1), target: Self.labels(columns, 4, seed: 2),
      ratios: [Float](repeating: 1, count: 12))
    let offsets = (0...rows.nodeCount).map { $0 * columns.nodeCount }
    let all = (0..<rows.nodeCount).flatMap { _ in (0..<Int32(columns.nodeCount)).map { $0 } }
    let plain = EdgeComparison(rows: rows, columns: columns, labels: nil)
    let labeled = EdgeComparison(rows: rows, columns: columns, labels: labels)
    #expect(
      plain.evidence(view, offsets: offsets, columns: all)
        == labeled.evidence(view, offsets: offsets, columns: all))
  }

  @Test("has a table with logarithms, and the same with the graphs exchanged")
  func tables() {
    var generator = SeededGenerator(seed: 3)
    let (rowCount, columnCount) = (70, 41)
    let ratios = (0..<rowCount * columnCount).map { _ in Float(0.01 + 4 * generator.unit()) }
    let table = LabelTable(ratios, rowCount: rowCount, columnCount: columnCount)
    let transposed = table.transposed
    #expect((transposed.rowCount, transposed.columnCount) == (columnCount, rowCount))
    #expect(table.ratios.elements == ratios && table.logs.elements == ratios.map { log($0) })
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        let (place, other) = (row * columnCount + column, column * rowCount + row)
        #expect(transposed.ratios[other] == ratios[place] && transposed.logs[other] == log(ratios[place]))
      }
    }
  }

  @Test("sees the label of an edge from its other end")
  func reversedLabels() {
    let graph = Graph.random(nodeCount: 12, edgeProbability: 0.4, seed: 3).outgoing
    let labels = Self.labels(graph, 5, seed: 4)
    let reversed = labels.reversed(in: graph)
    for i in 0..<graph.nodeCount {
      for entry in graph.offsets[i]..<graph.offsets[i + 1] {
        let j = Int(graph.neighbors[entry])
        let back = (graph.offsets[j]..<graph.offsets[j + 1]).first { Int(graph.neighbors[$0]) == i }
        #expect(reversed[entry] == labels.labels[back!])
      }
    }
  }
}
