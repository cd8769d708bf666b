/// A parsed sentence of a caption, as what it says of things: with Universal Dependencies, as Stanza writes them,
/// or with the labels of spaCy's English models.
struct CaptionSentence {
  /// Something that is mentioned: the word of a thing, and what is said of it.
  struct Thing {
    let word: Int
    /// The dictionary form, in small letters, which tells whether two mentions are of one thing.
    let lemma: String
    /// The word as it stands, in small letters.
    let form: String
    /// Adjectives, numbers and nouns before it, in order.
    let attributes: [String]
    /// Whether it says that it is not the one before: “another man”.
    let isOther: Bool
  }

  private let words: [String]
  private let lemmas: [String]
  private let parts: [String]
  private let labels: [String]
  private let governors: [Int?]
  private let children: [[Int]]

  /// - Precondition: the sentence has tags.
  init(_ sentence: ParsedSentence) {
    let graph = sentence.graph
    words = graph.words.map { $0.form.lowercased() }
    lemmas = zip(sentence.tags, words).map { ($0.lemma ?? $1).lowercased() }
    parts = sentence.tags.map { $0.part ?? "" }
    var labels = [String](repeating: "root", count: words.count)
    var governors = [Int?](repeating: nil, count: words.count)
    for edge in graph.edges where governors[edge.dependent] == nil {
      labels[edge.dependent] = (edge.label ?? "").lowercased()
      governors[edge.dependent] = edge.governor
    }
    // A damaged file may have circles, and whoever follows one of them never comes to an end.
    for word in words.indices {
      var (current, steps) = (word, 0)
      while let next = governors[current], steps <= words.count { (current, steps) = (next, steps + 1) }
      if steps > words.count { governors[word] = nil }
    }
    var children = [[Int]](repeating: [], count: words.count)
    for word in words.indices {
      if let governor = governors[word] { children[governor].append(word) }
    }
    (self.labels, self.governors, self.children) = (labels, governors, children)
  }

  // MARK: Things

  /// Words for the picture itself, and for places in it.
  private static let frames: Set<String> = [
    "image", "picture", "photo", "photograph", "photography", "passage", "caption", "description",
    "depiction",
    "scene", "view", "shot", "kind", "type", "sort",
  ]
  private static let places: Set<String> = [
    "front", "back", "top", "bottom", "side", "middle", "center", "centre", "left", "right", "corner", "edge",
    "background", "foreground",
  ]
  private static let measures: Set<String> = [
    "group", "crowd", "pair", "couple", "lot", "number", "variety", "series", "row", "set", "bunch", "piece",
  ]

  private func isNoun(_ word: Int) -> Bool { parts[word] == "NOUN" || parts[word] == "PROPN" }

  private func isPartOfName(_ word: Int) -> Bool { ["compound", "flat", "nmod:desc"].contains(labels[word]) }

  private func has(_ word: Int, _ wanted: String...) -> [Int] {
    children[word].filter { wanted.contains(labels[$0]) }
  }

  /// What a word of a measure is of: “group of people” is people.
  private func measured(_ word: Int) -> Int? {
    guard Self.measures.contains(lemmas[word]) else { return nil }
    return objects(of: word, "of").first
  }

  /// The nouns that hang on a word by a preposition.
  private func objects(of word: Int, _ preposition: String) -> [Int] {
    prepositions(word).filter { $0.preposition == preposition }.map(\.noun)
  }

  /// The word of the thing that a noun stands for; `nil` if it stands for none.
  private func thing(_ word: Int) -> Int? {
    guard isNoun(word), !isPartOfName(word) else { return nil }
    if let own = measured(word) { return thing(own) }
    return Self.frames.contains(lemmas[word]) || Self.places.contains(lemmas[word]) ? nil : word
  }

  /// All things, in the order of the sentence.
  var things: [Thing] {
    words.indices.filter { thing($0) == $0 }.map { word in
      let before = children[word].filter {
        ["amod", "nummod", "compound", "nmod:desc"].contains(labels[$0]) && $0 < word && parts[$0] != "PUNCT"
      }
      return Thing(
        word: word, lemma: lemmas[word], form: words[word], attributes: before.map { words[$0] },
        isOther: children[word].contains { ["another", "other", "second"].contains(lemmas[$0]) })
    }
  }

