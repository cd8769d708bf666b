/// What is read from a file, or from text in memory as if it were one.
///
/// ```swift
/// let relations = try RelationVocabulary(contentsOf: "rel2id.json")
/// let same = try RelationVocabulary(parsing: "{\"None\": 0}", named: "rel2id.json")
/// ```
public protocol FileReadable {
  /// Reads all that a file holds.
  ///
  /// - Throws: ``FileError`` that says where it is wrong.
  init(_ contents: FileContents) throws(FileError)
}

extension FileReadable {
  /// Reads a file, compressed with gzip or not, or standard input for `-`.
  ///
  /// - Throws: ``FileError`` that says where it is wrong, or with the system's reason.
  public init(contentsOf path: String) throws(FileError) {
    try self.init(FileContents(at: path))
  }

  /// Reads text in memory.
  ///
  /// - Parameters:
  ///   - text: what the file would hold.
  ///   - name: what errors call it.
  /// - Throws: ``FileError`` that says where it is wrong.
  public init(parsing text: String, named name: String) throws(FileError) {
    try self.init(FileContents(Array(text.utf8), name: name))
  }
}

/// One of many that a file holds.
public protocol FileRecord {
  /// Reads all that a file holds, in its order.
  ///
  /// - Throws: ``FileError`` that says where it is wrong.
  static func read(_ contents: FileContents) throws(FileError) -> [Self]
}

extension FileRecord {
  /// Reads a file, compressed with gzip or not, or standard input for `-`.
  ///
  /// - Throws: ``FileError`` that says where it is wrong, or with the system's reason.
  public static func read(from path: String) throws(FileError) -> [Self] {
    try read(FileContents(at: path))
  }

  /// Reads text in memory.
  ///
  /// - Parameters:
  ///   - text: what the file would hold.
  ///   - name: what errors call it.
  /// - Throws: ``FileError`` that says where it is wrong.
  public static func parse(_ text: String, named name: String) throws(FileError) -> [Self] {
    try read(FileContents(Array(text.utf8), name: name))
  }
}
