public import Files
internal import Foundation
internal import LinearAlgebra

/// Alignments of words and objects that another tool made, such as `graph-align batch`: lines of picture, word, object
/// and similarity, with tabs between them.
///
///     twitter_1    0    3    0.91
///
/// Words and objects are numbers from 0; the picture is its name, with or without its ending. Further columns are passed
/// over, and so is a first line whose numbers are none: the names of columns.
public struct MatchTable: Sendable, Equatable, FileReadable {
  private struct Match: Equatable {
    let word, object: Int
    let weight: Float
  }

  private var matches: [String: [Match]] = [:]

  /// The pictures that have matches, without their endings.
  public var images: [String] { matches.keys.sorted() }

  /// Reads a file.
  ///
  /// - Throws: ``/Files/FileError`` with the line.
  /// - Complexity: O(bytes)
  public init(_ contents: FileContents) throws(FileError) {
    for (i, line) in try contents.lines().enumerated() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { continue }
      let numbers = fields.dropFirst().prefix(2).compactMap { Int($0) }
      if i == 0, numbers.isEmpty, fields.count >= 4 { continue }
      let weight = fields.count >= 4 ? Float(fields[3]) : nil
      guard numbers.count == 2, numbers.allSatisfy({ (0..<65536).contains($0) }), let weight, weight.isFinite,
        weight >= 0, !fields[0].isEmpty
      else {
        throw FileError(
          file: contents.name, line: i + 1,
          reason: "expected picture, word, object and similarity, found “\(line.prefix(80))”")
      }
      matches[Self.stem(fields[0]), default: []].append(
        Match(word: numbers[0], object: numbers[1], weight: weight))
    }
  }

  private static func stem(_ image: String) -> String {
    image.contains(".") ? AlignmentFolder.stem(of: image) : image
  }

  /// The weights of a picture; `nil` if it has no matches.
  ///
  /// - Throws: ``/Files/FileError`` when a word or an object is beyond those that there are.
  func weights(
    of image: String, wordCount: Int, objectCount: Int, file: String
  ) throws(FileError) -> WordObjectAlignment? {
    guard let own = matches[Self.stem(image)] else { return nil }
    var result = WordObjectAlignment.zeros(wordCount: wordCount, objectCount: objectCount)
    for match in own {
      guard match.word < wordCount, match.object < objectCount else {
        throw FileError(
          file: file,
          reason:
            "“\(image)” matches word \(match.word) with object \(match.object), but has \(wordCount) words "
            + "and \(objectCount) objects")
      }
      result.weights[match.word, match.object] = match.weight
    }
    return result
  }
}

extension PreparedPosts {
  /// The graphs of a picture's post: edges of its tokens and of its objects; `nil` if one is missing.
  public func graphs(
    of sample: RelationSample, objectLimit: Int = 10
  ) -> (words: [(Int, Int)], objects: [(Int, Int)])? {
    guard let text = text(of: sample), let scene = scene(of: sample)?.keepingObjects(objectLimit) else {
      return nil
    }
    let words = text.contracted(onto: sample.tokens).graph
    return (
      words.edges.map { ($0.governor, $0.dependent) }, scene.relations.map { ($0.subject, $0.object) }
    )
  }

  /// Alignments of samples from a table; those of pictures that it does not have are zeros.
  ///
  /// - Parameters:
  ///   - samples: the samples that need them.
  ///   - table: the matches.
  ///   - file: what errors call the table.
  ///   - objectLimit: the objects of a picture.
  /// - Throws: ``/Files/FileError`` when a word or an object is beyond those that there are.
  public func alignments(
    of samples: [RelationSample], from table: MatchTable, named file: String, objectLimit: Int = 10
  ) throws(FileError) -> SampleAlignments {
    var result = SampleAlignments(alignments: [], indices: [])
    for sample in samples {
      let objects = min(scene(of: sample)?.objects.count ?? objectLimit, objectLimit)
      var own: WordObjectAlignment?
      if let image = sample.imageFileName {
        own = try table.weights(
          of: image, wordCount: sample.tokens.count, objectCount: objects, file: file)
      }
      if own == nil { result.missingImageCount += 1 }
      result.indices.append(result.alignments.count)
      result.alignments.append(own ?? .zeros(wordCount: sample.tokens.count, objectCount: objects))
    }
    return result
  }
}
