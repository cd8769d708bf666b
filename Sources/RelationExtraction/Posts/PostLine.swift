internal import Files

/// A line of a file of prepared posts: the header, a text, a picture, or a sample.
///
///     {"format": "mega posts 1", "relations": ["None", …], "splits": ["train", …]}
///     {"text": ["Zoe", "sings"], "words": ["Zoe", "sings"], "edges": [[1, 0, "nsubj"]], "roots": [1]}
///     {"image": "a.jpg", "objects": [["man", 0.9, [0, 0, 9, 9]]], "relations": [[0, 1, "on", 0.5]]}
///     {"split": 0, "of": 0, "head": ["Zoe", 0, 1], "tail": …, "picture": "a.jpg", "relation": "None"}
struct PostLine: Codable {
  /// The names of the header, or how the objects of a picture are related.
  enum Relations: Codable {
    case names([String])
    case rows([SceneRelation])

    init(from decoder: any Decoder) throws {
      let names = try? [String](from: decoder)
      self = try names.map { .names($0) } ?? .rows([SceneRelation](from: decoder))
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .names(let names): try names.encode(to: encoder)
      case .rows(let rows): try rows.encode(to: encoder)
      }
    }
  }

  // The header.
  var format: String?
  var splits: [String]?
  var relations: Relations?
  // A text, and its parse.
  var text: [String]?
  var words: [DependencyGraph.Word]?
  var edges: [DependencyGraph.Dependency]?
  var roots: [Int]?
  // A picture.
  var image: String?
  var objects: [SceneObject]?
  /// `chain` if a text or a picture has one in the place of its graph.
  var origin: String?
  // A sample: the numbers of its split and its text, and what else is known of it.
  var split, of: Int?
  var head, tail: Mention?
  var picture, relation, whole, others: String?

  /// The parse of a text, if there is one.
  func graph() throws(SampleFieldError) -> DependencyGraph? {
    guard let words else { return nil }
    let (edges, roots) = (edges ?? [], roots ?? [])
    guard
      edges.allSatisfy({
        words.indices.contains($0.governor) && words.indices.contains($0.dependent)
      })
    else { throw SampleFieldError(reason: "a dependency is not among \(words.count) words") }
    guard roots.allSatisfy(words.indices.contains) else {
      throw SampleFieldError(reason: "a root is not among \(words.count) words")
    }
    return DependencyGraph(words: words, edges: edges, roots: roots)
  }

  /// The scene graph of a picture.
  func scene(_ image: String) throws(SampleFieldError) -> SceneGraph {
    let objects = objects ?? []
    guard case .rows(let rows) = relations ?? .rows([]),
      rows.allSatisfy({
        objects.indices.contains($0.subject) && objects.indices.contains($0.object)
      })
    else {
      if objects.isEmpty, case .names(let names) = relations, names.isEmpty {
        return SceneGraph(imageID: image, objects: objects, relations: [])
      }
      throw SampleFieldError(reason: "a relation is not among \(objects.count) objects")
    }
    return SceneGraph(imageID: image, objects: objects, relations: rows)
  }
}
