import Parallel
import Testing

@Suite("Seeded generator") struct SeededGeneratorTests {
  @Test("gives xoshiro256**'s sequence")
  func sequence() {
    // The first outputs of the public-domain C code for SplitMix64(seed 0) as state, by Blackman and
    // Vigna (https://prng.di.unimi.it): exact integers, no tolerance.
    var generator = SeededGenerator(seed: 0)
    #expect(generator.next() == 0x99ec_5f36_cb75_f2b4)
    #expect(generator.next() == 0xbf6e_1f78_4956_452a)
    #expect(generator.next() == 0x1a5f_849d_4933_e6e0)
  }

  @Test("permutes: every index once, and each place equally often")
  func permutes() {
    var generator = SeededGenerator(seed: 1)
    var firsts = [Int](repeating: 0, count: 5)
    for _ in 0..<5000 {
      let order = generator.permutation(5)
      #expect(order.sorted() == [0, 1, 2, 3, 4])
      firsts[order[0]] += 1
    }
    // 1 000 expected each, standard deviation 28.
    #expect(firsts.allSatisfy { abs($0 - 1000) < 140 })
  }
}
