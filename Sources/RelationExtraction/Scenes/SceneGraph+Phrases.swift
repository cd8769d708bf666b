internal import LinearAlgebra

extension SceneGraph {
  /// What the picture shows, in words: a phrase for each relation, such as “man wearing shirt”, and what objects
  /// without relations are called.
  ///
  /// Phrases of heavy objects come first: a relation weighs as much as both of its objects. Equally heavy phrases stay
  /// in the order of the graph, relations before objects. Objects without a name are not mentioned.
  ///
  /// - Parameter weights: how much each object matters, zero for those beyond the end.
  /// - Complexity: O((objects + relations) · log)
  public func phrases(weights: [Float] = []) -> [String] {
    func weight(_ object: Int) -> Float { weights.indices.contains(object) ? weights[object] : 0 }
    var isRelated = [Bool](repeating: false, count: objects.count)
    var phrases: [(text: String, weight: Float)] = []
    for relation in relations {
      guard let subject = objects[relation.subject].label, let object = objects[relation.object].label else {
        continue
      }
      (isRelated[relation.subject], isRelated[relation.object]) = (true, true)
      let words = [subject, relation.predicate, object].compactMap { $0 }
      phrases.append((words.joined(separator: " "), weight(relation.subject) + weight(relation.object)))
    }
    for (i, object) in objects.enumerated() where !isRelated[i] {
      if let label = object.label { phrases.append((label, weight(i))) }
    }
    let order = phrases.indices.sorted { (-phrases[$0].weight, $0) < (-phrases[$1].weight, $1) }
    return order.map { phrases[$0].text }
  }
}

extension WordObjectAlignment {
  /// How much each object corresponds to the words of both mentions of a sample: the sum of their mean weights.
  public func objectWeights(ofMentionsIn sample: RelationSample) -> [Float] {
    (0..<objectCount).map { object in
      [sample.head.span, sample.tail.span].reduce(0) { sum, span in
        sum + span.reduce(0) { $0 + ($1 < wordCount ? weights[$1, object] : 0) } / Float(span.count)
      }
    }
  }
}
