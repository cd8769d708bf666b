/// What may be known of a pair of graphs beside its bare edges; the name of a case is what tables call it.
enum Ingredient: String, CaseIterable, Codable {
  case attributes, anchors, prior, names, relations, directed

  /// What has to be in a folder, a name for each graph if there are two files.
  var files: [String] {
    switch self {
    case .attributes: ["source-attributes.tsv", "target-attributes.tsv"]
    case .anchors: ["anchors-train.tsv"]
    case .prior: ["candidates.tsv"]
    case .names: ["source-names.tsv", "target-names.tsv"]
    case .relations: ["source-relations.tsv", "target-relations.tsv"]
    case .directed: ["source-directed.edges", "target-directed.edges"]
    }
  }
}

/// Ingredients that are given at once.
struct Evidence: Hashable {
  var ingredients: Set<Ingredient>

  /// What tables call it: `none`, or the ingredients with `+` between them.
  var name: String {
    let names = Ingredient.allCases.filter(ingredients.contains).map(\.rawValue)
    return names.isEmpty ? "none" : names.joined(separator: "+")
  }

  func contains(_ ingredient: Ingredient) -> Bool { ingredients.contains(ingredient) }

  /// Every choice among the ingredients, from none to all; relations and directions are two files of the
  /// same edges, so there is no choice of both.
  static func choices(among available: [Ingredient]) -> [Evidence] {
    (0..<1 << available.count).map { bits in
      Evidence(
        ingredients: Set(available.indices.filter { bits >> $0 & 1 == 1 }.map { available[$0] }))
    }.filter { !$0.contains(.relations) || !$0.contains(.directed) }
  }

  /// The evidence that a name stands for, its ingredients in any order; `nil` if one is unknown.
  init?(named name: Substring) {
    if name == "none" {
      ingredients = []
      return
    }
    let found = name.split(separator: "+").map { Ingredient(rawValue: String($0)) }
    guard !found.isEmpty, !found.contains(nil) else { return nil }
    ingredients = Set(found.compactMap { $0 })
  }

  init(ingredients: Set<Ingredient>) { self.ingredients = ingredients }
}
