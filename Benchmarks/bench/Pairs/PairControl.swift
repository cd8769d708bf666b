internal import GraphAlignment
internal import Graphs
internal import Parallel

/// Evidence made worthless, or partly wrong: what a result must be compared with before it is believed.
enum PairControl: String, CaseIterable, Codable {
  case attributes = "attributes shuffled"
  case prior = "prior shuffled"
  case names = "names shuffled"
  case anchors = "a tenth of the anchors wrong"

  /// Whether there is anything to spoil.
  func applies(to evidence: Evidence) -> Bool {
    switch self {
    case .attributes: evidence.contains(.attributes)
    case .prior: evidence.contains(.prior)
    case .names: evidence.contains(.names)
    case .anchors: evidence.contains(.anchors)
    }
  }

  /// The pair with this evidence spoiled: source nodes exchange their attributes, names or listed similarities
  /// at random, and a tenth of the anchors, at least two, hand their targets around.
  func spoil(_ pair: PairData, seed: UInt64) -> PairData {
    var generator = SeededGenerator(seed: seed)
    var result = pair
    let nodes = generator.permutation(pair.source.nodeCount)
    switch self {
    case .attributes:
      result.source.attributes = pair.source.attributes.map { attributes in
        NodeAttributes(
          attributes.columns.map { column in
            switch column.values {
            case .categories(let values):
              .init(name: column.name, categories: nodes.map { values[$0] })
            case .numbers(let values):
              .init(name: column.name, numbers: nodes.map { values[$0] })
            }
          })
      }
    case .prior:
      result.prior = pair.prior.map {
        .init(source: nodes[$0.source], target: $0.target, similarity: $0.similarity)
      }
    case .names:
      result.names = pair.names.map { names in (nodes.map { names.source[$0] }, names.target) }
    case .anchors:
      let count = min(pair.anchors.count, max(2, (pair.anchors.count + 5) / 10))
      let chosen = generator.permutation(pair.anchors.count).prefix(count)
      for (place, index) in chosen.enumerated() {
        let next = chosen[chosen.startIndex + (place + 1) % count]
        result.anchors[index] = WeightedAnchor(
          source: pair.anchors[index].source, target: pair.anchors[next].target,
          confidence: pair.anchors[index].confidence)
      }
    }
    return result
  }
}
