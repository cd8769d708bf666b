public import Files

/// A post as the raw files of the first version of MNRE have it.
public struct RawPost: Sendable, Hashable {
  /// An entity as a recognizer found it.
  public struct Entity: Sendable, Hashable {
    public var name: String
    /// What kind of thing it is, such as `PER`.
    public var type: String
    /// Its number in the post, from 1.
    public var number: Int?

    /// Takes apart `Zoe O'Hara PER 1`, whatever spaces there are.
    ///
    /// - Returns: `nil` if there is no type in capital letters.
    public init?(_ text: String) {
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
  public struct Pair: Sendable, Hashable {
    public var head: Entity
    public var tail: Entity
    public var relation: String

    public init(head: Entity, tail: Entity, relation: String) {
      self.head = head
      self.tail = tail
      self.relation = relation
    }
  }

  /// The text as it was posted: with line feeds and addresses.
  public var text: String
  public var imageURL: String
  public var imageID: String
  public var pairs: [Pair]

  public init(text: String, imageURL: String, imageID: String, pairs: [Pair]) {
    self.text = text
    self.imageURL = imageURL
    self.imageID = imageID
    self.pairs = pairs
  }

  /// Reads a JSON array of posts.
  ///
  /// - Parameter path: a file, compressed with gzip or not, or `-` for standard input.
  /// - Throws: ``Files/FileError`` with line and column.
  /// - Complexity: O(bytes)
  public static func read(from path: String) throws(FileError) -> [RawPost] {
    try read(try FileContents(at: path))
  }

  /// Reads posts from text in memory.
  public static func parse(_ text: String, named name: String) throws(FileError) -> [RawPost] {
    try read(try FileContents(Array(text.utf8), name: name))
  }

  private static func read(_ contents: FileContents) throws(FileError) -> [RawPost] {
    let file = contents.name
    return try contents.withSpan { (bytes) throws(FileError) in
      var reader = JSONReader(bytes, file: file)
      var posts: [RawPost] = []
      try reader.array { (reader) throws(FileError) in posts.append(try reader.post()) }
      try reader.finish()
      return posts
    }
  }
}

extension JSONReader {
  fileprivate mutating func post() throws(FileError) -> RawPost {
    _ = peek()
    let start = scanner.position
    var (text, address, image): (String?, String?, String?) = (nil, nil, nil)
    var pairs: [RawPost.Pair] = []
    try object { (key, reader) throws(FileError) in
      switch key {
      case "text": text = try reader.string()
      case "img_url": address = try reader.string()
      case "img_id":
        image = try reader.peek() == UInt8(ascii: "\"") ? reader.string() : "\(reader.integer())"
      case "relationMentions":
        try reader.array { (reader) throws(FileError) in pairs.append(try reader.pair()) }
      default: try reader.skip()
      }
    }
    guard let text, let image else {
      throw scanner.failure("a post needs “text” and “img_id”", at: start)
    }
    return RawPost(text: text, imageURL: address ?? "", imageID: image, pairs: pairs)
  }

  private mutating func pair() throws(FileError) -> RawPost.Pair {
    _ = peek()
    let start = scanner.position
    var (head, tail, label): (String?, String?, String?) = (nil, nil, nil)
    try object { (key, reader) throws(FileError) in
      switch key {
      case "em1Text": head = try reader.string()
      case "em2Text": tail = try reader.string()
      case "label": label = try reader.string()
      default: try reader.skip()
      }
    }
    guard let head, let tail, let label else {
      throw scanner.failure("a pair needs “em1Text”, “em2Text” and “label”", at: start)
    }
    guard let first = RawPost.Entity(head), let second = RawPost.Entity(tail) else {
      throw scanner.failure("expected entities like “Zoe PER 1”", at: start)
    }
    return RawPost.Pair(head: first, tail: second, relation: label)
  }
}
