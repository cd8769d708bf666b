import AlignmentTestSupport
import GraphAlignment
import Graphs
import Testing

@Suite("Alignment traps on") struct AlignmentTests {
  @Test("lists of another number than source nodes")
  func lists() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Alignment(
        candidates: [[]], sourceIdentifiers: .consecutive(2), targetIdentifiers: .consecutive(1))
    }
    expectSaid("1 lists of candidates for 2 source nodes", result)
  }

  @Test("candidates that do not exist, come twice or out of order")
  func candidates() async {
    let missing = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ScoresTests.alignment([[], [(2, 1)]], targetCount: 2)
    }
    expectSaid("source node 1 has a candidate that is no target node", missing)
    await #expect(processExitsWith: .failure) {
      _ = ScoresTests.alignment([[(-1, 1)]], targetCount: 2)
    }
    let twice = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ScoresTests.alignment([[(1, 1), (1, 0.5)]], targetCount: 2)
    }
    expectSaid("source node 0 has a candidate twice", twice)
    let order = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ScoresTests.alignment([[(1, 0.5), (0, 1)]], targetCount: 2)
    }
    expectSaid("the candidates of source node 0 are not ordered by similarity", order)
    await #expect(processExitsWith: .failure) {
      _ = ScoresTests.alignment([[(1, .nan), (0, 1)]], targetCount: 2)
    }
  }
}
