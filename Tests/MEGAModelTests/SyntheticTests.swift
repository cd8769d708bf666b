import Parallel

#if Torch
  import LinearAlgebra
  @testable import MEGAModel
  import RelationExtraction
  import Testing

  extension TorchTests {
    /// What each way of looking at a post can learn, and what it cannot. Four hundred posts are tested, so that
    /// guessing gives the shares below ± 0.1 (four deviations) with near certainty.
    @Suite("Synthetic posts") struct SyntheticTests {
      private func isChance(_ share: Double, of labels: Double) -> Bool {
        abs(share - 1 / labels) <= 0.1
      }

      @Test("that structure decides need alignment")
      func structure() throws {
        let posts = try SyntheticPosts.structure(1400)
        let text = try posts.learn(.mtb).accuracy()
        #expect(isChance(text, of: 2), "text only: \(text)")
        let attention = try posts.learn(.bertSGAttention).accuracy()
        #expect(isChance(attention, of: 2), "attention only: \(attention)")
        for preset in [ModelPreset.paper, .aligned] {
          let learned = try posts.learn(.mega, preset)
          let full = try learned.accuracy()
          #expect(full >= 0.98, "\(preset): \(full)")
          let shuffled = try learned.accuracy(of: learned.shuffled)
          #expect(isChance(shuffled, of: 2), "\(preset), rows shuffled: \(shuffled)")
        }
        var plain = posts
        plain.features = posts.features.map {
          Matrix(
            rowCount: $0.rowCount, columnCount: $0.columnCount,
            elements: [Float](repeating: 1, count: $0.elements.count))
        }
        let structural = try plain.learn(.mega).accuracy()
        #expect(structural >= 0.98, "structure only: \(structural)")
      }

      @Test("that looks decide need attention")
      func feature() throws {
        let posts = SyntheticPosts.feature(2400)
        let text = try posts.learn(.mtb).accuracy()
        #expect(isChance(text, of: 4), "text only: \(text)")
        var plain = posts
        plain.features = posts.features.map { _ in
          Matrix(rowCount: 1, columnCount: 4, elements: [1, 1, 1, 1])
        }
        let structure = try plain.learn(.mega).accuracy()
        #expect(isChance(structure, of: 4), "structure only: \(structure)")
        for kind in [ModelKind.bertSGAttention, .mega] {
          let learned = try posts.learn(kind, epochs: 40)
          let own = try learned.accuracy()
          #expect(own >= 0.98, "\(kind): \(own)")
          var generator = SeededGenerator(seed: 5)
          let other = try learned.accuracy(
            features: generator.permutation(posts.features.count).map { posts.features[$0] })
          #expect(isChance(other, of: 4), "\(kind), another picture: \(other)")
        }
      }

      @Test(
        "that the aligned object decides are beyond the paper's equations, and need its features")
      func identity() throws {
        let posts = SyntheticPosts.identity(1400)
        let paper = try posts.learn(.mega, .paper).accuracy()
        #expect(isChance(paper, of: 2), "paper: \(paper)")
        let learned = try posts.learn(.mega, .aligned)
        let aligned = try learned.accuracy()
        #expect(aligned >= 0.98, "aligned: \(aligned)")
        let shuffled = try learned.accuracy(of: learned.shuffled)
        #expect(isChance(shuffled, of: 2), "rows shuffled: \(shuffled)")
      }
    }
  }
#endif
