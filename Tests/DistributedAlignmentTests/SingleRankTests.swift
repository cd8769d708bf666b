import AlignmentTestSupport
import DistributedAlignment
import Files
import Foundation
import GraphAlignment
import Graphs
import Testing

// What several ranks do is tested under mpirun, by Scripts/test-mpi.sh.
@Suite("A rank alone") struct SingleRankTests {
  private func parts(_ graphs: [Graph]) throws -> [GraphPart] {
    try graphs.map { try GraphPart($0, .alone) }
  }

  @Test("aligns as REGAL does", arguments: [REGAL(), .paper, .authorsCode])
  func alignsAsREGAL(regal: REGAL) throws {
    let source = Graph.barabasiAlbert(nodeCount: 400, edgesPerNode: 3, seed: 3)
    let target = Graph.barabasiAlbert(nodeCount: 380, edgesPerNode: 3, seed: 4)
    let expected = try regal.align(source, to: target)
    let parts = try parts([source, target])
    let found = try DistributedREGAL(regal, .alone, StageKeeper(nil))
      .align(parts[0], to: parts[1])
    #expect(found.rows == expected.rows)
    #expect(found.notes == expected.notes)
  }

  @Test("aligns as the robust aligner does, with helpers")
  func alignsAsRobust() throws {
    let source = Graph.barabasiAlbert(nodeCount: 300, edgesPerNode: 3, seed: 3)
    let pair = try NoiseModel(kind: .oneWay, removedShare: 0.05).perturb(source, seed: 1)
    let expected = try RobustAligner().align(pair.source, to: pair.target)
    let team = try RobustTeam(.alone, graphs: (pair.source, pair.target), checkpoint: nil)
    let found = try RobustAligner().align(
      pair.source, to: pair.target, evidence: AlignmentEvidence(), helpers: team, progress: { _ in })
    #expect(found == expected)
  }

  @Test("takes what was kept, of the same graphs and options alone")
  func keepsStages() throws {
    let folder = try TemporaryFolder()
    let graphs = [
      Graph.barabasiAlbert(nodeCount: 200, edgesPerNode: 3, seed: 3),
      Graph.barabasiAlbert(nodeCount: 210, edgesPerNode: 3, seed: 4),
    ]
    let parts = try parts(graphs)
    func align(_ key: UInt64) throws -> DistributedREGAL.Result {
      let kept = try CheckpointFolder(folder.path("kept"), key: key, .alone)
      return try DistributedREGAL(REGAL(), .alone, StageKeeper(nil, kept))
        .align(parts[0], to: parts[1])
    }
    let expected = try REGAL().align(graphs[0], to: graphs[1])
    #expect(try align(1).rows == expected.rows)
    let again = try align(1)
    #expect(again.rows == expected.rows)
    #expect(again.notes.count == 1)
    // Without the last stage's result the stages before it are read.
    try FileManager.default.removeItem(atPath: folder.path("kept/matches.checkpoint"))
    #expect(try align(1).rows == expected.rows)
    // Others' results do not count.
    #expect(try align(2).notes.isEmpty)
  }
}
