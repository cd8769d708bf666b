internal import Files

// Parts of posts as rows of JSON: what is known of a thing by its place, without names. What is missing at the
// end is not known.

extension DependencyGraph.Word: Codable {
  /// Reads `"word"`, or `["word", "surface", 1]` for one that continues a surface.
  ///
  /// - Throws: `DecodingError` when it is neither.
  public init(from decoder: any Decoder) throws {
    if let form = try? decoder.singleValueContainer().decode(String.self) {
      self.init(form)
      return
    }
    var row = try decoder.unkeyedContainer()
    self.init(
      try row.decode(String.self), surface: try row.decode(String.self),
      continuesSurface: try row.decode(Int.self) == 1)
  }

  /// Writes what ``init(from:)`` reads.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    guard surface != form || continuesSurface else { return try form.encode(to: encoder) }
    var row = encoder.unkeyedContainer()
    try row.encode(form)
    try row.encode(surface)
    try row.encode(continuesSurface ? 1 : 0)
  }
}

extension DependencyGraph.Dependency: Codable {
  /// Reads `[governor, dependent, "label"]`.
  ///
  /// - Throws: `DecodingError` when it is something else.
  public init(from decoder: any Decoder) throws {
    var row = try decoder.unkeyedContainer()
    self.init(
      governor: try row.decode(Int.self), dependent: try row.decode(Int.self),
      label: try row.decodeIfPresent(String.self))
  }

  /// Writes what ``init(from:)`` reads.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var row = encoder.unkeyedContainer()
    try row.encode(governor)
    try row.encode(dependent)
    if let label { try row.encode(label) }
  }
}

extension Mention: Codable {
  /// Reads `["name", first, end]`.
  ///
  /// - Throws: `DecodingError` when it is something else.
  public init(from decoder: any Decoder) throws {
    var row = try decoder.unkeyedContainer()
    let name = try row.decode(String.self)
    let (first, end) = (try row.decode(Int.self), try row.decode(Int.self))
    guard first <= end else {
      throw DecodingError.invalid("a mention ends before it starts", in: decoder)
    }
    self.init(name: name, span: first..<end)
  }

  /// Writes what ``init(from:)`` reads.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var row = encoder.unkeyedContainer()
    try row.encode(name)
    try row.encode(span.lowerBound)
    try row.encode(span.upperBound)
  }
}

extension SceneObject: Codable {
  /// Reads `["label", score, [left, top, right, bottom]]`.
  ///
  /// - Throws: `DecodingError` when it is something else.
  public init(from decoder: any Decoder) throws {
    var row = try decoder.unkeyedContainer()
    self.init(
      label: try row.decodeIfPresent(String.self), score: try row.decodeIfPresent(Double.self))
    guard let box = try row.decodeIfPresent([Double].self) else { return }
    guard box.count == 4 else {
      throw DecodingError.invalid("a box has four numbers", in: decoder)
    }
    self.box = Box(left: box[0], top: box[1], right: box[2], bottom: box[3])
  }

  /// Writes what ``init(from:)`` reads.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var row = encoder.unkeyedContainer()
    try row.encode(label)
    guard score != nil || box != nil else { return }
    try row.encode(score)
    if let box { try row.encode([box.left, box.top, box.right, box.bottom]) }
  }
}

extension SceneRelation: Codable {
  /// Reads `[subject, object, "predicate", score]`.
  ///
  /// - Throws: `DecodingError` when it is something else.
  public init(from decoder: any Decoder) throws {
    var row = try decoder.unkeyedContainer()
    self.init(
      subject: try row.decode(Int.self), object: try row.decode(Int.self),
      predicate: try row.decodeIfPresent(String.self),
      score: try row.decodeIfPresent(Double.self))
  }

  /// Writes what ``init(from:)`` reads.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var row = encoder.unkeyedContainer()
    try row.encode(subject)
    try row.encode(object)
    guard predicate != nil || score != nil else { return }
    try row.encode(predicate)
    if let score { try row.encode(score) }
  }
}
