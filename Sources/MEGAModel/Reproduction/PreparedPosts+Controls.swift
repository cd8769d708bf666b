internal import Parallel

#if Torch
  internal import LinearAlgebra
  internal import RelationExtraction

  extension PreparedPosts {
    /// The posts with what a control withholds taken away; rows of alignments are shuffled later.
    func withheld(_ control: ReproductionPlan.Control) -> PreparedPosts {
      switch control {
      case .none, .shuffledRows: self
      case .otherPicture: withOtherPictures
      case .mentionsOnly: withWords { $0.head.span.contains($1) || $0.tail.span.contains($1) ? nil : "." }
      case .maskedNames: withWords { $0.head.span.contains($1) || $0.tail.span.contains($1) ? "entity" : nil }
      }
    }

    /// Every picture with the scene graph of the next one of its split, in a random order.
    private var withOtherPictures: PreparedPosts {
      var result = self
      for (i, split) in splits.enumerated() {
        let images = Set(split.samples.compactMap(\.imageFileName)).filter { scenes[$0] != nil }.sorted()
        var generator = SeededGenerator(seed: 4242 &+ UInt64(i))
        let order = generator.permutation(images.count)
        for (place, next) in zip(order, order.dropFirst() + order.prefix(1)) {
          var scene = scenes[images[next]]!
          scene.imageID = images[place]
          result.scenes[images[place]] = scene
        }
      }
      return result
    }

    /// Tokens replaced where `word` gives another one; trees stay as they are.
    private func withWords(_ word: (RelationSample, Int) -> String?) -> PreparedPosts {
      var result = self
      for i in splits.indices {
        for j in splits[i].samples.indices {
          let old = splits[i].samples[j]
          let tokens = old.tokens.indices.map { word(old, $0) ?? old.tokens[$0] }
          result.splits[i].samples[j].tokens = tokens
          guard var graph = texts[old.tokens]?.contracted(onto: old.tokens).graph else { continue }
          graph.words = tokens.map { DependencyGraph.Word($0) }
          result.texts[tokens] = graph
        }
      }
      return result
    }
  }

  extension SampleAlignments {
    /// Each alignment with its rows in a random order.
    var withShuffledRows: SampleAlignments {
      var result = self
      for i in alignments.indices {
        var generator = SeededGenerator(seed: 777 &+ UInt64(i))
        let rows = generator.permutation(alignments[i].wordCount)
        result.alignments[i].weights = alignments[i].weights.arranged(rows: rows.map { $0 })
      }
      return result
    }
  }
#endif
