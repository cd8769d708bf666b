import Files

/// A post as the raw files of the first version of MNRE have it.
struct RawPost: Sendable, Hashable, FileRecord {
  /// An entity as a recognizer found it.
  struct Entity: Sendable, Hashable {
    /// Its name, with single spaces.
    var name: String
    /// What kind of thing it is, such as `PER`.
    var type: String
    /// Its number in the post, from 1.
    var number: Int?

    /// Takes apart `Zoe O'Hara PER 1`, whatever spaces there are.
    ///
    /// - Returns: `nil` if there is no type in capital letters.
    init?(_ text: String) {
      var words = text.split(whereSeparator: \.isWhitespace)
      number = words.last.flatMap { Int($0) }
      if number != nil { words.removeLast() }
      guard words.count >= 2, let type = words.popLast(), type.allSatisfy(\.isUppercase) else {
        return nil
      }
      self.type = String(type)
      name = words.joined(separator: " ")
    }
  }

  /// Two entities and their relation.
  struct Pair: Sendable, Hashable {
    /// The entity that has the relation.
    var head: Entity
    /// The entity to which it has it.
    var tail: Entity
    /// The name of the relation.
    var relation: String
  }

  /// The text as it was posted: with line feeds and addresses.
  var text: String
  /// Where the picture was.
  var imageURL: String
  /// The name of the picture.
  var imageID: String
  /// What is related in the post.
  var pairs: [Pair]

  /// Reads a JSON array of posts.
  ///
  /// - Throws: ``/Files/FileError`` with line and column.
  /// - Complexity: O(bytes)
  static func read(_ contents: FileContents) throws(FileError) -> [RawPost] {
    try [RawPost](json: contents)
  }
}

extension RawPost: Decodable {
  enum CodingKeys: String, CodingKey {
    case text
    case imageURL = "img_url"
    case imageID = "img_id"
    case pairs = "relationMentions"
  }

  /// Reads a post as the raw files have it; the address and the pairs may be missing.
  ///
  /// - Throws: `DecodingError` when it is none.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    text = try values.decode(String.self, forKey: .text)
    imageURL = try values.decodeIfPresent(String.self, forKey: .imageURL) ?? ""
    imageID =
      try (try? values.decode(Int.self, forKey: .imageID)).map(String.init)
      ?? values.decode(String.self, forKey: .imageID)
    pairs = try values.decodeIfPresent([Pair].self, forKey: .pairs) ?? []
  }
}

extension RawPost.Pair: Decodable {
  enum CodingKeys: String, CodingKey {
    case head = "em1Text"
    case tail = "em2Text"
    case relation = "label"
  }

  /// Reads a pair as the raw files have it.
  ///
  /// - Throws: `DecodingError` when it is none.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    guard let head = RawPost.Entity(try values.decode(String.self, forKey: .head)),
      let tail = RawPost.Entity(try values.decode(String.self, forKey: .tail))
    else { throw DecodingError.invalid("expected entities like “Zoe PER 1”", in: decoder) }
    self.init(head: head, tail: tail, relation: try values.decode(String.self, forKey: .relation))
  }
}
