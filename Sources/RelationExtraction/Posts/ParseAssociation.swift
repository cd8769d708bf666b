/// How sentences of a parser's file belong to samples.
public enum ParseAssociation: String, Sendable, Codable, CaseIterable {
  /// As the first of the others that fits.
  case automatic
  /// `# newdoc id` is the name of the picture, with or without its ending.
  case document
  /// `# sent_id` is.
  case sentence
  /// The documents of the file, or its sentences if it has no documents, are the texts of the samples in
  /// their order, each different text once or each sample's.
  case order

  /// The parse of each text that has one.
  ///
  /// - Returns: parses by tokens; `nil` if nothing fits.
  /// - Complexity: O(words + samples)
  public func texts(
    of samples: [RelationSample], in sentences: [ParsedSentence]
  ) -> [[String]: DependencyGraph]? {
    switch self {
    case .document: return Self.named(samples, ParsedSentence.documents(sentences, by: \.documentID))
    case .sentence: return Self.named(samples, ParsedSentence.documents(sentences, by: \.id))
    case .order: return Self.ordered(samples, sentences)
    case .automatic:
      for other in [Self.document, .sentence, .order] {
        if let texts = other.texts(of: samples, in: sentences) { return texts }
      }
      return nil
    }
  }

  private static func named(
    _ samples: [RelationSample], _ graphs: [String: DependencyGraph]
  ) -> [[String]: DependencyGraph]? {
    var texts: [[String]: DependencyGraph] = [:]
    for sample in samples {
      guard texts[sample.tokens] == nil, let id = sample.imageID, let file = sample.imageFileName
      else { continue }
      let names = [id, file, AlignmentFolder.stem(of: file)]
      texts[sample.tokens] = names.lazy.compactMap { graphs[$0] }.first
    }
    return texts.isEmpty ? nil : texts
  }

  private static func ordered(
    _ samples: [RelationSample], _ sentences: [ParsedSentence]
  ) -> [[String]: DependencyGraph]? {
    var documents: [(id: String?, parts: [DependencyGraph])] = []
    for sentence in sentences {
      if let id = sentence.documentID, let last = documents.last, last.id == id {
        documents[documents.count - 1].parts.append(sentence.graph)
      } else {
        documents.append((sentence.documentID, [sentence.graph]))
      }
    }
    var seen: Set<[String]> = []
    let different = samples.filter { seen.insert($0.tokens).inserted }
    for owners in [different, samples] where owners.count == documents.count {
      var texts: [[String]: DependencyGraph] = [:]
      for (sample, document) in zip(owners, documents) where texts[sample.tokens] == nil {
        texts[sample.tokens] = DependencyGraph(joining: document.parts)
      }
      return texts
    }
    return nil
  }
}
