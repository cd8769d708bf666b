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
        do throws(SampleFieldError) {
          samples.append(try RelationSample(value, index: samples.count))
        } catch {
          throw scanner.failure(error.reason)
        }
      }
      return samples
    }
  }
}

/// What is wrong with a literal that should be a sample.
struct SampleFieldError: Error {
  let reason: String
}

extension RelationSample {
  init(_ literal: PythonLiteral, index: Int) throws(SampleFieldError) {
    guard let entries = literal.entries else {
      throw SampleFieldError(reason: "expected a dictionary")
    }
    self.index = index
    let relation = literal["relation"]
    switch relation {
    case .string(let name): self.relation = name
    case nil, .some(.none): self.relation = nil
    default: throw SampleFieldError(reason: "expected text as “relation”")
    }
    switch literal["img_id"] {
    case .string(let name): imageID = name
    case .integer(let number): imageID = String(number)
    case nil, .some(.none): imageID = nil
    default: throw SampleFieldError(reason: "expected text or a number as “img_id”")
    }
    let head = try MentionField(literal, key: "h")
    let tail = try MentionField(literal, key: "t")
    if let field = literal["token"] {
      let tokens = field.elements?.compactMap(\.string) ?? []
      guard let elements = field.elements, elements.count == tokens.count else {
        throw SampleFieldError(reason: "expected a list of words as “token”")
      }
      self.tokens = tokens
      text = literal["text"]?.string
      self.head = try head.mention(in: tokens.count, unit: "tokens", key: "h")
      self.tail = try tail.mention(in: tokens.count, unit: "tokens", key: "t")
    } else if let text = literal["text"]?.string {
      let count = text.unicodeScalars.count
      let spans = [
        try head.mention(in: count, unit: "characters", key: "h").span,
        try tail.mention(in: count, unit: "characters", key: "t").span,
      ]
      let words = CharacterTokens(text, spans: spans)
      self.text = text
      tokens = words.tokens
      for (i, key) in ["h", "t"].enumerated() where words.spans[i].isEmpty {
        throw SampleFieldError(reason: "there is only white space at the “pos” of “\(key)”")
      }
      self.head = Mention(name: head.name, span: words.spans[0])
      self.tail = Mention(name: tail.name, span: words.spans[1])
    } else {
      throw SampleFieldError(reason: "expected a list “token” or a string “text”")
    }
    let known: Set<String> = ["token", "text", "h", "t", "img_id", "relation"]
    otherFields = entries.filter { !known.contains($0.key.string ?? "") }
  }
}

/// A mention as the data have it, in tokens or in characters.
private struct MentionField {
  let name: String
  let position: (Int, Int)

  init(_ literal: PythonLiteral, key: String) throws(SampleFieldError) {
    guard let field = literal[key], field.entries != nil else {
      throw SampleFieldError(reason: "expected a dictionary “\(key)”")
    }
    let position = field["pos"]?.elements ?? []
    guard position.count == 2, let start = position[0].integer, let end = position[1].integer else {
      throw SampleFieldError(reason: "expected two whole numbers as “pos” of “\(key)”")
    }
    self.position = (start, end)
    name = field["name"]?.string ?? ""
  }

  func mention(in count: Int, unit: String, key: String) throws(SampleFieldError) -> Mention {
    let (start, end) = position
    guard start >= 0, start < end, end <= count else {
      throw SampleFieldError(
        reason: "the “pos” of “\(key)” is [\(start), \(end)], but there are \(count) \(unit)")
    }
    return Mention(name: name, span: start..<end)
  }
}
