public import Files

extension PreparedPosts {
  /// Writes a file of JSON lines: a header, then texts and pictures, each before the first sample that
  /// needs it, and samples.
  ///
  ///     {"format": "mega posts 1", "relations": ["None", …], "splits": ["train", …]}
  ///     {"text": ["Zoe", "sings"], "words": ["Zoe", "sings"], "edges": [[1, 0, "nsubj"]], "roots": [1]}
  ///     {"image": "a.jpg", "objects": [["man", 0.9, [0, 0, 9, 9]]], "relations": [[0, 1, "on", 0.5]]}
  ///     {"split": 0, "of": 0, "head": ["Zoe", 0, 1], "tail": …, "picture": "a.jpg", "relation": "None"}
  ///
  /// Equal posts give equal bytes.
  ///
  /// - Parameter path: a file, compressed if it ends in `.gz`, or `-` for standard output.
  /// - Throws: ``Files/FileError`` with the system's reason.
  public func write(to path: String) throws(FileError) {
    try FileWriter.write(to: path) { (file) throws(FileError) in
      func list(_ texts: some Sequence<String>) -> String {
        "[\(texts.map { JSONText.quoted($0) }.joined(separator: ", "))]"
      }
      try file.append(
        "{\"format\": \"\(Self.format)\", \"relations\": \(list(vocabulary.names)), "
          + "\"splits\": \(list(splits.map(\.name)))}\n")
      var numbers: [[String]: Int] = [:]
      var images: Set<String> = []
      for (i, split) in splits.enumerated() {
        for sample in split.samples {
          if numbers[sample.tokens] == nil {
            numbers[sample.tokens] = numbers.count
            var line = "{\"text\": \(list(sample.tokens))"
            if let graph = texts[sample.tokens] { line += ", " + Self.fields(graph) }
            if chainedTexts.contains(sample.tokens) { line += ", \"origin\": \"chain\"" }
            try file.append(line + "}\n")
          }
          if let image = sample.imageFileName, let scene = scenes[image],
            images.insert(image).inserted
          {
            var line = "{\"image\": \(JSONText.quoted(image)), \(Self.fields(scene))"
            if chainedImages.contains(image) { line += ", \"origin\": \"chain\"" }
            try file.append(line + "}\n")
          }
          try file.append(
            "{\"split\": \(i), \"of\": \(numbers[sample.tokens]!), \(Self.fields(sample))}\n")
        }
      }
    }
  }

  static let format = "mega posts 1"

  private static func fields(_ graph: DependencyGraph) -> String {
    let words = graph.words.map { word in
      word.surface == word.form && !word.continuesSurface
        ? JSONText.quoted(word.form)
        : "[\(JSONText.quoted(word.form)), \(JSONText.quoted(word.surface)), "
          + "\(word.continuesSurface ? 1 : 0)]"
    }
    let edges = graph.edges.map { edge in
      "[\(edge.governor), \(edge.dependent)"
        + (edge.label.map { ", " + JSONText.quoted($0) } ?? "") + "]"
    }
    return "\"words\": [\(words.joined(separator: ", "))], "
      + "\"edges\": [\(edges.joined(separator: ", "))], "
      + "\"roots\": [\(graph.roots.map(String.init).joined(separator: ", "))]"
  }

  private static func fields(_ scene: SceneGraph) -> String {
    func text(_ name: String?) -> String { name.map { JSONText.quoted($0) } ?? "null" }
    let objects = scene.objects.map { object in
      var fields = [text(object.label)]
      if object.score != nil || object.box != nil {
        fields.append(object.score.map { "\($0)" } ?? "null")
      }
      if let box = object.box {
        fields.append("[\(box.left), \(box.top), \(box.right), \(box.bottom)]")
      }
      return "[\(fields.joined(separator: ", "))]"
    }
    let relations = scene.relations.map { relation in
      var fields = ["\(relation.subject)", "\(relation.object)"]
      if relation.predicate != nil || relation.score != nil {
        fields.append(text(relation.predicate))
      }
      if let score = relation.score { fields.append("\(score)") }
      return "[\(fields.joined(separator: ", "))]"
    }
    return "\"objects\": [\(objects.joined(separator: ", "))], "
      + "\"relations\": [\(relations.joined(separator: ", "))]"
  }

  private static func fields(_ sample: RelationSample) -> String {
    func mention(_ mention: Mention) -> String {
      "[\(JSONText.quoted(mention.name)), \(mention.span.lowerBound), \(mention.span.upperBound)]"
    }
    var fields = ["\"head\": \(mention(sample.head))", "\"tail\": \(mention(sample.tail))"]
    if let image = sample.imageID { fields.append("\"picture\": \(JSONText.quoted(image))") }
    if let relation = sample.relation {
      fields.append("\"relation\": \(JSONText.quoted(relation))")
    }
    if let text = sample.text { fields.append("\"whole\": \(JSONText.quoted(text))") }
    if !sample.otherFields.isEmpty {
      let others = PythonLiteral.dictionary(sample.otherFields).description
      fields.append("\"others\": \(JSONText.quoted(others))")
    }
    return fields.joined(separator: ", ")
  }
}
