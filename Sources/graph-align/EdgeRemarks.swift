internal import GraphAlignment
internal import Graphs

/// What aligners look at of edges.
enum EdgeUse {
  /// Directions, weights and kinds, where all graphs have them.
  case shared
  /// Weights, and directions if they are counted; never kinds.
  case degrees(directions: Bool)
  /// Whatever there is; nothing is compared.
  case all

  /// What of the edges will not be used, each with the reason.
  ///
  /// - Parameters:
  ///   - graphs: the graphs that are to be compared.
  ///   - names: what they are called.
  func remarks(on graphs: [Graph], named names: [String]) -> [String] {
    func missing(_ what: String, _ isThere: (Graph) -> Bool) -> [String] {
      let without = zip(graphs, names).filter { !isThere($0.0) }.map(\.1)
      guard let name = without.first, without.count < graphs.count else { return [] }
      return ["\(what) are not used: \(name) has none"]
    }
    let haveKinds = graphs.contains { $0.relations != nil }
    switch self {
    case .all: return []
    case .shared:
      return missing("weights", \.isWeighted) + missing("directions of edges", \.isDirected)
        + missing("kinds of edges") { $0.relations != nil }
    case .degrees(let directions):
      let ignoresDirections = !directions && graphs.contains(where: \.isDirected)
      return
        (ignoresDirections
        ? ["directions of edges are not used (--degrees inOut counts them)"] : [])
        + (haveKinds ? ["kinds of edges are not used (--preset robust does)"] : [])
    }
  }
}

extension EdgeUse {
  /// What REGAL looks at.
  init(_ regal: REGAL) { self = .degrees(directions: regal.signatures.degrees == .inOut) }

  /// What an aligner looks at.
  init(_ choice: AlignerArguments.Choice) {
    switch choice {
    case .robust: self = .shared
    case .regal(let regal): self.init(regal)
    }
  }
}
