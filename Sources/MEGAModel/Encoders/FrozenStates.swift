#if Torch
  public import Files
  internal import LinearAlgebra
  internal import RelationExtraction

  /// States of an encoder that does not learn, computed beforehand: rows of numbers, some for each sample.
  ///
  /// Files are
  /// - safetensors with `states`, rows × width, and `offsets`, samples + 1: the rows of each sample's pieces;
  /// - `.npy`, samples × 2·width: the states at the markers of head and tail, side by side.
  public struct FrozenStates: Sendable {
    public let width: Int
    /// Row by row, with a row of zeros for padding at the end.
    private let values: [Float]
    private let offsets: [Int]
    /// Whether there are only the two rows of markers for each sample.
    public let hasMarkersOnly: Bool

    public var sampleCount: Int { offsets.count - 1 }
    public var rowCount: Int { values.count / width - 1 }
    /// The row that stands for no piece.
    public var padding: Int { rowCount }

    /// Reads a file.
    ///
    /// - Throws: ``Files/FileError`` when it is no such file.
    public init(contentsOf path: String) throws(FileError) {
      if path.hasSuffix(".npy") {
        let matrix = try Matrix(contentsOfNPY: path)
        guard matrix.columnCount > 0, matrix.columnCount % 2 == 0 else {
          throw FileError(
            file: path, reason: "expected an even number of columns, found \(matrix.columnCount)")
        }
        width = matrix.columnCount / 2
        values = matrix.elements + [Float](repeating: 0, count: width)
        offsets = (0...matrix.rowCount).map { 2 * $0 }
        hasMarkersOnly = true
        return
      }
      let file = try TensorFile(contentsOf: path)
      guard let shape = file.entry("states")?.shape, shape.count == 2, shape[1] > 0 else {
        throw FileError(file: path, reason: "expected an array “states” of two dimensions")
      }
      let offsets = try file.integers("offsets")
      guard offsets.first == 0, offsets.last == shape[0],
        zip(offsets, offsets.dropFirst()).allSatisfy({ $0 < $1 })
      else {
        throw FileError(
          file: path, reason: "“offsets” do not ascend from 0 to the \(shape[0]) rows of “states”")
      }
      width = shape[1]
      values = try file.floats("states") + [Float](repeating: 0, count: shape[1])
      self.offsets = offsets
      hasMarkersOnly = file.metadata["rows"] == "markers"
    }

    /// - Precondition: the rows of each sample are whole.
    public init(rows: [[Float]], width: Int, hasMarkersOnly: Bool) {
      precondition(rows.allSatisfy { $0.count % width == 0 }, "a row is not \(width) wide")
      self.width = width
      var offsets = [0]
      for own in rows { offsets.append(offsets.last! + own.count / width) }
      self.offsets = offsets
      values = rows.flatMap { $0 } + [Float](repeating: 0, count: width)
      self.hasMarkersOnly = hasMarkersOnly
    }

    /// The rows of each sample, one after the other.
    public var rows: [[Float]] {
      (0..<sampleCount).map { Array(values[offsets[$0] * width..<offsets[$0 + 1] * width]) }
    }

    /// Writes a file as ``init(contentsOf:)`` reads it.
    public func write(to path: String) throws(FileError) {
      try TensorFile.write(
        [
          .init(
            name: "states", shape: [rowCount, width],
            values: .float32(Array(values.dropLast(width)))),
          .init(name: "offsets", shape: [offsets.count], values: .int64(offsets)),
        ], metadata: hasMarkersOnly ? ["rows": "markers"] : [:], to: path)
    }

    /// The table that examples point into.
    func table(device: TorchDevice, scalar: Tensor.Scalar = .float) throws(TorchError) -> Tensor {
      try Tensor(values, shape: [rowCount + 1, width]).to(scalar, device: device)
    }

    /// An example that points to the rows of a sample instead of its pieces.
    ///
    /// - Precondition: there are as many rows as pieces, or two.
    public func example(_ example: Example, sample: Int) -> Example {
      let rows = offsets[sample]..<offsets[sample + 1]
      precondition(
        rows.count == (hasMarkersOnly ? 2 : example.count),
        "sample \(sample) has \(example.count) pieces, but \(rows.count) rows of states")
      var moved = example
      moved.identifiers = Array(rows)
      if hasMarkersOnly { (moved.head, moved.tail) = (0, 1) }
      return moved
    }
  }

  extension MEGA {
    /// Uses given states instead of an encoder; `nil` for the encoder again.
    public func setStates(_ states: FrozenStates?) throws(TorchError) {
      let first = parameters[parameters.names[0]]
      frozenStates = try states?.table(device: first.device, scalar: first.scalar ?? .float)
    }

    /// The states of examples: of the markers if the model looks at nothing else, otherwise of all pieces.
    ///
    /// - Precondition: there is an encoder.
    public func states(
      of examples: [Example], from source: ExampleSource, batchSize: Int = 64,
      progress: (_ done: Int) -> Void = { _ in }
    ) throws -> FrozenStates {
      precondition(configuration.encoder != nil, "there is no encoder")
      let markersOnly = configuration.kind == .mtb || configuration.kind == .bertSG
      let width = configuration.stateWidth
      var rows = [[Float]](repeating: [], count: examples.count)
      var done = 0
      for indices in BatchPlan(lengths: examples.map(\.count), batchSize: batchSize).batches {
        let batch = try batch(indices.map { examples[$0] }, from: source)
        let values = try TorchLibrary.withoutGradients { () throws(TorchError) -> [Float] in
          try states(of: batch, markersOnly: markersOnly, isTraining: false).floats()
        }
        let stride = (markersOnly ? 2 : batch.length) * width
        for (i, index) in indices.enumerated() {
          let count = markersOnly ? 2 : examples[index].count
          rows[index] = Array(values[i * stride..<i * stride + count * width])
        }
        done += indices.count
        progress(done)
      }
      return FrozenStates(rows: rows, width: width, hasMarkersOnly: markersOnly)
    }
  }
#endif
