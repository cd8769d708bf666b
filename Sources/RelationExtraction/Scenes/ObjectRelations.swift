public import Files

/// Which objects of which pictures are related, as MEGA's `graph_of_image` files say.
///
///     {"a.jpg": {"rel": [[0, 3], [3, 0]]}, "b.jpg": {"rel": []}}
///
/// The files know neither what the objects are nor how many there are, and may repeat a pair.
public struct ObjectRelations: Sendable, Equatable {
  /// Pairs of subject and object by name of picture, in the order of the file.
  public private(set) var pairs: [String: [SceneRelation]]

  /// Reads a file.
  ///
  /// - Throws: ``/Files/FileError`` when it is something else, when an object is not below
  ///   `objectLimit`, or when a picture occurs twice.
  /// - Complexity: O(bytes)
  public init(contentsOf path: String, objectLimit: Int = 10) throws(FileError) {
    try self.init(FileContents(at: path), objectLimit: objectLimit)
  }

  /// Reads several files, such as those of all splits.
  ///
  /// - Throws: ``/Files/FileError`` also when two files have one picture with different relations.
  public init(merging paths: [String], objectLimit: Int = 10) throws(FileError) {
    pairs = [:]
    for path in paths {
      let other = try ObjectRelations(contentsOf: path, objectLimit: objectLimit)
      for (image, own) in other.pairs {
        if let known = pairs.updateValue(own, forKey: image), known != own {
          throw FileError(file: path, reason: "“\(image)” has other relations in another file")
        }
      }
    }
  }

  /// Reads text in memory.
  ///
  /// - Throws: ``/Files/FileError`` as for a file.
  public init(parsing text: String, named name: String, objectLimit: Int = 10) throws(FileError) {
    try self.init(FileContents(Array(text.utf8), name: name), objectLimit: objectLimit)
  }

  private init(_ contents: FileContents, objectLimit: Int) throws(FileError) {
    let file = contents.name
    pairs = try contents.withSpan { (bytes) throws(FileError) in
      struct Picture: Decodable { let rel: [[Int]] }
      var all: [String: [SceneRelation]] = [:]
      try JSONEntryCutter.forEachEntry(of: bytes, file: file) { (entry) throws(FileError) in
        guard all[entry.key] == nil else { throw entry.failure("“\(entry.key)” stands there twice") }
        all[entry.key] = try entry.decode(Picture.self).rel.map { (pair) throws(FileError) in
          guard pair.count == 2 else { throw entry.failure("expected pairs, found \(pair.count) numbers") }
          guard pair.allSatisfy({ (0..<objectLimit).contains($0) }) else {
            throw entry.failure("\(pair[0]) and \(pair[1]) are not both objects from 0 to \(objectLimit - 1)")
          }
          return SceneRelation(subject: pair[0], object: pair[1])
        }
      }
      return all
    }
  }

  /// The scene graph of a picture; `nil` if the file does not have the picture.
  ///
  /// There are as many objects as relations need, unless a number is given.
  ///
  /// - Precondition: `objectCount`, if given, is enough.
  public func graph(of image: String, objectCount: Int? = nil) -> SceneGraph? {
    guard let pairs = pairs[image] else { return nil }
    let count = objectCount ?? pairs.reduce(0) { max($0, $1.subject + 1, $1.object + 1) }
    return SceneGraph(
      imageID: image, objects: [SceneObject](repeating: SceneObject(), count: count), relations: pairs)
  }
}
