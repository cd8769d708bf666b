public import Files
internal import Parallel
internal import Synchronization

/// A folder of alignment weights, a file for each picture, as MEGA's `rel_1/train` and the like.
///
/// ```swift
/// let folder = try AlignmentFolder(contentsOf: "rel_1/test")
/// let weights = try folder.alignment(of: "twitter_1.jpg")
/// ```
///
/// Files are called like the picture up to its ending, so `twitter_1.txt` for `twitter_1.jpg`; a row for
/// each word of the text, a number for each object.
public struct AlignmentFolder: Sendable {
  /// Where the folder is.
  public let path: String
  /// The number of columns.
  public var objectCount = 10
  /// What to do with first rows.
  public var firstRow = WordObjectAlignment.FirstRow.sniff

  private let files: [String: String]

  /// The pictures that have weights, with the ending `.jpg`, in alphabetical order.
  public var images: [String] { files.keys.map { $0 + ".jpg" }.sorted() }

  /// Looks up what files there are; hidden ones are passed over.
  ///
  /// - Throws: ``/Files/FileError`` when the folder cannot be read, or has two files for one picture.
  /// - Complexity: O(files · log files)
  public init(contentsOf path: String) throws(FileError) {
    self.path = path
    var files: [String: String] = [:]
    for name in try visibleNames(in: path) {
      if let other = files.updateValue(name, forKey: Self.stem(of: name)) {
        throw FileError(file: path, reason: "“\(other)” and “\(name)” are of one picture")
      }
    }
    self.files = files
  }

  /// The weights of a picture; `nil` if there is no file for it.
  ///
  /// - Throws: ``/Files/FileError`` with line and column when the file is damaged.
  public func alignment(of image: String) throws(FileError) -> WordObjectAlignment? {
    guard let file = file(of: image) else { return nil }
    return try WordObjectAlignment(contentsOf: file, objectCount: objectCount, firstRow: firstRow)
  }

  func file(of image: String) -> String? { files[Self.stem(of: image)].map { path + "/" + $0 } }

  /// Writes a folder that MEGA's loader and this type read, on all cores, whole or not at all.
  ///
  /// The folder must not exist yet, or be empty. Columns that are missing up to `objectCount` are zeros.
  ///
  /// - Throws: ``/Files/FileError`` when the folder is in use, when two pictures would have one file or
  ///   one cannot be the name of a file, and with the system's reason.
  /// - Precondition: no alignment has more than `objectCount` columns.
  public static func write(
    _ alignments: [(image: String, weights: WordObjectAlignment)], to path: String, objectCount: Int = 10
  ) throws(FileError) {
    try FolderWriter.write(to: path) { (folder) throws(FileError) in
      try write(alignments, into: folder, objectCount: objectCount)
    }
  }

  /// Writes the files into a folder that is being made.
  package static func write(
    _ alignments: [(image: String, weights: WordObjectAlignment)], into folder: FolderWriter, objectCount: Int
  ) throws(FileError) {
    var stems: [String: String] = [:]
    for (image, weights) in alignments {
      precondition(
        weights.objectCount <= objectCount,
        "\(weights.objectCount) objects do not fit into \(objectCount) columns")
      func failure(_ reason: String) -> FileError { FileError(file: folder.name, reason: reason) }
      let stem = stem(of: image)
      guard !stem.isEmpty, !stem.contains("/"), !stem.contains("\0") else {
        throw failure("the picture “\(image)” cannot be the name of a file")
      }
      if let other = stems.updateValue(image, forKey: stem) {
        throw failure("“\(other)” and “\(image)” would have the same file")
      }
    }
    let failures = Mutex<[Int: FileError]>([:])
    parallelFor(alignments.count, grain: 64) { range in
      var writer = WeightText(columnCount: objectCount)
      for i in range {
        do throws(FileError) {
          try folder.write(writer.text(of: alignments[i].weights), to: "\(stem(of: alignments[i].image)).txt")
        } catch {
          failures.withLock { $0[i] = error }
        }
      }
    }
    if let first = failures.withLock({ all in all.min { $0.key < $1.key } }) { throw first.value }
  }

  static func stem(of name: String) -> String { name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name }
}
