public import Files
internal import LinearAlgebra

/// The alignments of samples in one file, in the safetensors format.
///
/// Its arrays: `weights`, all rows of all different alignments, one behind the other; `starts`, where each
/// begins, and the end; `columns`, how many objects each has; `ties`; `samples`, which alignment belongs
/// to each sample, or −1; `keys`, a number for each sample that its tokens and its picture give, by which
/// ``alignment(of:)`` finds it again, in whatever order and company. The header's metadata say how they were
/// made.
public struct AlignmentStore: Sendable {
  /// The weights, and which of them belong to each sample.
  public let alignments: SampleAlignments
  /// How the weights were made, in words.
  public var metadata: [String: String]
  /// How many columns there are for every picture: `objects` of the metadata, or enough and ten at least.
  let objectCount: Int
  /// A number for each sample; empty if it is not known which samples these are.
  private let keys: [Int]
  private let places: [Int: Int]

  /// Alignments of samples; without these, only their order tells them apart.
  ///
  /// - Precondition: there is an index for each sample.
  public init(
    _ alignments: SampleAlignments, of samples: [RelationSample]? = nil, metadata: [String: String] = [:]
  ) {
    precondition(
      samples == nil || samples?.count == alignments.indices.count,
      "there are alignments of \(alignments.indices.count) samples, not of \(samples?.count ?? 0)")
    self.init(alignments, keys: samples?.map(Self.key(of:)) ?? [], metadata: metadata)
  }

  private init(_ alignments: SampleAlignments, keys: [Int], metadata: [String: String]) {
    (self.alignments, self.keys, self.metadata) = (alignments, keys, metadata)
    let needed = alignments.alignments.map(\.objectCount).max() ?? 0
    objectCount = metadata["objects"].flatMap { Int($0) } ?? max(needed, 10)
    places = Dictionary(zip(keys, keys.indices), uniquingKeysWith: { first, _ in first })
  }

  /// What the objects of each picture are, if the file says so.
  public var labels: ObjectLabels { ObjectLabels(text: metadata["labels"] ?? "") }

  /// Whether ``alignment(of:)`` can find anything.
  public var knowsSamples: Bool { !keys.isEmpty || alignments.indices.isEmpty }

  /// The alignment of the tokens and the picture of a sample; `nil` if there is none.
  public func alignment(of sample: RelationSample) -> WordObjectAlignment? {
    places[Self.key(of: sample)].flatMap { alignments[$0] }
  }

  /// FNV-1a, of 64 bits, over the tokens and the name of the picture, each behind a byte that no UTF-8 has.
  private static func key(of sample: RelationSample) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for text in sample.tokens + [sample.imageFileName ?? ""] {
      add(0xff)
      for byte in text.utf8 { add(byte) }
    }
    return Int(bitPattern: UInt(truncatingIfNeeded: hash))
  }

  /// Reads a file.
  ///
  /// - Throws: ``/Files/FileError`` when it is no such file.
  public init(contentsOf path: String) throws(FileError) {
    let file = try TensorFile(contentsOf: path)
    let starts = try file.integers("starts")
    let columns = try file.integers("columns")
    let ties = try file.integers("ties")
    let samples = try file.integers("samples")
    let keys = file.entry("keys") == nil ? [] : try file.integers("keys")
    let shape = file.entry("weights")?.shape ?? []
    guard shape.count == 2, starts.first == 0, starts.last == shape[0],
      zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }), columns.count == starts.count - 1,
      ties.count == columns.count, columns.allSatisfy({ (0...shape[1]).contains($0) }),
      samples.allSatisfy({ (-1..<columns.count).contains($0) }), keys.isEmpty || keys.count == samples.count
    else { throw FileError(file: path, reason: "the arrays are not those of a file of alignments") }
    if let text = file.metadata["objects"] {
      // A damaged number must not decide how much memory is taken.
      let needed = columns.max() ?? 0
      guard let count = Int(text), (0...65536).contains(count), count >= needed else {
        let expected = "where a number from \(needed) to 65536 is expected"
        throw FileError(file: path, reason: "“objects” in the header is “\(text)”, \(expected)")
      }
    }
    let values = Matrix(rowCount: shape[0], columnCount: shape[1], elements: try file.floats("weights"))
    let all = columns.indices.map { i in
      WordObjectAlignment(
        weights: values.arranged(rows: Array(starts[i]..<starts[i + 1]), columnCount: columns[i]),
        tieCount: ties[i])
    }
    self.init(
      SampleAlignments(alignments: all, indices: samples.map { $0 < 0 ? nil : $0 }), keys: keys,
      metadata: file.metadata)
  }

  /// Writes a file that reads back the same, but for what is missing and the coverage.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - name: what errors call it, if not by its path.
  /// - Throws: ``/Files/FileError`` with the system's reason.
  public func write(to path: String, named name: String? = nil) throws(FileError) {
    let all = alignments.alignments
    let width = all.map(\.objectCount).max() ?? 0
    var starts = [0]
    var values: [Float] = []
    for alignment in all {
      starts.append(starts.last! + alignment.wordCount)
      values += alignment.widened(to: width).weights.elements
    }
    func list(_ name: String, _ values: [Int]) -> TensorFile.Output {
      .init(name: name, shape: [values.count], values: .int64(values))
    }
    try TensorFile.write(
      [
        .init(name: "weights", shape: [starts.last!, width], values: .float32(values)),
        list("starts", starts), list("columns", all.map(\.objectCount)), list("ties", all.map(\.tieCount)),
        list("samples", alignments.indices.map { $0 ?? -1 }),
      ] + (keys.isEmpty ? [] : [list("keys", keys)]), metadata: metadata, to: path, named: name)
  }
}
