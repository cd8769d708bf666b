public import Files

/// The released edge list of one sample: the dependencies of its text, then the relations of its picture.
///
/// A line `u v` for each edge. Words are numbered from 0 and the objects behind them, from W on. How many
/// words there are is not written; it follows from the first relation of the picture, if it has any.
public struct CombinedGraph: Sendable, Equatable {
  /// The dependencies of all sentences, as in the file.
  public var textEdges: [DependencyGraph.Dependency]
  /// The relations of the picture, as in the file less W.
  public var imageEdges: [SceneRelation]
  /// W; `nil` if the picture has no relations, so that nothing tells.
  public var wordCount: Int?

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: the file, as ``ReleasedGraphs`` gives it.
  ///   - file: what errors call it.
  ///   - relations: the relations of the picture in the order of ``ObjectRelations``; the last
  ///     lines of the file are theirs.
  /// - Throws: ``/Files/FileError`` with the line, also when the last lines are not these relations with
  ///   one number added to all.
  public init(parsing bytes: [UInt8], named file: String, relations: [SceneRelation]) throws(FileError) {
    var edges: [(Int, Int)] = []
    for (i, line) in try FileContents(bytes, name: file).lines().enumerated() {
      let fields = line.split { $0 == " " || $0 == "\t" }
      let numbers = fields.compactMap { Int($0) }.filter { (0..<1_000_000).contains($0) }
      if fields.isEmpty { continue }
      guard fields.count == 2, numbers.count == 2 else {
        throw FileError(
          file: file, line: i + 1,
          reason: "expected two node numbers, found “\(fields.joined(separator: " "))”")
      }
      edges.append((numbers[0], numbers[1]))
    }
    guard relations.count <= edges.count else {
      throw FileError(
        file: file,
        reason: "expected \(relations.count) relations of the picture, found \(edges.count) lines")
    }
    let textCount = edges.count - relations.count
    textEdges = edges[..<textCount].map { .init(governor: $0.0, dependent: $0.1) }
    imageEdges = relations
    wordCount = relations.first.map { edges[textCount].0 - $0.subject }
    for (i, relation) in relations.enumerated() {
      let edge = edges[textCount + i]
      guard edge == (relation.subject + wordCount!, relation.object + wordCount!) else {
        throw FileError(
          file: file, line: textCount + i + 1,
          reason: "expected the relation \(relation.subject) \(relation.object) of the picture "
            + "behind \(wordCount!) words, found “\(edge.0) \(edge.1)”")
      }
    }
    if let wordCount,
      let beyond = textEdges.firstIndex(where: { max($0.governor, $0.dependent) >= wordCount })
    {
      throw FileError(
        file: file, line: beyond + 1,
        reason: "the edge of words leads beyond the \(wordCount) words that there are")
    }
  }
}
