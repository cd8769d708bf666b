#if Torch
  import Foundation
  import LinearAlgebra
  @testable import MEGAModel
  import Testing

  extension TorchTests {
    @Suite("Gradients") struct GradientTests {
      /// The largest error of the gradient along random directions of each parameter, relative to its size.
      private func largestError(
        _ kind: ModelKind, _ preset: ModelPreset, _ scalar: Tensor.Scalar, step: Double
      ) throws -> Double {
        let golden = MEGAGolden.shared
        let model = try TinyModels.golden(kind, preset, scalar: scalar)
        let batch = try model.batch(
          golden.examples(kind, preset, labels: [3, 0, 1]), from: golden.source(kind))
        func loss() throws -> Double {
          try TorchLibrary.withoutGradients { () throws(TorchError) -> Double in
            try model.logits(of: batch, isTraining: false).crossEntropy(batch.labels!).item()
          }
        }
        try model.logits(of: batch, isTraining: false).crossEntropy(batch.labels!).backward()
        var generator = SeededGenerator(seed: 3)
        var largest = 0.0
        for name in model.parameters.names {
          let parameter = model.parameters[name]
          guard let gradient = try parameter.gradient()?.doubles() else { continue }
          let values = try parameter.doubles()
          let length = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
          // What has no influence, such as biases of keys, has no direction to compare.
          guard length > 1e-7 else { continue }
          // Half along the gradient itself, half along noise; a row of padding keeps its zeros.
          let direction = gradient.map {
            $0 == 0
              ? 0 : $0 / length + (generator.unit() - 0.5) / Double(gradient.count).squareRoot()
          }
          func place(_ sign: Double) throws {
            let moved = zip(values, direction).map { $0 + sign * step * $1 }
            try parameter.assign(Tensor(moved, shape: parameter.shape).to(scalar))
          }
          try place(1)
          let above = try loss()
          try place(-1)
          let below = try loss()
          try place(0)
          let difference = (above - below) / (2 * step)
          let expected = zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
          largest = max(largest, abs(difference - expected) / max(abs(expected), 1e-3))
        }
        return largest
      }

      @Test(
        "are those of central differences, in double precision", arguments: MEGAGolden.shared.cases)
      func double(_ golden: MEGAGolden.Case) throws {
        let error = try largestError(golden.kind, golden.preset, .double, step: 1e-5)
        #expect(error <= 1e-6, "\(error)")
      }

      /// In single precision differences are noisy, so the gradient is compared with that of double precision.
      @Test("in single precision are those of double precision", arguments: MEGAGolden.shared.cases)
      func single(_ golden: MEGAGolden.Case) throws {
        func gradients(_ scalar: Tensor.Scalar) throws -> [String: [Double]] {
          let model = try TinyModels.golden(golden.kind, golden.preset, scalar: scalar)
          let batch = try model.batch(
            MEGAGolden.shared.examples(golden.kind, golden.preset, labels: [3, 0, 1]),
            from: MEGAGolden.shared.source(golden.kind))
          try model.logits(of: batch, isTraining: false).crossEntropy(batch.labels!).backward()
          var result: [String: [Double]] = [:]
          for name in model.parameters.names {
            result[name] = try model.parameters[name].gradient()?.doubles()
          }
          return result
        }
        let (single, double) = (try gradients(.float), try gradients(.double))
        #expect(single.keys == double.keys)
        for (name, expected) in double {
          let error = zip(single[name]!, expected).reduce(0) { $0 + pow($1.0 - $1.1, 2) }
            .squareRoot()
          let length = expected.reduce(0) { $0 + $1 * $1 }.squareRoot()
          #expect(error <= 1e-3 * max(length, 1e-3), "\(name): \(error) of \(length)")
        }
      }
    }
  }
#endif
