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
    /// The numbers of a row.
    public let width: Int
    /// The rows of each sample, one after the other.
    public let rows: [[Float]]
    /// Where the rows of each sample begin among those of all, and the end.
    private let offsets: [Int]
    /// Whether there are only the two rows of markers for each sample.
    public let hasMarkersOnly: Bool

    /// The number of samples.
    public var sampleCount: Int { rows.count }
    /// The number of rows, without that of padding.
    public var rowCount: Int { offsets.last! }
    /// The row that stands for no piece.
    public var padding: Int { rowCount }

    /// Reads a file.
    ///
    /// - Throws: ``/Files/FileError`` when it is no such file.
    /// - Complexity: O(rows · width)
    public init(contentsOf path: String) throws(FileError) {
      if path.hasSuffix(".npy") {
        let matrix = try Matrix(contentsOfNPY: path)
        guard matrix.columnCount > 0, matrix.columnCount % 2 == 0 else {
          throw FileError(
            file: path, reason: "expected an even number of columns, found \(matrix.columnCount)")
        }
        self.init(
          rows: (0..<matrix.rowCount).map { matrix.selectingRows([$0]).elements },
          width: matrix.columnCount / 2, hasMarkersOnly: true)
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
      let (width, values) = (shape[1], try file.floats("states"))
      self.init(
        rows: zip(offsets, offsets.dropFirst()).map { Array(values[$0 * width..<$1 * width]) },
        width: width, hasMarkersOnly: file.metadata["rows"] == "markers")
    }

    /// The states of several files, one after the other.
    ///
    /// - Throws: ``/Files/FileError`` when one is no such file, or has other states than the first.
    /// - Precondition: there is a file.
    /// - Complexity: O(rows · width)
    public init(joining paths: [String]) throws(FileError) {
      let all = try paths.map { (path) throws(FileError) in try FrozenStates(contentsOf: path) }
      for (path, other) in zip(paths, all)
      where other.width != all[0].width || other.hasMarkersOnly != all[0].hasMarkersOnly {
        throw FileError(file: path, reason: "has other states than \(paths[0])")
      }
      self.init(rows: all.flatMap(\.rows), width: all[0].width, hasMarkersOnly: all[0].hasMarkersOnly)
    }

    /// States in memory, those of each sample row by row.
    ///
    /// - Precondition: the rows of each sample are whole.
    public init(rows: [[Float]], width: Int, hasMarkersOnly: Bool) {
      precondition(rows.allSatisfy { $0.count % width == 0 }, "a row is not \(width) wide")
      (self.rows, self.width, self.hasMarkersOnly) = (rows, width, hasMarkersOnly)
      var offsets = [0]
      for own in rows { offsets.append(offsets.last! + own.count / width) }
      self.offsets = offsets
    }

    /// Writes a file as ``init(contentsOf:)`` reads it.
    ///
    /// - Throws: ``/Files/FileError`` with the system's reason.
    public func write(to path: String) throws(FileError) {
      try TensorFile.write(
        [
          .init(name: "states", shape: [rowCount, width], values: .float32(rows.flatMap { $0 })),
          .init(name: "offsets", shape: [offsets.count], values: .int64(offsets)),
        ], metadata: hasMarkersOnly ? ["rows": "markers"] : [:], to: path)
    }

    /// Makes sure that there are rows for all pieces of all examples.
    ///
    /// - Throws: ``/Files/FileError`` with what is too much or too little.
    func check(_ examples: [Example], named name: String) throws(FileError) {
      guard sampleCount == examples.count else {
        throw FileError(file: name, reason: "are of \(sampleCount) samples, but there are \(examples.count)")
      }
      for (i, example) in examples.enumerated() {
        let count = offsets[i + 1] - offsets[i]
        guard count == (hasMarkersOnly ? 2 : example.count) else {
          throw FileError(
            file: name,
            reason:
              "sample \(i) has \(example.count) pieces, but \(count) rows of states: they are of another "
              + "encoder, of other samples, or of another --max-length")
        }
      }
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

  extension RelationModel {
    /// Uses given states instead of an encoder; `nil` for the encoder again.
    ///
    /// - Throws: ``TorchError`` when there is no memory for them.
    public func setStates(_ states: FrozenStates?) throws(TorchError) {
      frozenStates = try states.map { (states) throws(TorchError) in
        // The last row is zeros, for padding.
        let values = states.rows.flatMap { $0 } + [Float](repeating: 0, count: states.width)
        return try Tensor(values, shape: [states.rowCount + 1, states.width])
          .to(parameters.scalar, device: parameters.device)
      }
    }

    /// The states of examples: of the markers if the model looks at nothing else, otherwise of all pieces.
    ///
    /// - Precondition: there is an encoder.
    /// - Throws: ``TorchError``, and what reading features throws.
    /// - Complexity: O(pieces · parameters)
    public func states(
      of examples: [Example], from source: ExampleSource, batchSize: Int = 64,
      progress: (_ done: Int) -> Void = { _ in }
    ) throws -> FrozenStates {
      precondition(configuration.encoder != nil, "there is no encoder")
      let markersOnly = configuration.kind.readsMarkersOnly
      let width = configuration.stateWidth
      let rows = try results(of: examples, from: source, batchSize, progress) {
        (batch) throws(TorchError) in
        try states(of: batch, markersOnly: markersOnly, isTraining: false)
      }
      return FrozenStates(
        rows: zip(rows, examples).map { Array($0[..<((markersOnly ? 2 : $1.count) * width)]) },
        width: width, hasMarkersOnly: markersOnly)
    }
  }
#endif
