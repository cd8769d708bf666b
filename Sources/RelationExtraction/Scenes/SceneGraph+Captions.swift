/// Scene graphs that are read off what is written of pictures.
extension SceneGraph {
  /// The scene graph that captions of a picture describe.
  ///
  /// Objects are nouns with their adjectives, related by verbs, prepositions and possession. The same noun in
  /// another sentence or caption is the same object; the second one of a sentence (“a man … and another man”) is
  /// the second one of all. Objects come in the order of how many captions mention them, relations in that of how
  /// often they are stated.
  ///
  /// - Parameters:
  ///   - imageID: the name of the picture.
  ///   - captions: its sentences, with tags; sentences whose ids agree up to the last `/` are of one caption.
  ///   - objectLimit: how many objects are kept.
  ///   - relationLimit: how many relations among them are kept.
  /// - Complexity: O(words²) for each sentence
  public init(
    imageID: String, captions: [ParsedSentence], objectLimit: Int = 10, relationLimit: Int = 20
  ) {
    var objects = CaptionObjects()
    for sentence in captions where !sentence.tags.isEmpty {
      let id = sentence.id ?? ""
      objects.add(CaptionSentence(sentence), of: id.lastIndex(of: "/").map { String(id[..<$0]) } ?? "")
    }
    self = objects.graph(imageID: imageID, objectLimit: objectLimit, relationLimit: relationLimit)
  }

  /// The scene graphs of all pictures that a file of parsed captions describes, by their names.
  ///
  /// - Parameters:
  ///   - sentences: those of a file, whose documents are called like the pictures.
  ///   - images: the pictures that are wanted.
  ///   - objectLimit: how many objects of a picture are kept.
  ///   - relationLimit: how many relations among them are kept.
  /// - Complexity: O(words)
  public static func described(
    by sentences: [ParsedSentence], images: Set<String>, objectLimit: Int = 10, relationLimit: Int = 20
  ) -> [String: SceneGraph] {
    var groups: [String: [ParsedSentence]] = [:]
    for sentence in sentences {
      guard let name = sentence.documentID else { continue }
      let file = name.contains(".") ? name : name + ".jpg"
      if images.contains(file) { groups[file, default: []].append(sentence) }
    }
    return Dictionary(
      uniqueKeysWithValues: groups.map { image, own in
        (
          image,
          SceneGraph(
            imageID: image, captions: own, objectLimit: objectLimit, relationLimit: relationLimit)
        )
      })
  }

  /// What a person would say of an object: what it is, and how it stands to others.
  public func phrase(ofObject object: Int) -> String {
    let label = objects[object].label ?? ""
    let own = relations.filter { $0.subject == object && $0.predicate != nil }
    return ([label] + own.map { "\($0.predicate!) \(objects[$0.object].label ?? "")" }.prefix(4))
      .joined(separator: ", ")
  }
}

/// The objects of all captions of a picture.
private struct CaptionObjects {
  private struct Object {
    var lemma, form: String
    var attributes: [String]
    var captions: Set<String>
  }

  private struct Edge: Hashable {
    let subject, object: Int
    let predicate: String
  }

  private var objects: [Object] = []
  private var places: [String: [Int]] = [:]
  private var counts: [Edge: Int] = [:]
  private var order: [Edge] = []

  mutating func add(_ sentence: CaptionSentence, of caption: String) {
    var used: [String: Int] = [:]
    var objectOfWord: [Int: Int] = [:]
    for thing in sentence.things {
      // “another man” is the next one even if the first is not in this sentence.
      if thing.isOther { used[thing.lemma, default: 0] = max(used[thing.lemma] ?? 0, 1) }
      let known = places[thing.lemma] ?? []
      let number = min(used[thing.lemma] ?? 0, known.count)
      used[thing.lemma] = number + 1
      let place = number < known.count ? known[number] : objects.count
      if place == objects.count {
        objects.append(Object(lemma: thing.lemma, form: thing.form, attributes: [], captions: []))
        places[thing.lemma, default: []].append(place)
      }
      for attribute in thing.attributes where !objects[place].attributes.contains(attribute) {
        objects[place].attributes.append(attribute)
      }
      objects[place].captions.insert(caption)
      objectOfWord[thing.word] = place
    }
    for (subject, predicate, object) in sentence.relations {
      guard let a = objectOfWord[subject], let b = objectOfWord[object], a != b else { continue }
      let edge = Edge(subject: a, object: b, predicate: predicate)
      if counts[edge] == nil { order.append(edge) }
      counts[edge, default: 0] += 1
    }
  }

  func graph(imageID: String, objectLimit: Int, relationLimit: Int) -> SceneGraph {
    let kept = objects.indices.sorted {
      (-objects[$0].captions.count, $0) < (-objects[$1].captions.count, $1)
    }
    .prefix(objectLimit)
    let number = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($0.element, $0.offset) })
    let inside = order.filter { number[$0.subject] != nil && number[$0.object] != nil }
    let edges = inside.indices.sorted { (-counts[inside[$0]]!, $0) < (-counts[inside[$1]]!, $1) }
      .prefix(relationLimit).map { inside[$0] }
    let captionCount = Double(max(Set(objects.flatMap(\.captions)).count, 1))
    return SceneGraph(
      imageID: imageID,
      objects: kept.map { place in
        let own = objects[place]
        // Captions repeat themselves; three words are enough to tell objects apart.
        return SceneObject(
          label: (own.attributes.prefix(3) + [own.form]).joined(separator: " "),
          score: Double(own.captions.count) / captionCount)
      },
      relations: edges.map {
        SceneRelation(subject: number[$0.subject]!, object: number[$0.object]!, predicate: $0.predicate)
      })
  }
}
