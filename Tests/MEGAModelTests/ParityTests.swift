#if Torch
  import Foundation
  import LinearAlgebra
  @testable import MEGAModel
  import RelationExtraction
  import Testing

  extension TorchTests {
    @Suite("Forward passes") struct ParityTests {
      @Test("agree with PyTorch for every model and preset", arguments: MEGAGolden.shared.cases)
      func parity(_ golden: MEGAGolden.Case) throws {
        let model = try TinyModels.golden(golden.kind, golden.preset)
        let logits = try model.logits(
          of: MEGAGolden.shared.examples(golden.kind, golden.preset),
          from: MEGAGolden.shared.source(golden.kind))
        for (row, expected) in zip(logits, golden.logits) {
          for (value, other) in zip(row, expected) { #expect(abs(Double(value) - other) <= 2e-4) }
        }
      }

      @Test("do not depend on what a sample is padded to, but for the published code")
      func padding() throws {
        let golden = MEGAGolden.shared
        for kind in ModelKind.allCases {
          for preset in ModelPreset.allCases where preset != .release {
            let model = try TinyModels.golden(kind, preset)
            let examples = golden.examples(kind, preset)
            let together = try model.logits(of: examples, from: golden.source(kind))
            for (i, example) in examples.enumerated() {
              let alone = try model.logits(of: [example], from: golden.source(kind))[0]
              for (a, b) in zip(alone, together[i]) {
                #expect(abs(a - b) < 1e-4, "\(kind) \(preset)")
              }
            }
          }
        }
        var longer = TinyModels.configuration(.mega, .release)
        longer.maximumLength = 8
        let (short, long) = (try TinyModels.golden(.mega, .release), try RelationModel(longer))
        for name in short.parameters.names {
          try long.parameters[name].assign(short.parameters[name])
        }
        let examples = golden.examples(.mega, .release)
        let a = try short.logits(of: examples, from: golden.source(.mega))
        let b = try long.logits(of: examples, from: golden.source(.mega))
        #expect(zip(a[0], b[0]).contains { abs($0 - $1) > 1e-3 })
      }

      @Test("of markers only are those of all pieces")
      func markers() throws {
        let golden = MEGAGolden.shared
        let model = try TinyModels.golden(.mtb, .paper)
        let batch = try model.batch(golden.examples(.mtb, .paper), from: golden.source(.mtb))
        let all = try model.states(of: batch, markersOnly: false, isTraining: false)
          .reshaped([-1, 16]).rows(batch.markers).floats()
        let some = try model.states(of: batch, markersOnly: true, isTraining: false).floats()
        for (a, b) in zip(all, some) { #expect(abs(a - b) < 1e-5) }
      }

      @Test("ignore in the paper's model which object a word is aligned with")
      func permutedObjects() throws {
        let golden = MEGAGolden.shared
        for (preset, changes) in [(ModelPreset.paper, false), (.aligned, true)] {
          let model = try TinyModels.golden(.mega, preset)
          var examples = golden.examples(.mega, preset)
          let before = try model.logits(of: examples, from: golden.source(.mega))
          // Objects 0 and 3 of the first post change their columns.
          let old = examples[0].alignment!
          for row in 0..<old.rowCount {
            examples[0].alignment![row, 0] = old[row, 3]
            examples[0].alignment![row, 3] = old[row, 0]
          }
          examples[0].headObjects!.swapAt(0, 3)
          examples[0].tailObjects!.swapAt(0, 3)
          let after = try model.logits(of: examples, from: golden.source(.mega))
          let largest = zip(before[0], after[0]).map { abs($0 - $1) }.max()!
          #expect(changes ? largest > 1e-3 : largest < 1e-5, "\(preset): \(largest)")
        }
      }

      @Test("without alignment are those of attention alone")
      func zeroAlignment() throws {
        let golden = MEGAGolden.shared
        for preset in ModelPreset.allCases {
          let (full, attention) = (
            try TinyModels.golden(.mega, preset), try TinyModels.golden(.bertSGAttention, preset)
          )
          var examples = golden.examples(.mega, preset)
          for i in examples.indices {
            (examples[i].alignment, examples[i].headObjects, examples[i].tailObjects) = (
              nil, nil, nil
            )
          }
          #expect(
            try full.logits(of: examples, from: golden.source(.mega))
              == attention.logits(of: examples, from: golden.source(.mega)))
        }
      }

      @Test("pay attention that sums to one over real pieces")
      func attention() throws {
        let golden = MEGAGolden.shared
        let model = try TinyModels.golden(.mega, .paper)
        let examples = golden.examples(.mega, .paper)
        let rows = try #require(try model.attention(of: examples[1], from: golden.source(.mega)))
        #expect(rows.count == 2 && rows[0].count == examples[1].count)
        for row in rows { #expect(abs(row.reduce(0, +) - 1) < 1e-5) }
        #expect(try model.attention(of: examples[2], from: golden.source(.mega)) == nil)
      }
    }
  }

  extension TorchTests {
    /// A BERT as it is published; its weights are fetched with pip and never part of the repository.
    @Suite("MiniLM", .enabled(if: MiniLM.folder != nil, "\(MiniLM.absence)")) struct MiniLMTests {
      @Test("gives the states that Hugging Face's transformers give")
      func states() throws {
        let directory = try BERTDirectory(try #require(MiniLM.folder))
        var configuration = ModelConfiguration(.mega, relationCount: 2, stateWidth: 384)
        configuration.encoder = directory.configuration
        configuration.featureWidth = 1
        let model = try RelationModel(configuration, encoder: directory)
        let pieces = [101, 1, 19848, 2, 3604, 1996, 3, 3960, 4, 1012, 102]
        let example = Example(identifiers: pieces, head: 1, tail: 6)
        let source = ExampleSource(padding: 0)
        func states(_ examples: [Example]) throws -> [Float] {
          try model.states(
            of: model.batch(examples, from: source), markersOnly: false, isTraining: false
          ).floats()
        }
        let all = try states([example])
        // From transformers on the same weights: the first numbers of [CLS] and of the first marker.
        let golden: [(Int, [Float])] = [
          (0, [-0.112010, -0.173226, -0.144341, 0.096874, -0.647043, -0.407972]),
          (1, [-0.014226, 0.468321, -0.724004, 0.408253, -2.452844, -1.175769]),
        ]
        for (row, expected) in golden {
          for (i, value) in expected.enumerated() {
            #expect(abs(all[row * 384 + i] - value) <= 1e-4)
          }
        }
        let sum = all.reduce(0.0) { $0 + Double($1) }
        let squares = all.reduce(0.0) { $0 + Double($1 * $1) }
        #expect(abs(sum - 38.7523) < 1e-2)
        #expect(abs(squares.squareRoot() - 33.1334) < 1e-3)

        var longer = example
        longer.identifiers += [1012, 1012, 1012, 1012, 102]
        let padded = try states([example, longer])
        for (a, b) in zip(all, padded[..<all.count]) { #expect(abs(a - b) < 1e-5) }
      }
    }
  }
#endif
