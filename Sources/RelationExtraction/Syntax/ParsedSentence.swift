public import Files

/// A sentence with what its file says of it.
public struct ParsedSentence: Sendable, Hashable, FileRecord {
  /// Its name (`# sent_id`), that of its document (`# newdoc id`), and its text (`# text`), if there are any.
  public var id, documentID, text: String?
  /// The words and their dependencies.
  public var graph: DependencyGraph
  /// What is said of each word besides; empty if nothing is.
  public var tags: [Tag]

  /// What a parser says of a word.
  public struct Tag: Sendable, Hashable {
    /// Its form in a dictionary, and what it is, such as `NOUN`, if the parser says so.
    public var lemma, part: String?

    /// A tag of a word.
    public init(lemma: String? = nil, part: String? = nil) { (self.lemma, self.part) = (lemma, part) }
  }

  /// A sentence with what is known of it.
  ///
  /// - Precondition: there is a tag for each word, or none at all.
  public init(
    id: String? = nil, documentID: String? = nil, text: String? = nil, graph: DependencyGraph,
    tags: [Tag] = []
  ) {
    precondition(
      tags.isEmpty || tags.count == graph.words.count, "\(tags.count) tags of \(graph.words.count) words")
    (self.id, self.documentID, self.text) = (id, documentID, text)
    (self.graph, self.tags) = (graph, tags)
  }

  /// Reads dependency trees as Stanza, UDPipe, spaCy and CoreNLP write them.
  ///
  /// What starts with a brace or a bracket is the JSON of CoreNLP, of which the basic dependencies are read. Otherwise
  /// lines have ten columns (CoNLL-U) or seven (CoreNLP's own: ID WORD LEMMA POS NER HEAD DEPREL), with
  /// tabs between them; a blank line ends a sentence. Of ranges such as `2-3` the surface is kept; empty
  /// nodes such as `5.1` and enhanced dependencies are passed over. A line that a line feed inside of a
  /// word broke is put together again. A head may be unknown (`_`).
  ///
  /// - Throws: ``/Files/FileError`` with the line.
  /// - SeeAlso: universaldependencies.org/format.html
  /// - Complexity: O(bytes)
  public static func read(_ contents: FileContents) throws(FileError) -> [ParsedSentence] {
    let file = contents.name
    let first = try contents.withSpan { (bytes) throws(FileError) in
      var scanner = TextScanner(bytes, file: file)
      scanner.skipSpaces()
      return scanner.byte
    }
    return [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(first)
      ? try StanfordDocument(json: contents).parsed : try CoNLLReader.sentences(contents)
  }

  /// The texts that sentences belong to, by name.
  ///
  /// Sentences of which `name`, such as `\.documentID` or `\.id`, gives nothing are left out.
  public static func documents(
    _ sentences: [ParsedSentence], by name: (ParsedSentence) -> String?
  ) -> [String: DependencyGraph] {
    var groups: [String: [DependencyGraph]] = [:]
    for sentence in sentences {
      if let key = name(sentence) { groups[key, default: []].append(sentence.graph) }
    }
    return groups.mapValues { DependencyGraph(joining: $0) }
  }
}
