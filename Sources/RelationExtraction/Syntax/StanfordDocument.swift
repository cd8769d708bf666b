internal import Files

/// The JSON that CoreNLP writes: the basic dependencies of each sentence.
struct StanfordDocument: Decodable {
  let docId: String?
  let sentences: [Sentence]?

  var parsed: [ParsedSentence] {
    (sentences ?? []).map { ParsedSentence(documentID: docId, graph: $0.graph) }
  }

  struct Token: Decodable {
    let word, originalText: String?
  }

  struct Dependency: Decodable {
    let governor, dependent: Int
    let dep: String?
  }

  struct Sentence: Decodable {
    let graph: DependencyGraph

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: JSONKey.self)
      func invalid(_ reason: String, _ list: JSONKey, _ i: Int) -> DecodingError {
        .invalid(reason, in: decoder, at: list, JSONKey(intValue: i))
      }
      let tokens = try values.decode([Token].self, forKey: "tokens")
      let words = try tokens.enumerated().map { i, token in
        guard let form = token.word ?? token.originalText else {
          throw invalid("a word is missing", "tokens", i)
        }
        return DependencyGraph.Word(form, surface: token.originalText == "" ? nil : token.originalText)
      }
      let all = try values.decode([Dependency].self, forKey: "basicDependencies")
      var (edges, roots): ([DependencyGraph.Dependency], [Int]) = ([], [])
      for (i, own) in all.enumerated() {
        guard words.indices.contains(own.dependent - 1), own.governor != own.dependent,
          own.governor == 0 || words.indices.contains(own.governor - 1)
        else {
          throw invalid(
            "\(own.governor) → \(own.dependent) is no dependency of \(words.count) words",
            "basicDependencies", i)
        }
        if own.governor == 0 {
          roots.append(own.dependent - 1)
        } else {
          edges.append(.init(governor: own.governor - 1, dependent: own.dependent - 1, label: own.dep))
        }
      }
      graph = DependencyGraph(words: words, edges: edges, roots: roots)
    }
  }
}
