public import Files

extension RelationSample: FileRecord {
  /// Reads samples as the MNRE data set and OpenNRE write them: a Python dictionary on every line.
  ///
  ///     {'token': ['Zoe', 'sings'], 'h': {'name': 'Zoe', 'pos': [0, 1]}, 't': …, 'img_id': 'a.jpg'}
  ///
  /// Instead of `token` there may be `text`, as in OpenNRE; `pos` then counts characters (Unicode
  /// scalars, as in Python), and tokens are what white space and the ends of mentions separate.
  /// `img_id` may be a number; `img_id` and `relation` may be absent. Other keys are kept in
  /// ``otherFields``. Blank lines are passed over.
  ///
  /// - Throws: ``/Files/FileError`` with the line and the column of what cannot be read.
  /// - Complexity: O(bytes)
  public static func read(_ contents: FileContents) throws(FileError) -> [RelationSample] {
    let name = contents.name
    return try contents.withLines { (bytes, lines) throws(FileError) in
      var samples: [RelationSample] = []
      for range in lines {
        var scanner = TextScanner(bytes, range: range, file: name)
        scanner.skipSpaces()
        if scanner.isAtEnd { continue }
        var parser = PythonLiteralParser(TextScanner(bytes, range: range, file: name))
        let value = try parser.parse()
        do throws(Inconsistency) {
          samples.append(try RelationSample(value, index: samples.count))
        } catch {
          throw scanner.failure(error.reason)
        }
      }
      return samples
    }
  }
}

/// What is wrong with parts of a file that do not make what they should.
struct Inconsistency: Error {
  let reason: String
}

extension RelationSample {
  init(_ literal: PythonLiteral, index: Int) throws(Inconsistency) {
    guard let entries = literal.entries else { throw Inconsistency(reason: "expected a dictionary") }
    self.index = index
    switch literal["relation"] {
    case .string(let name): relation = name
    case nil, .some(.none): relation = nil
    default: throw Inconsistency(reason: "expected text as “relation”")
    }
    switch literal["img_id"] {
    case .string(let name): imageID = name
    case .integer(let number): imageID = String(number)
    case nil, .some(.none): imageID = nil
    default: throw Inconsistency(reason: "expected text or a number as “img_id”")
    }
    text = literal["text"]?.string
    if let field = literal["token"] {
      tokens = field.elements?.compactMap(\.string) ?? []
      guard field.elements?.count == tokens.count else {
        throw Inconsistency(reason: "expected a list of words as “token”")
      }
      head = try Mention(literal, key: "h", count: tokens.count, of: "tokens")
      tail = try Mention(literal, key: "t", count: tokens.count, of: "tokens")
    } else if let text {
      let count = text.unicodeScalars.count
      head = try Mention(literal, key: "h", count: count, of: "characters")
      tail = try Mention(literal, key: "t", count: count, of: "characters")
      let words = CharacterTokens(text, spans: [head.span, tail.span])
      tokens = words.tokens
      for (key, span) in zip(["h", "t"], words.spans) where span.isEmpty {
        throw Inconsistency(reason: "there is only white space at the “pos” of “\(key)”")
      }
      (head.span, tail.span) = (words.spans[0], words.spans[1])
    } else {
      throw Inconsistency(reason: "expected a list “token” or a string “text”")
    }
    let known: Set<String> = ["token", "text", "h", "t", "img_id", "relation"]
    otherFields = entries.filter { !known.contains($0.key.string ?? "") }
  }
}

extension Mention {
  /// A mention as the data have it, in tokens or in characters, of which there are so many.
  fileprivate init(_ literal: PythonLiteral, key: String, count: Int, of unit: String) throws(Inconsistency) {
    guard let field = literal[key], field.entries != nil else {
      throw Inconsistency(reason: "expected a dictionary “\(key)”")
    }
    let position = field["pos"]?.elements ?? []
    guard position.count == 2, let start = position[0].integer, let end = position[1].integer else {
      throw Inconsistency(reason: "expected two whole numbers as “pos” of “\(key)”")
    }
    guard start >= 0, start < end, end <= count else {
      throw Inconsistency(
        reason: "the “pos” of “\(key)” is [\(start), \(end)], but there are \(count) \(unit)")
    }
    self.init(name: field["name"]?.string ?? "", span: start..<end)
  }
}
