import AlignmentTestSupport
import DistributedAlignment
import Files
import GraphAlignment
import Graphs
import Parallel
import Testing

// What several ranks do is tested under mpirun, by Scripts/test-mpi.sh.
@Suite("Assignment and scores of a rank alone") struct DistributedAssignmentTests {
  /// Candidates with many equal similarities, which several source nodes share.
  private func alignment(seed: Int) -> Alignment {
    var generator = SeededGenerator(seed: UInt64(seed))
    let targetCount = 1 + generator.index(below: 30)
    let rows = (0..<40).map { _ -> [Candidate] in
      let targets = generator.permutation(targetCount)
        .prefix(generator.index(below: min(8, targetCount) + 1))
      let similarities = targets.map { _ in Float(generator.index(below: 5)) / 4 }.sorted(by: >)
      return zip(targets, similarities).map { Candidate(target: Int($0), similarity: $1) }
    }
    return Alignment(
      candidates: rows, sourceIdentifiers: .consecutive(40),
      targetIdentifiers: .consecutive(targetCount))
  }

  @Test("choose as one process does", arguments: Assignment.allCases, 0..<40)
  func chooses(assignment: Assignment, seed: Int) throws {
    let alignment = alignment(seed: seed)
    let assign = DistributedAssignment(
      sources: RowPartition(nodeCount: 40, rankCount: 1),
      targets: RowPartition(nodeCount: alignment.targetCount, rankCount: 1), .alone)
    let chosen = try assign(assignment, alignment.rows)
    guard assignment != .nearest else {
      #expect(chosen == alignment.rows)
      return
    }
    #expect(chosen == alignment.assigned(by: assignment).rows)
  }

  @Test(
    "score as one process does", arguments: ["0 4\n", "0\t-\n", "zero\t4\n0\t4\n", "# known\n"])
  func scores(start: String) throws {
    let source = Graph.barabasiAlbert(nodeCount: 300, edgesPerNode: 3, seed: 3)
    let pair = try NoiseModel(kind: .oneWay, removedShare: 0.05).perturb(source, seed: 1)
    let folder = try TemporaryFolder()
    // Some nodes have two right targets, and some pairs name nodes that are not there.
    let lines = pair.truth.enumerated().map { node, target in
      "\(node % 50 == 7 ? node + 1000 : node)\t\(node % 40 == 3 ? target + 1000 : target)\n"
        + (node % 9 == 0 ? "\(node)\t\((target + 1) % 300)\n" : "")
    }
    let path = try folder.file("truth.tsv", (start + lines.joined()).utf8)
    let alignment = try REGAL().align(pair.source, to: pair.target)
    let parts = try [pair.source, pair.target].map { try GraphPart($0, .alone) }
    let all = AlignmentParts(alignment.rows, parts[0], parts[1], notes: [])
    let pairs = try NodePairs(contentsOf: path)
    let known = pairs.knownAsFar(
      source: pair.source.identifiers, target: pair.target.identifiers)
    let truth = try TruthPart.read(at: path, table: .init(), source: parts[0], target: parts[1]) { _, _ in
      (pairs, known)
    }
    let scores = try all.scores(against: truth)
    #expect(scores.tally == alignment.scores(against: known).tally)
    #expect(scores.severalTargets == known.sourcesWithSeveral && scores.severalTargets > 0)
    #expect(scores.severalSources == known.targetsWithSeveral)
    #expect(try all.doubts(about: truth) == alignment.doubts(about: pairs))
    #expect(truth.pairCount == pairs.pairs.count)
  }
}
