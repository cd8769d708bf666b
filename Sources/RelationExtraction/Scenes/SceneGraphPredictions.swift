public import Files

/// What Scene-Graph-Benchmark.pytorch predicts for pictures of one's own.
///
/// ```swift
/// let predictions = try SceneGraphPredictions(contentsOf: "custom_data_info.json")
/// try predictions.read(from: "custom_prediction.json") { graph in print(graph.imageID) }
/// ```
///
/// The benchmark writes, for each picture, up to 80 boxes and every ordered pair of them, so that one
/// has to choose: ``objectLimit``, ``relationLimit`` and the least scores. MEGA's choice is not
/// published; its graphs have 10.8 relations on average. Boxes are in pixels of the picture as the
/// detector resized it, and features of objects are not in these files at all.
public struct SceneGraphPredictions: Sendable, Equatable, FileReadable {
  /// The pictures, by their number in the predictions; only the last part of the paths is kept.
  public let images: [String]
  /// What an object can be; the first is the background.
  public let classes: [String]
  /// How objects can be related; the first is no relation.
  public let predicates: [String]

  /// How many objects (m), and relations among them, are kept: those with the best scores.
  public var objectLimit = 10, relationLimit = 20
  /// Objects and relations below these scores are left out.
  public var leastObjectScore = 0.0, leastRelationScore = 0.0

  /// Reads `custom_data_info.json`.
  ///
  /// - Throws: ``/Files/FileError`` with line and column.
  public init(_ contents: FileContents) throws(FileError) {
    struct Information: Decodable {
      let images, classes, predicates: [String]

      enum CodingKeys: String, CodingKey {
        case images = "idx_to_files"
        case classes = "ind_to_classes"
        case predicates = "ind_to_predicates"
      }
    }
    let lists = try Information(json: contents)
    // The paths are those of the machine on which the detector ran.
    images = lists.images.map { path in
      path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
    (classes, predicates) = (lists.classes, lists.predicates)
  }

  /// Reads `custom_prediction.json`, calling `body` with the graph of each picture, in the file's order.
  ///
  /// The file is read from front to back, unpacked on the way if it is compressed, and only the
  /// prediction of one picture is held; the scores of all predicates, which make up most of it, are
  /// passed over.
  ///
  /// - Throws: ``/Files/FileError`` with line and column, and what `body` throws.
  /// - Complexity: O(bytes)
  public func read(from path: String, _ body: (SceneGraph) throws(FileError) -> Void) throws(FileError) {
    var cutter = JSONEntryCutter(file: path == "-" ? "standard input" : path)
    try FileBlocks.read(from: path) { (block) throws(FileError) in
      try cutter.take(block) { (entry) throws(FileError) in try body(graph(entry)) }
    }
    try cutter.finish { (entry) throws(FileError) in try body(graph(entry)) }
  }

  /// Reads predictions from text in memory.
  ///
  /// - Throws: ``/Files/FileError`` with line and column.
  public func parse(_ text: String, named name: String) throws(FileError) -> [SceneGraph] {
    var graphs: [SceneGraph] = []
    let bytes = Array(text.utf8)
    try JSONEntryCutter.forEachEntry(of: bytes.span, file: name) { (entry) throws(FileError) in
      graphs.append(try graph(entry))
    }
    return graphs
  }

  private func graph(_ entry: JSONEntryCutter.Entry) throws(FileError) -> SceneGraph {
    guard let number = Int(entry.key), images.indices.contains(number) else {
      throw entry.failure("“\(entry.key)” is not the number of one of \(images.count) pictures")
    }
    let prediction = try entry.decode(ScenePrediction.self)
    do throws(Inconsistency) {
      return try graph(of: images[number], prediction)
    } catch {
      throw entry.failure("picture \(entry.key): \(error.reason)")
    }
  }
}
