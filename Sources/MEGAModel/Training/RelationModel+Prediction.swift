#if Torch
  public import LinearAlgebra
  public import RelationExtraction

  /// What examples are made into batches with.
  public struct ExampleSource: Sendable {
    /// The number that stands for no piece.
    public var padding: Int
    /// The features of a picture, objects × width, if it has any.
    public var features: @Sendable (String) throws -> Matrix?

    /// A source of pictures; without `features` they have no objects.
    public init(
      padding: Int, features: @escaping @Sendable (String) throws -> Matrix? = { _ in nil }
    ) { (self.padding, self.features) = (padding, features) }
  }

  extension RelationModel {
    /// The probabilities of all relations for each example, in the order of the examples.
    ///
    /// - Throws: ``TorchError``, and what reading features throws.
    /// - Complexity: O(pieces · parameters)
    public func probabilities(
      of examples: [Example], from source: ExampleSource, batchSize: Int = 64,
      progress: (_ done: Int) -> Void = { _ in }
    ) throws -> [[Float]] {
      try results(of: examples, from: source, batchSize, progress) { (batch) throws(TorchError) in
        try logits(of: batch, isTraining: false).softmax()
      }
    }

    /// The rows that `compute` gives batches of similar length, in the order of the examples.
    func results(
      of examples: [Example], from source: ExampleSource, _ batchSize: Int,
      _ progress: (Int) -> Void, _ compute: (Batch) throws(TorchError) -> Tensor
    ) throws -> [[Float]] {
      var result = [[Float]](repeating: [], count: examples.count)
      var done = 0
      for indices in BatchPlan(lengths: examples.map(\.count), batchSize: batchSize).batches {
        let batch = try batch(indices.map { examples[$0] }, from: source)
        let values = try TorchLibrary.withoutGradients { () throws(TorchError) -> [Float] in
          try compute(batch).floats()
        }
        let width = values.count / indices.count
        for (row, index) in indices.enumerated() {
          result[index] = Array(values[row * width..<(row + 1) * width])
        }
        done += indices.count
        progress(done)
      }
      return result
    }

    func batch(_ examples: [Example], from source: ExampleSource) throws -> Batch {
      try Batch(
        examples, configuration, padding: source.padding, features: source.features,
        device: parameters.device, scalar: parameters.scalar)
    }

    /// β of one example: a row for each object of its picture, a column for each piece.
    ///
    /// - Returns: `nil` for a model without attention or an example without objects.
    /// - Throws: ``TorchError``, and what reading features throws.
    public func attention(of example: Example, from source: ExampleSource) throws -> [[Float]]? {
      guard configuration.kind.attends, let image = example.image, let features = try source.features(image),
        features.rowCount > 0
      else { return nil }
      let batch = try batch([example], from: source)
      let values = try TorchLibrary.withoutGradients {
        () throws(TorchError) -> [Float]? in try attentionWeights(batch)?.floats()
      }
      guard let values else { return nil }
      let count = min(features.rowCount, configuration.objectLimit)
      return (0..<count).map { Array(values[$0 * batch.length..<$0 * batch.length + example.count]) }
    }

    /// β of one sample, by words instead of pieces.
    ///
    /// - Returns: `nil` for a model without attention or a sample without objects.
    /// - Throws: ``TorchError``, and what making the example or reading features throws.
    public func attention(
      of sample: RelationSample, from source: ExampleSource, by builder: ExampleBuilder
    ) throws -> ObjectAttention? {
      try attention(of: sample, as: builder.example(sample), from: source, by: builder)
    }

    /// β of a sample that is this example.
    func attention(
      of sample: RelationSample, as example: Example, from source: ExampleSource, by builder: ExampleBuilder
    ) throws -> ObjectAttention? {
      guard case .pieces(let tokenizer) = builder.reader,
        let pieces = try attention(of: example, from: source)
      else { return nil }
      return ObjectAttention(
        toPieces: pieces, of: tokenizer.encode(sample, limit: configuration.maximumLength),
        wordCount: sample.tokens.count)
    }
  }

  extension Array where Element == Float {
    /// Where the largest number is; the first of several.
    var indexOfMaximum: Int? { indices.max { self[$0] < self[$1] || (self[$0] == self[$1] && $0 > $1) } }
  }
#endif
