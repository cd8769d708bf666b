import Parallel

#if Torch
  import AlignmentTestSupport
  import Foundation
  import LinearAlgebra
  @testable import MEGAModel
  import RelationExtraction
  import Testing

  /// Gradients of the loss against central differences, for every model and preset.
  ///
  /// A difference along a direction d of parameters p is (loss(p + h·d) − loss(p − h·d)) ∕ 2h, and the
  /// gradient g promises g·d. Errors are relative to |g·d|. Directions are half along the gradient itself, so
  /// that g·d is as large as the gradient, and half random, so that no error stays hidden.
  extension TorchTests {
    @Suite("Gradients") struct GradientTests {
      private struct Parameter {
        let tensor: Tensor
        let values, gradient, direction: [Double]
        var length: Double { gradient.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        var slope: Double { zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 } }
      }

      /// A golden model with a batch, the gradient of its loss and directions to go.
      private struct Landscape {
        let model: RelationModel
        let batch: Batch
        let scalar: Tensor.Scalar
        private(set) var parameters: [String: Parameter] = [:]

        init(_ golden: MEGAGolden.Case, _ scalar: Tensor.Scalar, seed: UInt64 = 3) throws {
          let all = MEGAGolden.shared
          self.scalar = scalar
          model = try TinyModels.golden(golden.kind, golden.preset, scalar: scalar)
          batch = try model.batch(
            all.examples(golden.kind, golden.preset, labels: [3, 0, 1]),
            from: all.source(golden.kind))
          try model.logits(of: batch, isTraining: false).crossEntropy(batch.labels!).backward()
          var generator = SeededGenerator(seed: seed)
          for name in model.parameters.names {
            let tensor = model.parameters[name]
            guard let gradient = try tensor.gradient()?.doubles() else { continue }
            let length = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
            // A row of padding keeps its zeros.
            let direction = gradient.map {
              $0 == 0
                ? 0
                : $0 / max(length, 1e-30) + (generator.unit() - 0.5)
                  / Double(gradient.count).squareRoot()
            }
            parameters[name] = Parameter(
              tensor: tensor, values: try tensor.doubles(), gradient: gradient, direction: direction
            )
          }
        }

        func loss() throws -> Double {
          try TorchLibrary.withoutGradients { () throws(TorchError) -> Double in
            try model.logits(of: batch, isTraining: false).crossEntropy(batch.labels!).item()
          }
        }

        /// The loss `step` along directions of some parameters, each weighted; afterwards they are as before.
        func loss(_ moves: [(Parameter, Double)], step: Double) throws -> Double {
          func place(_ step: Double) throws {
            for (parameter, weight) in moves {
              let moved = zip(parameter.values, parameter.direction).map {
                $0 + step * weight * $1
              }
              try parameter.tensor.assign(
                Tensor(moved, shape: parameter.tensor.shape).to(scalar))
            }
          }
          try place(step)
          defer { try? place(0) }
          return try loss()
        }

        func centralDifference(_ moves: [(Parameter, Double)], step: Double) throws -> Double {
          (try loss(moves, step: step) - loss(moves, step: -step)) / (2 * step)
        }
      }

      /// What has no influence, such as biases of keys, has no direction to compare.
      private static let negligible = 1e-7

      @Test(
        "in double precision are central differences to 1e-6, parameter by parameter",
        arguments: MEGAGolden.shared.cases)
      func double(_ golden: MEGAGolden.Case) throws {
        let landscape = try Landscape(golden, .double)
        var count = 0
        for (name, parameter) in landscape.parameters where parameter.length > Self.negligible {
          let difference = try landscape.centralDifference([(parameter, 1)], step: 1e-5)
          let error = abs(difference - parameter.slope)
          // The loss is near one, so that its 16 digits leave 1e-11 of a difference over 2e-5.
          #expect(
            error <= 1e-6 * abs(parameter.slope) + 1e-10,
            "\(name): \(difference), \(parameter.slope)")
          count += 1
        }
        #expect(count > 4)
      }

      @Test(
        "in single precision are central differences in double precision to 1e-3, parameter by parameter",
        arguments: MEGAGolden.shared.cases)
      func single(_ golden: MEGAGolden.Case) throws {
        let (single, double) = (try Landscape(golden, .float), try Landscape(golden, .double))
        #expect(single.parameters.keys == double.parameters.keys)
        for (name, exact) in double.parameters where exact.length > Self.negligible {
          let own = try #require(single.parameters[name])
          let difference = try double.centralDifference([(exact, 1)], step: 1e-5)
          let slope = zip(own.gradient, exact.direction).reduce(0) { $0 + $1.0 * $1.1 }
          #expect(
            abs(difference - slope) <= 1e-3 * max(abs(difference), 1e-4),
            "\(name): \(difference), \(slope)")
          // Not only along one direction.
          let error = zip(own.gradient, exact.gradient).reduce(0) { $0 + pow($1.0 - $1.1, 2) }
            .squareRoot()
          #expect(error <= 1e-3 * max(exact.length, 1e-4), "\(name): \(error) of \(exact.length)")
        }
      }

      /// A loss of seven digits resolves differences over large steps only, and a large step is not straight:
      /// differences over h and 2h together cancel the bend (Richardson), over all parameters at once.
      @Test(
        "in single precision are central differences in single precision to 1e-3, over all parameters",
        arguments: MEGAGolden.shared.cases)
      func singleAlone(_ golden: MEGAGolden.Case) throws {
        for seed in [3, 4, 5] as [UInt64] {
          let landscape = try Landscape(golden, .float, seed: seed)
          let whole = landscape.parameters.values.reduce(0) { $0 + $1.length * $1.length }
            .squareRoot()
          // Long gradients move their parameters far: together the steps are as long as one.
          let moves = landscape.parameters.sorted { $0.key < $1.key }
            .filter { $0.value.length > Self.negligible }
            .map { ($0.value, $0.value.length / whole) }
          let slope = moves.reduce(0) { $0 + $1.0.slope * $1.1 }
          let step = 0.005 / max(slope, 1)
          let differences = try [step, 2 * step].map {
            try landscape.centralDifference(moves, step: $0)
          }
          let difference = (4 * differences[0] - differences[1]) / 3
          #expect(
            abs(difference - slope) <= 1e-3 * abs(slope), "seed \(seed): \(differences), \(slope)")
        }
      }
    }
  }
#endif
