#if Torch
  import Foundation
  @testable import MEGAModel
  import Testing

  extension TorchTests {
    @Suite("Tensors") struct TensorTests {
      @Test("keep numbers and shapes")
      func values() throws {
        let x = try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
        #expect(x.shape == [2, 3] && x.count == 6 && x.scalar == .float && x.device == .cpu)
        #expect(try x.transposed().floats() == [1, 4, 2, 5, 3, 6])
        #expect(try x.reshaped([3, -1]).shape == [3, 2])
        #expect(try x.narrowed(1, to: 1..<3).floats() == [2, 3, 5, 6])
        #expect(try Tensor.concatenated([x, x], along: 0).shape == [4, 3])
        #expect(try Tensor([3, 1], shape: [2]).integers() == [3, 1])
        #expect(try x.to(.double).scalar == .double)
        #expect(try x.rows(Tensor([1, 1], shape: [2])).floats() == [4, 5, 6, 4, 5, 6])
        #expect(try Tensor([] as [Float], shape: [0, 3]).floats().isEmpty)
      }

      @Test("compute as their definitions say")
      func operations() throws {
        let x = try Tensor([0.5, -1.25, 2, 0.75] as [Double], shape: [2, 2])
        let y = try Tensor([1.5, 0.25, -3, 4] as [Double], shape: [2, 2])
        let (a, b) = (try x.doubles(), try y.doubles())
        func expect(_ tensor: Tensor, _ expected: [Double], _ name: Comment) throws {
          for (i, value) in try tensor.doubles().enumerated() {
            #expect(abs(value - expected[i]) < 1e-12, name)
          }
        }
        try expect(try x.adding(y), zip(a, b).map { $0 + $1 }, "adding")
        try expect(try x.subtracting(y), zip(a, b).map { $0 - $1 }, "subtracting")
        try expect(try x.multiplied(by: y), zip(a, b).map { $0 * $1 }, "multiplied")
        try expect(try x.divided(by: y), zip(a, b).map { $0 / $1 }, "divided")
        try expect(try x.scaled(by: 3).adding(1), a.map { $0 * 3 + 1 }, "scaled")
        try expect(try x.sigmoid(), a.map { 1 / (1 + exp(-$0)) }, "sigmoid")
        try expect(try x.tanh(), a.map { tanh($0) }, "tanh")
        try expect(try x.relu(), a.map { max($0, 0) }, "relu")
        try expect(try x.gelu(), a.map { $0 * (1 + erf($0 / 2.0.squareRoot())) / 2 }, "gelu")
        try expect(
          try x.gelu(approximately: true),
          a.map {
            $0 / 2 * (1 + tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0)))
          },
          "gelu by tanh")
        try expect(
          try x.matmul(y),
          [
            a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2],
            a[2] * b[1] + a[3] * b[3],
          ], "matmul")
        try expect(try x.sum(along: 0), [a[0] + a[2], a[1] + a[3]], "sum")
        try expect(try x.mean(along: 1), [(a[0] + a[1]) / 2, (a[2] + a[3]) / 2], "mean")
        try expect(try x.maximum(along: 1), [a[0], a[2]], "maximum")
        #expect(try x.argmax().integers() == [0, 0])
        let rows = [exp(a[0]), exp(a[1]), exp(a[2]), exp(a[3])]
        let sums = [rows[0] + rows[1], rows[2] + rows[3]]
        try expect(
          try x.softmax(),
          [rows[0] / sums[0], rows[1] / sums[0], rows[2] / sums[1], rows[3] / sums[1]],
          "softmax")
        try expect(
          try x.crossEntropy(Tensor([1, 0], shape: [2])),
          [(log(sums[0]) - a[1] + log(sums[1]) - a[2]) / 2], "crossEntropy")
      }

      @Test("find gradients, and forget them")
      func gradients() throws {
        let x = try Tensor([1, 2, 3, 4] as [Double], shape: [2, 2])
        #expect(throws: TorchError.self) { try x.sum().backward() }
        try x.requireGradient()
        try x.multiplied(by: x).sum().backward()
        #expect(try x.gradient()?.doubles() == [2, 4, 6, 8])
        try x.sum().backward()
        #expect(try x.gradient()?.doubles() == [3, 5, 7, 9])
        try x.clearGradient()
        #expect(try x.gradient() == nil)
        let unrecorded = try TorchLibrary.withoutGradients { () throws(TorchError) in try x.sum() }
        #expect(throws: TorchError.self) { try unrecorded.backward() }
        try x.scaled(by: 3).sum().backward()
        // Four gradients of 3 have norm 6.
        #expect(try abs(Tensor.clipGradients(of: [x], to: 2) - 6) < 1e-12)
        for value in try #require(try x.gradient()).doubles() { #expect(abs(value - 1) < 1e-6) }
      }

      @Test("throw libtorch's message")
      func messages() throws {
        let x = try Tensor.full(shape: [2, 3])
        let error = #expect(throws: TorchError.self) { try x.matmul(x) }
        #expect(error?.operation == "matmul")
        #expect(error?.message.contains("2x3 and 2x3") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("frame #") == false)
        #expect(throws: TorchError.self) { try x.reshaped([7]) }
        #expect(throws: TorchError.self) { try x.assign(Tensor.full(shape: [2, 2])) }
        #expect(throws: TorchError.self) { try Tensor([5], shape: [1]).requireGradient() }
        if !TorchDevice.cuda.isAvailable {
          let error = #expect(throws: TorchError.self) { try TorchDevice.cuda.require() }
          #expect(error?.description.contains("TORCH_DIR") == true)
          #expect(throws: TorchError.self) { try x.to(device: .cuda) }
        }
      }

      @Test("free their memory when they leave scope")
      func memory() throws {
        // Sixteen megabytes each: kept, five hundred of them would be eight gigabytes.
        func allocate() throws -> Double {
          let x = try Tensor.full(1, shape: [1 << 22])
          return try x.narrowed(0, to: 0..<1).item()
        }
        var sum = try allocate()
        let before = ResidentMemory.bytes
        for _ in 0..<500 { sum += try allocate() }
        #expect(sum == 501)
        #expect(ResidentMemory.bytes - before < 100 << 20)
      }

      @Test("drop a share of elements, decided by the seed")
      func dropout() throws {
        let x = try Tensor.full(1, shape: [10_000])
        try TorchLibrary.seed(7)
        let first = try x.dropout(0.25).floats()
        let second = try x.dropout(0.25).floats()
        try TorchLibrary.seed(7)
        #expect(try x.dropout(0.25).floats() == first)
        #expect(first != second)
        #expect(Set(first) == [0, Float(4) / 3])
        #expect((2_200...2_800).contains(first.count { $0 == 0 }))
      }
    }
  }
#endif
