import DistributedAlignment
import Parallel
import Testing

@Suite("Start of a permutation") struct PermutationStartTests {
  @Test(
    "is that of the whole permutation", arguments: [0, 1, 2, 3, 17, 64, 1000, 4097],
    [0, 1, 5, 40, 5000])
  func isStartOfWhole(n: Int, count: Int) {
    for seed in UInt64(1)...5 {
      var (whole, start) = (SeededGenerator(seed: seed), SeededGenerator(seed: seed))
      #expect(
        start.permutationStart(n, count: count) == Array(whole.permutation(n).prefix(count)))
    }
  }
}
