#if Torch
  import Foundation
  @testable import MEGAModel
  import Testing

  extension TorchTests {
    @Suite("Optimizers") struct OptimizerTests {
      /// AdamW from its definition, in double precision.
      private struct Twin {
        var value: [Double]
        var mean: [Double]
        var square: [Double]

        init(_ value: [Double]) {
          self.value = value
          mean = value.map { _ in 0 }
          square = mean
        }

        mutating func step(
          _ t: Int, _ gradient: [Double], _ o: TrainingOptions, rate: Double, decay: Double
        ) {
          for i in value.indices {
            mean[i] = 0.9 * mean[i] + 0.1 * gradient[i]
            square[i] = 0.999 * square[i] + 0.001 * gradient[i] * gradient[i]
            let m = o.correctsBias ? mean[i] / (1 - pow(0.9, Double(t))) : mean[i]
            let v = o.correctsBias ? square[i] / (1 - pow(0.999, Double(t))) : square[i]
            value[i] -= rate * (m / (v.squareRoot() + o.epsilon) + decay * value[i])
          }
        }
      }

      @Test(
        "take AdamW's steps, with and without correction", arguments: [true, false], [true, false])
      func adamW(_ correctsBias: Bool, _ isDouble: Bool) throws {
        var options = TrainingOptions()
        (options.encoderRate, options.headRate, options.decay) = (0.01, 0.05, 0.1)
        options.correctsBias = correctsBias
        options.epsilon = correctsBias ? 1e-8 : 1e-6
        let parameters = Parameters()
        // A weight of the encoder, a weight and a bias of the head, and one that is never used.
        let names = ["encoder.a.weight", "head.b.weight", "head.b.bias", "head.unused.weight"]
        let start = [0.5, -1, 2, 0.25]
        for name in names {
          try parameters.add(name, Tensor(start, shape: [4]).to(isDouble ? .double : .float))
        }
        let optimizer = Optimizer(options, parameters)
        var twins = names.map { _ in Twin(start) }
        for t in 1...20 {
          var loss = try Tensor.full(shape: [], scalar: isDouble ? .double : .float)
          for name in names.dropLast() {
            loss = try loss.adding(parameters[name].multiplied(by: parameters[name]).sum())
          }
          try parameters.clearGradients()
          try loss.backward()
          try optimizer.step(t, factor: 0.5)
          for (i, name) in names.enumerated() where i < 3 {
            twins[i].step(
              t, twins[i].value.map { 2 * $0 }, options,
              rate: name.hasPrefix("encoder") ? 0.005 : 0.025,
              decay: name.hasSuffix("bias") ? 0 : 0.1)
          }
        }
        for (i, name) in names.enumerated() {
          for (value, expected) in zip(try parameters[name].doubles(), twins[i].value) {
            #expect(abs(value - expected) < (isDouble ? 1e-12 : 1e-5), "\(name)")
          }
        }
      }

      @Test("take the steps of plain descent")
      func sgd() throws {
        var options = TrainingOptions(.pcnn, preset: .paper)
        #expect(options.optimizer == .sgd)
        (options.headRate, options.decay) = (0.1, 0.01)
        let parameters = Parameters()
        try parameters.add("head.x.bias", Tensor([1, -2] as [Double], shape: [2]))
        let optimizer = Optimizer(options, parameters)
        var expected = [1.0, -2.0]
        for t in 1...5 {
          let x = parameters["head.x.bias"]
          try parameters.clearGradients()
          try x.multiplied(by: x).sum().backward()
          try optimizer.step(t, factor: 1)
          expected = expected.map { $0 - 0.1 * (2 * $0 + 0.01 * $0) }
        }
        for (value, other) in zip(try parameters["head.x.bias"].doubles(), expected) {
          #expect(abs(value - other) < 1e-12)
        }
      }

      @Test("raise and lower the rate")
      func schedule() {
        var options = TrainingOptions()
        options.warmUpSteps = 4
        let factors = (1...10).map { options.rateFactor(step: $0, of: 10) }
        let sixth = (0...5).map { Double(6 - $0) / 6 }
        #expect(factors == [0, 0.25, 0.5, 0.75] + sixth)
        options.lowersRate = false
        #expect(options.rateFactor(step: 9, of: 10) == 1)
        options.warmUpSteps = nil
        #expect(options.rateFactor(step: 2, of: 10) == 1)
      }

      @Test("see batches of similar length, each example once, the same for a seed")
      func plans() {
        let lengths = (0..<1000).map { 5 + $0 * 7919 % 50 }
        let plan = BatchPlan(lengths: lengths, batchSize: 16, seed: 3, epoch: 1)
        #expect(plan.batches.flatMap { $0 }.sorted() == Array(0..<1000))
        #expect(plan.batches.count == 63 && plan.batches.count { $0.count == 16 } == 62)
        let places = plan.batches.reduce(0) { $0 + $1.count * $1.map { lengths[$0] }.max()! }
        // Random batches would be two thirds larger than what is in them.
        #expect(Double(places) < 1.06 * Double(lengths.reduce(0, +)))
        #expect(
          plan.batches == BatchPlan(lengths: lengths, batchSize: 16, seed: 3, epoch: 1).batches)
        #expect(
          plan.batches != BatchPlan(lengths: lengths, batchSize: 16, seed: 3, epoch: 2).batches)
        #expect(
          plan.batches != BatchPlan(lengths: lengths, batchSize: 16, seed: 4, epoch: 1).batches)
      }
    }
  }
#endif
