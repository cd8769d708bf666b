import Graphs
import Testing

@testable import GraphAlignment

@Suite("Rounds of refinement") struct RefinementRoundsTests {
  /// The largest difference of two matrices, and how many rows agree on their best entry.
  private func compare(
    _ rows: CandidateRows, _ plain: PlainRefinement
  ) -> (difference: Double, equalBest: Int) {
    let heaviest = rows.heaviestIDs()
    var (difference, equalBest) = (0.0, 0)
    for row in 0..<rows.rowCount {
      let ours = Dictionary(
        uniqueKeysWithValues: rows[row].map { ($0.target, Double($0.similarity)) })
      for id in Set(ours.keys).union(plain.values[row].keys) {
        difference = max(difference, abs((ours[id] ?? 0) - (plain.values[row][id] ?? 0)))
      }
      let best = plain.values[row].max { ($0.value, -$0.key) < ($1.value, -$1.key) }
      if heaviest[row] == Int32(best?.key ?? -1) { equalBest += 1 }
    }
    return (difference, equalBest)
  }

  @Test(
    "agree over ten rounds with a plain twin that computes every row in every round",
    arguments: [-1, 0, 0.05], [AnchorLinks.Strength?.none, .hard, .soft])
  func agreesWithTwin(tolerance: Double, strength: AnchorLinks.Strength?) throws {
    let graph = Graph.powerLawCluster(
      nodeCount: 150, edgesPerNode: 3, triangleProbability: 0.4, seed: 2)
    let pair = try NoiseModel(removedShare: 0.1).perturb(graph, seed: 3)
    let anchors = strength.map {
      AnchorLinks([3, 50, 120].map { ($0, pair.truth[$0]) }, strength: $0)
    }
    var aligner = RobustAligner()
    aligner.refinement = nil
    let start = try aligner.align(pair.source, to: pair.target).rows
    var refinement = Refinement()
    refinement.tuning.tolerance = tolerance
    let (source, target) = (pair.source.outgoing, pair.target.outgoing)
    var pass = RefinementPass(
      refinement, source: source, target: target, start: start, width: 10,
      anchors: anchors ?? .none)
    var plain = PlainRefinement(
      refinement.tuning, source: source, target: target, start: start, width: 10,
      anchors: anchors ?? .none)
    try pass.run(10) { _ in }
    plain.run(10)
    let (difference, equalBest) = compare(pass.matrix.candidates, plain)
    let computedCounts = pass.computedRowCounts
    #expect(equalBest == 150)
    #expect(computedCounts.count == 10 && computedCounts[0] == 150)
    switch tolerance {
    case -1:
      // Everything counts as changed, so nothing is reused: what is left is the rounding of Float.
      #expect(computedCounts == .init(repeating: 150, count: 10))
      #expect(difference < 1e-4)
    case 0:
      // Rows are reused whose neighbors say the same as before, to the bit; ε falls meanwhile, which moves
      // what is small.
      #expect(computedCounts[9] < 15)
      #expect(difference < 0.01)
    default:
      // Neighbors may change by 0.05 before a row that has decided is computed again.
      #expect(computedCounts[9] < 5)
      #expect(difference < 0.05)
    }
  }
}
