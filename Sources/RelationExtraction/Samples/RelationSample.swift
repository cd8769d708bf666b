public import Files

/// One of the two things in a text that a relation is between.
public struct Mention: Sendable, Hashable, Codable {
  /// What the data call it; usually the tokens of ``span`` with spaces between them.
  public var name: String
  /// The tokens it consists of.
  public var span: Range<Int>

  /// A mention of that name.
  public init(name: String, span: Range<Int>) { (self.name, self.span) = (name, span) }

  func problem(in tokenCount: Int) -> String? {
    !span.isEmpty && span.lowerBound >= 0 && span.upperBound <= tokenCount
      ? nil : "“\(name)” at \(span) is not among \(tokenCount) tokens"
  }
}

/// A text with two marked mentions, the picture that was posted with it, and the relation of the two.
///
/// ```swift
/// for sample in try RelationSample.read(from: "mnre_train.txt") {
///   print(sample.head.name, sample.relation ?? "?", sample.tail.name)
/// }
/// ```
///
/// The spans of head and tail may overlap, and the tail may come first.
public struct RelationSample: Sendable, Hashable {
  /// Its place in the file, from 0.
  public var index: Int
  /// The words of the text.
  public var tokens: [String]
  /// The text as a whole, where the data have that rather than tokens.
  public var text: String?
  /// The mention that has the relation, and the one to which it has it.
  public var head, tail: Mention
  /// The name of the picture; `nil` if there is none.
  public var imageID: String?
  /// The name of the relation from head to tail; `nil` if it is not known.
  public var relation: String?
  /// What else the data say of the sample, in their order.
  public var otherFields: [PythonLiteral.Entry] = []

  /// - Precondition: both spans are in `tokens` and not empty.
  public init(
    index: Int = 0, tokens: [String], text: String? = nil, head: Mention, tail: Mention,
    imageID: String? = nil, relation: String? = nil
  ) {
    for mention in [head, tail] {
      let problem = mention.problem(in: tokens.count)
      precondition(problem == nil, problem ?? "")
    }
    (self.index, self.tokens, self.text, self.head, self.tail) = (index, tokens, text, head, tail)
    (self.imageID, self.relation) = (imageID, relation)
  }

  /// Whether a token belongs to both mentions.
  public var mentionsOverlap: Bool { head.span.overlaps(tail.span) }

  /// The name of the picture as a file name: `.jpg` is added to one that has no ending.
  ///
  /// The first version of MNRE writes some names as bare numbers, while the files of its scene graphs
  /// and features always say `.jpg`.
  public var imageFileName: String? { imageID.map { $0.contains(".") ? $0 : $0 + ".jpg" } }
}
