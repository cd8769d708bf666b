public import Files

/// The relations that there are, each with a number.
public struct RelationVocabulary: Sendable, Hashable, FileReadable {
  /// The names; relation *i* is called `names[i]`.
  public let names: [String]
  /// The relation that means that there is none, if there is one.
  ///
  /// It is the first of ``negativeNames`` that occurs, as in OpenNRE and all that follows it.
  public let negative: Int?

  private let identifiers: [String: Int]

  /// What data sets call the absence of a relation, in the order in which it is looked for.
  public static let negativeNames = ["NA", "na", "no_relation", "Other", "Others", "none", "None"]

  /// The number of relations.
  public var count: Int { names.count }

  /// A vocabulary of these names.
  ///
  /// - Precondition: no name occurs twice.
  public init(_ names: [String]) {
    self.names = names
    identifiers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let identifiers = identifiers
    negative = Self.negativeNames.lazy.compactMap { identifiers[$0] }.first
  }

  /// The relations of samples: the negative one first, then the others as they come.
  public init(of samples: some Sequence<RelationSample>) {
    var seen: Set<String> = []
    var names = samples.compactMap(\.relation).filter { seen.insert($0).inserted }
    if let negative = Self.negativeNames.first(where: seen.contains) {
      names.removeAll { $0 == negative }
      names.insert(negative, at: 0)
    }
    self.init(names)
  }

  /// The numbers of the relations of samples.
  ///
  /// Errors call the samples `file`; their lines are told from ``RelationSample/index``.
  ///
  /// - Throws: ``/Files/FileError`` with the line when a sample has no relation, or none of these.
  /// - Complexity: O(samples)
  public func identifiers(of samples: [RelationSample], in file: String) throws(FileError) -> [Int] {
    try samples.map { (sample) throws(FileError) in
      if let number = sample.relation.flatMap(identifier(of:)) { return number }
      throw FileError(
        file: file, line: sample.index + 1,
        reason: sample.relation.map { "the relation “\($0)” is not one of \(count) that are known" }
          ?? "the sample has no relation")
    }
  }

  /// The number of a relation.
  public func identifier(of name: String) -> Int? { identifiers[name] }

  /// Reads a JSON object of names and numbers, `{"None": 0, "/per/per/parent": 1}`.
  ///
  /// - Throws: ``/Files/FileError`` when it is something else, or when the numbers are not 0, 1, 2, …
  ///   each once, in any order.
  public init(_ contents: FileContents) throws(FileError) {
    let file = contents.name
    let pairs = try contents.withSpan { (bytes) throws(FileError) in
      var pairs: [(name: String, number: Int)] = []
      try JSONEntryCutter.forEachEntry(of: bytes, file: file) { (entry) throws(FileError) in
        pairs.append((entry.key, try entry.decode(Int.self)))
      }
      return pairs
    }
    var names = [String?](repeating: nil, count: pairs.count)
    var seen: Set<String> = []
    for (name, number) in pairs {
      guard names.indices.contains(number) else {
        throw FileError(
          file: file, reason: "“\(name)” has number \(number), but there are \(pairs.count) relations")
      }
      if let other = names[number] {
        throw FileError(file: file, reason: "“\(other)” and “\(name)” both have number \(number)")
      }
      guard seen.insert(name).inserted else {
        throw FileError(file: file, reason: "“\(name)” stands there twice")
      }
      names[number] = name
    }
    self.init(names.map { $0! })
  }

  /// Writes the names and numbers as JSON, all on one line, since other programs read only one.
  ///
  /// - Throws: ``/Files/FileError`` with the system's reason.
  public func write(to path: String) throws(FileError) {
    let pairs = names.enumerated().map { "\(JSONText.quoted($1)): \($0)" }
    try FileWriter.write(to: path) { (file) throws(FileError) in
      try file.append("{" + pairs.joined(separator: ", ") + "}\n")
    }
  }
}
