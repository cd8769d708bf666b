internal import Files

/// The columns of one prediction of Scene-Graph-Benchmark.pytorch, without the scores that are not needed.
struct ScenePrediction: Decodable {
  let boxes: [[Double]]
  let labels: [Int]
  let scores: [Double]
  let pairs: [(subject: Int, object: Int)]
  let relationLabels: [Int]
  let relationScores: [Double]

  /// Columns that are missing are empty.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: JSONKey.self)
    func column<Value: Decodable>(_ key: JSONKey) throws -> [Value] {
      try values.decodeIfPresent([Value].self, forKey: key) ?? []
    }
    boxes = try column("bbox")
    labels = try column("bbox_labels")
    scores = try column("bbox_scores")
    relationLabels = try column("rel_labels")
    relationScores = try column("rel_scores")
    pairs = try (column("rel_pairs") as [[Int]]).enumerated().map { i, pair in
      guard pair.count == 2, pair.allSatisfy({ $0 >= 0 }) else {
        throw DecodingError.invalid(
          "expected two objects", in: decoder, at: "rel_pairs", JSONKey(intValue: i))
      }
      return (pair[0], pair[1])
    }
  }
}

extension SceneGraphPredictions {
  func graph(of image: String, _ prediction: ScenePrediction) throws(Inconsistency) -> SceneGraph {
    let count = prediction.labels.count
    let relationCount = prediction.pairs.count
    func require(_ isRight: Bool, _ reason: @autoclosure () -> String) throws(Inconsistency) {
      if !isRight { throw Inconsistency(reason: reason()) }
    }
    try require(
      [0, count].contains(prediction.boxes.count) && prediction.scores.count == count,
      "\(count) labels, \(prediction.boxes.count) boxes and \(prediction.scores.count) scores of "
        + "objects")
    try require(
      prediction.relationLabels.count == relationCount && prediction.relationScores.count == relationCount,
      "\(relationCount) pairs, \(prediction.relationLabels.count) labels and "
        + "\(prediction.relationScores.count) scores of relations")
    for box in prediction.boxes { try require(box.count == 4, "a box has \(box.count) numbers, not 4") }
    for label in prediction.labels {
      try require(classes.indices.contains(label), "\(label) is not one of \(classes.count) classes")
    }
    for label in prediction.relationLabels {
      try require(predicates.indices.contains(label), "\(label) is not one of \(predicates.count) predicates")
    }
    for (subject, object) in prediction.pairs {
      try require(max(subject, object) < count, "\(subject) and \(object) are not among \(count) objects")
    }
    // The files are ordered by score, but nothing says that they must be; sorting keeps their order
    // among equals.
    let kept = Self.best(prediction.scores, limit: objectLimit, least: leastObjectScore)
    let places = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    let inside = (0..<relationCount).filter {
      places[prediction.pairs[$0].subject] != nil && places[prediction.pairs[$0].object] != nil
        && prediction.pairs[$0].subject != prediction.pairs[$0].object
    }
    let best = Self.best(
      inside.map { prediction.relationScores[$0] }, limit: relationLimit, least: leastRelationScore)
    return SceneGraph(
      imageID: image,
      objects: kept.map { i in
        SceneObject(
          label: classes[prediction.labels[i]], score: prediction.scores[i],
          box: prediction.boxes.isEmpty
            ? nil
            : SceneObject.Box(
              left: prediction.boxes[i][0], top: prediction.boxes[i][1],
              right: prediction.boxes[i][2], bottom: prediction.boxes[i][3]))
      },
      relations: best.map { inside[$0] }.map { i in
        SceneRelation(
          subject: places[prediction.pairs[i].subject]!, object: places[prediction.pairs[i].object]!,
          predicate: predicates[prediction.relationLabels[i]], score: prediction.relationScores[i])
      })
  }

  private static func best(_ scores: [Double], limit: Int, least: Double) -> [Int] {
    let order = scores.indices.filter { scores[$0] >= least }
      .sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
    return Array(order.prefix(max(limit, 0)))
  }
}
