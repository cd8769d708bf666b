internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import Parallel

/// How many entries of adjacency lists the signatures of a graph look at in a second.
struct VisitRate: Codable {
  var graph: String
  var nodes: Int
  var edges: Int
  /// How nodes are numbered.
  var order: String
  var threads: Int
  var visits: Int
  var seconds: Double

  static func measure(
    largest: Int, threadCounts: [Int], timing: TimingOptions
  ) throws -> [VisitRate] {
    var rates: [VisitRate] = []
    let small = Graph.powerLawCluster(
      nodeCount: min(100_000, largest), edgesPerNode: 10, triangleProbability: 0.5,
      seed: timing.seed)
    rates += try measure("power law", [("as generated", small)], threadCounts, timing)
    guard largest >= 1_000_000 else { return rates }
    let large = Graph.powerLawCluster(
      nodeCount: 1_000_000, edgesPerNode: 5, triangleProbability: 0.5, seed: timing.seed)
    var generator = SeededGenerator(seed: timing.seed)
    let random = large.relabeled(by: generator.permutation(large.nodeCount))
    let orders = [
      ("random", random), ("random, then by degree", random.relabeled(by: random.degreeOrder)),
      ("random, then breadth first", random.relabeled(by: random.breadthFirstOrder)),
    ]
    return rates + (try measure("power law", orders, threadCounts, timing))
  }

  /// Measures numberings of one graph, which must all have the same signatures.
  private static func measure(
    _ name: String, _ orders: [(String, Graph)], _ threadCounts: [Int], _ timing: TimingOptions
  ) throws -> [VisitRate] {
    var rates: [VisitRate] = []
    var sums: [Double] = []
    for (order, graph) in orders {
      let signatures = try Signatures(of: [graph])
      sums.append(signatures.rows.elements.reduce(0) { $0 + Double($1) })
      try check(signatures, graph)
      for threads in threadCounts {
        note("visits: \(name), \(graph.nodeCount) nodes, ids \(order), \(threads) threads …")
        let samples = try Parallelism.withThreadCount(threads) {
          try timing.measure { _ = try Signatures(of: [graph]) }
        }
        rates.append(
          VisitRate(
            graph: name, nodes: graph.nodeCount, edges: graph.edgeCount, order: order,
            threads: threads, visits: graph.twoHopVisits, seconds: median(samples)))
      }
    }
    guard sums.allSatisfy({ abs($0 - sums[0]) <= 1e-6 * sums[0] }) else {
      throw WrongAnswer(description: "signatures depend on the numbers of nodes")
    }
    return rates
  }

  /// Compares the signatures of a few nodes with rings found by sets.
  private static func check(_ signatures: Signatures, _ graph: Graph) throws {
    let options = SignatureOptions()
    for node in stride(from: 0, to: graph.nodeCount, by: max(1, graph.nodeCount / 20)) {
      var expected = [Double](repeating: 0, count: signatures.width)
      var (seen, ring): (Set<Int>, Set<Int>) = ([node], [node])
      for hop in 0...options.hopCount {
        for other in ring where graph.degree(of: other) >= 1 {
          expected[Int(log2(graph.degree(of: other)))] += options.weight(ofHop: hop)
        }
        ring = Set(ring.flatMap { graph.neighborNumbers(of: $0) }).subtracting(seen)
        seen.formUnion(ring)
      }
      for bucket in expected.indices
      where abs(expected[bucket] - Double(signatures.rows[node, bucket])) > 1e-4 {
        throw WrongAnswer(description: "the signature of node \(node) is wrong")
      }
    }
  }
}

extension Graph {
  fileprivate func neighborNumbers(of node: Int) -> [Int] {
    let row = outgoing[node]
    return row.indices.map { Int(row[$0]) }
  }

  /// Σ over nodes of their own entries and of those of their neighbors.
  var twoHopVisits: Int {
    (0..<nodeCount).reduce(0) { sum, node in
      // A node is visited through each neighbor once, and has as many neighbors as entries.
      let count = outgoing.count(of: node)
      return sum + count + count * count
    }
  }

  /// New numbers by which nodes with more edges come first.
  fileprivate var degreeOrder: [Int] {
    let order = (0..<nodeCount).sorted {
      let (a, b) = (outgoing.count(of: $0), outgoing.count(of: $1))
      return a != b ? a > b : $0 < $1
    }
    return inverted(order)
  }

  /// New numbers in the order in which a search from node after node meets nodes.
  fileprivate var breadthFirstOrder: [Int] {
    var (order, isMet): ([Int], [Bool]) = ([], Array(repeating: false, count: nodeCount))
    order.reserveCapacity(nodeCount)
    var next = 0
    for start in 0..<nodeCount where !isMet[start] {
      isMet[start] = true
      order.append(start)
      while next < order.count {
        for other in neighborNumbers(of: order[next]) where !isMet[other] {
          isMet[other] = true
          order.append(other)
        }
        next += 1
      }
    }
    return inverted(order)
  }

  private func inverted(_ order: [Int]) -> [Int] {
    var numbers = [Int](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { numbers[old] = new }
    return numbers
  }
}
