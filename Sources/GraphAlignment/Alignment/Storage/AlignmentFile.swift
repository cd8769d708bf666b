internal import Files
internal import Foundation
internal import Graphs

/// The pairs of an alignment file, before the nodes are known.
struct AlignmentFile {
  struct Match {
    var source: String
    var target: String
    var similarity: Float
    var rank: Int
    /// Counted from 1; `nil` in JSON.
    var line: Int?
  }

  let name: String
  private(set) var matches: [Match] = []

  /// What stands in place of a target that is none.
  static let noTarget = "-"

  /// What the columns of TSV are called, in files that say so.
  static let header = ["source", "target", "similarity", "rank"]

  /// - Throws: ``/Files/FileError`` with the line for what cannot be understood.
  init(contentsOf path: String) throws(FileError) { try self.init(try FileContents(at: path)) }

  /// - Throws: ``/Files/FileError`` with the line for what cannot be understood.
  init(_ contents: FileContents) throws(FileError) {
    name = contents.name
    let data = try unsafe contents.withText { (text) throws(FileError) in unsafe Data(text) }
    let start = data.firstIndex { !" \t\r\n".utf8.contains($0) }
    if let start, "{[".utf8.contains(data[start]) {
      try readJSON(data)
    } else {
      try readText(data)
    }
  }

  func error(_ line: Int?, _ reason: String) -> FileError {
    FileError(file: name, line: line, reason: reason)
  }

  private mutating func readText(_ data: Data) throws(FileError) {
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // Whether the first line is a header shows when the second is there.
    var first: (line: Int, text: String, fields: [Substring])?
    for (index, bytes) in lines.enumerated() {
      guard let line = String(validating: bytes, as: UTF8.self) else {
        throw error(
          index + 1, "expected node ids in UTF-8, found “\(String(decoding: bytes, as: UTF8.self))”")
      }
      let text = line.trimmingCharacters(in: .newlines)
      // A comment has no tabs; an id may well begin with “#”.
      let isComment = text.hasPrefix("#") && !text.contains("\t")
      guard !text.allSatisfy(\.isWhitespace), !isComment else { continue }
      let fields = Self.fields(of: text)
      guard let start = first else {
        first = (index + 1, text, fields)
        continue
      }
      if start.line > 0 {
        if !HeaderWords.areHeader(start.fields, next: fields) {
          try readMatch(start.fields, start.text, start.line)
        }
        first!.line = 0
      }
      try readMatch(fields, text, index + 1)
    }
    if let first, first.line > 0 { try readMatch(first.fields, first.text, first.line) }
    guard !matches.isEmpty else { throw error(nil, "holds no pairs of nodes") }
  }

  /// The columns of a line: between tabs, or else between spaces, commas and semicolons outside quotation marks.
  private static func fields(of text: String) -> [Substring] {
    if text.contains("\t") { return text.split(separator: "\t", omittingEmptySubsequences: false) }
    var (isInside, isStart) = (false, true)
    return text.split { character in
      let isSeparator = !isInside && " ,;".contains(character)
      if character == "\"", isInside || isStart { isInside.toggle() }
      isStart = isSeparator
      return isSeparator
    }
  }

  private mutating func readMatch(
    _ fields: [Substring], _ text: String, _ line: Int
  ) throws(FileError) {
    guard (2...4).contains(fields.count), !fields[0].isEmpty, !fields[1].isEmpty else {
      throw error(
        line,
        "expected source, target and perhaps similarity and rank, found “\(text.prefix(60))”")
    }
    var (similarity, rank): (Float, Int) = (1, 0)
    if fields.count > 2 {
      guard let number = Float(fields[2]), number.isFinite else {
        throw error(line, "expected a similarity, found “\(fields[2])”")
      }
      similarity = number
    }
    if fields.count > 3 {
      guard let number = Int(fields[3]), number >= 1 else {
        throw error(line, "expected a rank from 1, found “\(fields[3])”")
      }
      rank = number
    }
    matches.append(
      Match(
        source: Self.unquoted(fields[0]), target: Self.unquoted(fields[1]),
        similarity: similarity, rank: rank, line: line))
  }

  /// A name without the quotation marks around it, of which those inside are written twice.
  private static func unquoted(_ field: Substring) -> String {
    guard field.utf8.count >= 2, field.hasPrefix("\""), field.hasSuffix("\"") else {
      return String(field)
    }
    return String(field.dropFirst().dropLast()).replacing("\"\"", with: "\"")
  }

  private mutating func readJSON(_ data: Data) throws(FileError) {
    do {
      matches = try JSONDecoder().decode(Contents.self, from: data).matches.map {
        Match(
          source: $0.source.text, target: $0.target?.text ?? Self.noTarget,
          similarity: $0.similarity ?? 1, rank: $0.rank ?? 0, line: nil)
      }
    } catch let problem as DecodingError {
      throw error(nil, "is no alignment in JSON: \(problem.place)")
    } catch {
      throw self.error(nil, "is no alignment in JSON: \(error)")
    }
  }

  private struct Contents: Decodable {
    struct Pair: Decodable {
      var source: Name
      var target: Name?
      var similarity: Float?
      var rank: Int?

      private enum Keys: String, CodingKey { case source, target, similarity, rank }

      init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Keys.self)
        source = try values.decode(Name.self, forKey: .source)
        // Null says that there is no match; that nothing is said is a mistake.
        target = try values.decode(Name?.self, forKey: .target)
        similarity = try values.decodeIfPresent(Float.self, forKey: .similarity)
        rank = try values.decodeIfPresent(Int.self, forKey: .rank)
      }
    }
    var matches: [Pair]
  }

  /// An identifier: a number or a string.
  private struct Name: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let integer = try? container.decode(Int64.self) {
        text = String(integer)
      } else {
        text = try container.decode(String.self)
      }
    }
  }
}

extension DecodingError {
  /// What is wrong, and where.
  fileprivate var place: String {
    let context: Context
    switch self {
    case .typeMismatch(_, let its), .valueNotFound(_, let its), .keyNotFound(_, let its),
      .dataCorrupted(let its):
      context = its
    @unknown default: return "\(self)"
    }
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
    let what =
      if case .keyNotFound(let key, _) = self { "“\(key.stringValue)” is missing" } else {
        context.debugDescription
      }
    return what + (path.isEmpty ? "" : " at \(path.joined())")
  }
}
