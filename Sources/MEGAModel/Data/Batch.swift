#if Torch
  internal import LinearAlgebra
  internal import RelationExtraction

  /// Examples of similar length as tensors: B of them, the longest of L pieces, m objects.
  struct Batch {
    /// B.
    let size: Int
    /// L.
    let length: Int
    /// Pieces without padding.
    let tokenCount: Int
    /// B × L.
    let identifiers: Tensor
    /// B × L: 1 for pieces, 0 for padding.
    let pieceMask: Tensor
    /// B × L: 1 for pieces of phrases, 0 for all others; `nil` if there are no phrases.
    let types: Tensor?
    /// Where the markers of head and tail stand among all B · L pieces, sample by sample: 2 · B.
    let markers: Tensor
    /// The examples themselves, for models that look at words.
    let examples: [Example]
    /// What the objects of pictures are aligned with; `nil` if the model does not use it.
    let alignment: Alignment?
    /// B × m × width.
    let features: Tensor?
    /// B × m: 1 for objects, 0 for padding.
    let objectMask: Tensor?
    /// B; `nil` if a relation is not known.
    let labels: Tensor?

    /// What a picture's objects are aligned with.
    struct Alignment {
      /// α: B × L × m.
      let pieces: Tensor
      /// ᾱ, the means over the tokens of both mentions: B × m each.
      let mentions: [Tensor]
    }

    /// - Parameters:
    ///   - features: the features of a picture; `nil` for one without.
    ///   - padding: the number that stands for no piece.
    init(
      _ examples: [Example], _ configuration: ModelConfiguration, padding: Int,
      features: (String) throws -> Matrix?, device: TorchDevice, scalar: Tensor.Scalar = .float
    ) throws {
      precondition(!examples.isEmpty, "a batch needs examples")
      self.examples = examples
      size = examples.count
      // Two words of padding at least: convolutions look over the edge, and the maximum over padding is
      // then the same for any length.
      let extra = configuration.kind.readsWords ? 2 : 0
      let longest = examples.reduce(0) { max($0, $1.count) } + extra
      length = configuration.padsToMaximum ? max(configuration.maximumLength, longest) : longest
      tokenCount = examples.reduce(0) { $0 + $1.count }
      let (size, length) = (size, length)
      let identifiers = examples.flatMap {
        $0.identifiers + repeatElement(padding, count: length - $0.count)
      }
      let mask = examples.flatMap { example in (0..<length).map { $0 < example.count ? Float(1) : 0 } }
      let markers = examples.enumerated().flatMap { [$0 * length + $1.head, $0 * length + $1.tail] }
      func place(_ values: [Float], _ shape: [Int]) throws -> Tensor {
        try Tensor(values, shape: shape).to(scalar, device: device)
      }
      func place(_ values: [Int], _ shape: [Int]) throws -> Tensor {
        try Tensor(values, shape: shape).to(device: device)
      }
      self.identifiers = try place(identifiers, [size, length])
      pieceMask = try place(mask, [size, length])
      let types = examples.flatMap { example in
        (0..<length).map { $0 >= example.phraseStart ?? length && $0 < example.count ? 1 : 0 }
      }
      self.types = types.contains(1) ? try place(types, [size, length]) : nil
      self.markers = try place(markers, [2 * size])
      let known = examples.compactMap(\.label)
      labels = known.count == size ? try place(known, [size]) : nil

      guard configuration.kind.readsObjects else {
        (alignment, self.features, objectMask) = (nil, nil, nil)
        return
      }
      let (m, width) = (configuration.objectLimit, configuration.featureWidth)
      let none = Matrix(rowCount: 0, columnCount: width)
      let objects = try examples.map { try $0.image.flatMap(features) ?? none }
      for own in objects {
        precondition(own.columnCount == width, "\(own.columnCount) features, not \(width)")
      }
      let values = objects.flatMap { $0.resized(rowCount: m).elements }
      let objectMask = objects.flatMap { own in (0..<m).map { $0 < own.rowCount ? Float(1) : 0 } }
      self.features = try place(values, [size, m, width])
      self.objectMask = try place(objectMask, [size, m])

      guard configuration.kind == .mega else {
        alignment = nil
        return
      }
      let zeros = Matrix(rowCount: 0, columnCount: m)
      let weights = examples.flatMap {
        ($0.alignment ?? zeros).resized(rowCount: length, columnCount: m).elements
      }
      let mentions = try [\Example.headObjects, \.tailObjects].map { mention in
        let rows = examples.flatMap { example in
          let own = example[keyPath: mention] ?? []
          return (0..<m).map { $0 < own.count ? own[$0] : 0 }
        }
        return try place(rows, [size, m])
      }
      alignment = Alignment(pieces: try place(weights, [size, length, m]), mentions: mentions)
    }

    /// The states of both markers alone: of B × L × width, B × 2 × width.
    func atMarkers(_ states: Tensor) throws(TorchError) -> Tensor {
      let width = states.shape[2]
      return try states.reshaped([size * length, width]).rows(markers).reshaped([size, 2, width])
    }
  }
#endif
