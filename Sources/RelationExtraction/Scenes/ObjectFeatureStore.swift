public import Files
public import LinearAlgebra

/// The features of all pictures in one file: `features`, images × objects × width, and `object_counts`,
/// in the safetensors format, with the names of the pictures beside them.
///
/// A tenth the size of the folder of texts, and read a picture at a time.
public struct ObjectFeatureStore: Sendable {
  /// The pictures, in the order of the file.
  public let images: [String]
  /// The largest number of objects of a picture, and the number of features of an object.
  public let objectLimit, width: Int

  private let file: TensorFile
  private let counts: [Int]
  /// What the objects of each picture are, if the file says so.
  public let labels: ObjectLabels
  private let rows: [String: Int]

  /// Opens a file.
  ///
  /// - Throws: ``/Files/FileError`` when it is no such file.
  public init(contentsOf path: String) throws(FileError) {
    let file = try TensorFile(contentsOf: path)
    func failure(_ reason: String) -> FileError { FileError(file: path, reason: reason) }
    guard let shape = file.entry("features")?.shape, shape.count == 3 else {
      throw failure("expected an array “features” of three dimensions")
    }
    let counts = try file.integers("object_counts")
    guard counts.count == shape[0], counts.allSatisfy({ (0...shape[1]).contains($0) }) else {
      throw failure("“object_counts” are not \(shape[0]) numbers up to \(shape[1])")
    }
    // Names of files have no line feeds.
    let names = file.metadata["images"]?.split(separator: "\n").map(String.init) ?? []
    guard names.count == shape[0], Set(names).count == names.count else {
      throw failure("“images” are not \(shape[0]) different names")
    }
    images = names
    labels = ObjectLabels(text: file.metadata["labels"] ?? "")
    (objectLimit, width) = (shape[1], shape[2])
    rows = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    (self.file, self.counts) = (file, counts)
  }

  /// The features of a picture, objects × ``width``; `nil` if the file does not have it.
  ///
  /// - Throws: ``/Files/FileError`` when the file is damaged.
  /// - Complexity: O(objects · width)
  public func features(of image: String) throws(FileError) -> Matrix? {
    guard let row = rows[image] else { return nil }
    let all = try file.floats("features", rows: row..<row + 1)
    return Matrix(rowCount: objectLimit, columnCount: width, elements: all).resized(rowCount: counts[row])
  }

  /// Writes a file, holding one picture at a time.
  ///
  /// Of the features of each picture the first `objectLimit` objects are kept; with `isHalf` numbers are
  /// rounded to half precision, for half the size. `labels` say what the objects are, so that an alignment with other
  /// ones is noticed.
  ///
  /// - Precondition: names are different and without line feeds, and features have the width.
  /// - Throws: ``/Files/FileError`` with the system's reason, and what `features` throws.
  public static func write(
    images: [String], width: Int = 4096, objectLimit: Int = 10, isHalf: Bool = false,
    labels: ObjectLabels = ObjectLabels(), to path: String, features: (String) throws(FileError) -> Matrix
  ) throws(FileError) {
    precondition(Set(images).count == images.count, "a picture occurs twice")
    precondition(!images.contains { $0.contains("\n") || $0.isEmpty }, "a picture has no name")
    var counts: [Int] = []
    try FileWriter.write(to: path) { (file) throws(FileError) in
      try file.append(
        TensorFile.header(
          [
            ("features", isHalf ? .float16 : .float32, [images.count, objectLimit, width]),
            ("object_counts", .int64, [images.count]),
          ],
          metadata: ["images": images.joined(separator: "\n")].merging(labels.metadata) { first, _ in first })
      )
      for image in images {
        let own = try features(image)
        precondition(own.columnCount == width, "“\(image)” has \(own.columnCount) features, not \(width)")
        counts.append(min(own.rowCount, objectLimit))
        let values = own.resized(rowCount: objectLimit).elements
        if isHalf {
          try file.append(values: values.map { Float16($0) })
        } else {
          try file.append(values: values)
        }
      }
      try file.append(values: counts.map { Int64($0) })
    }
  }
}