  // MARK: Relations

  /// A relation of two things, by their words.
  typealias Relation = (subject: Int, predicate: String, object: Int)

  /// Every relation that the sentence states by a verb, a preposition, or a possession.
  var relations: [Relation] {
    var found: [Relation] = []
    func add(_ subjects: [Int], _ predicate: String, _ objects: [Int]) {
      for subject in subjects.compactMap(thing) {
        for object in objects.compactMap(thing) where object != subject {
          found.append((subject, predicate, object))
        }
      }
    }
    for word in words.indices {
      if parts[word] == "VERB" || parts[word] == "AUX"
        || !has(word, "nsubj", "nsubj:pass", "nsubjpass").isEmpty
      {
        let subjects = subjects(word, depth: 0)
        add(subjects, lemmas[word], together(has(word, "obj", "dobj", "attr", "dative")))
        for (preposition, noun) in prepositions(word) {
          let isAgent = preposition == "by" && !has(word, "nsubj:pass", "nsubjpass").isEmpty
          if isAgent {
            add(together([noun]), lemmas[word], subjects)
          } else {
            add(subjects, "\(lemmas[word]) \(preposition)", together([noun]))
          }
        }
      }
      guard isNoun(word) else { continue }
      for (preposition, noun) in prepositions(word) where measured(word) == nil {
        add(together([word]), preposition, together([noun]))
      }
      for owner in has(word, "poss", "nmod:poss") {
        // Whose hands “his hands” are is whoever the sentence is about.
        add(isNoun(owner) ? [owner] : topic(before: word), "has", [word])
      }
    }
    return found
  }

  /// The first subject before a word.
  private func topic(before word: Int) -> [Int] {
    words.indices.first { ["nsubj", "nsubj:pass", "nsubjpass", "root"].contains(labels[$0]) && isNoun($0) }
      .map { $0 < word ? [$0] : [] } ?? []
  }

  /// Nouns, and those that are joined to them by “and”.
  private func together(_ nouns: [Int]) -> [Int] {
    nouns.flatMap { noun in [noun] + together(has(noun, "conj").filter(isNoun)) }
  }

  /// Who does what a verb says: its subject, or that of the verb it goes with, or the noun it describes.
  private func subjects(_ verb: Int, depth: Int) -> [Int] {
    let own = has(verb, "nsubj", "nsubj:pass", "nsubjpass")
    let nouns = together(own.filter(isNoun))
    if !nouns.isEmpty { return nouns }
    guard let governor = governors[verb], depth < words.count else { return [] }
    switch labels[verb] {
    case "acl", "relcl", "acl:relcl": return isNoun(governor) ? together([governor]) : []
    case "conj", "xcomp", "advcl", "ccomp", "pcomp", "parataxis":
      // A subject that is a pronoun is most likely the one before, too.
      return isNoun(governor) ? [governor] : subjects(governor, depth: depth + 1)
    default: return []
    }
  }

  /// The nouns that a word governs by prepositions, with “in front of” as one.
  private func prepositions(_ word: Int) -> [(preposition: String, noun: Int)] {
    var found: [(preposition: String, noun: Int)] = []
    func add(_ preposition: String, _ noun: Int) {
      guard isNoun(noun) else { return }
      if Self.places.contains(lemmas[noun]) {
        for (inner, own) in prepositions(noun) where inner == "of" {
          found.append(("\(preposition) \(lemmas[noun]) of", own))
        }
      } else {
        found.append((preposition, noun))
      }
    }
    for preposition in has(word, "prep", "agent") {
      for noun in has(preposition, "pobj") { add(words[preposition], noun) }
    }
    for noun in has(word, "obl", "nmod", "obl:agent") {
      let cases = has(noun, "case")
      if !cases.isEmpty { add(cases.map { words[$0] }.joined(separator: " "), noun) }
    }
    return found
  }
}
