internal import Files

/// A line of a file of prepared posts.
///
///     {"header": {"format": "mega posts 2", "relations": ["None", …], "splits": ["train", …]}}
///     {"text": {"tokens": ["Zoe", "sings"], "graph": {"words": [{"form": "Zoe"}, …], …}, "isChain": false}}
///     {"picture": {"name": "a.jpg", "graph": {"objects": [{"label": "man"}, …], …}, "isChain": false}}
///     {"sample": {"_0": {"split": 0, "text": 0, "head": {"name": "Zoe", "span": [0, 1]}, …}}}
enum PostLine: Codable {
  case header(format: String, relations: [String], splits: [String])
  case text(tokens: [String], graph: DependencyGraph?, isChain: Bool)
  case picture(name: String, graph: SceneGraph, isChain: Bool)
  case sample(Sample)

  /// The numbers of a sample's split and text, and what else is known of it.
  struct Sample: Codable {
    var split, text: Int
    var head, tail: Mention
    var imageID, relation, whole, others: String?
  }
}
