extension Graph {
  /// Makes the attributes of several graphs comparable: the same columns, in the order of the first graph,
  /// each of one kind.
  ///
  /// Columns that not all graphs have are left out; if a graph has none, all are. Where one graph has
  /// numbers and another categories that all are numbers, both get numbers.
  ///
  /// - Parameters:
  ///   - graphs: the graphs.
  ///   - names: what remarks call the graphs.
  /// - Returns: the graphs with such attributes, and a remark about each thing that was left out.
  /// - Precondition: there is a name for each graph.
  /// - Complexity: O(nodes · columns)
  public static func reconcilingAttributes(
    of graphs: [Graph], named names: [String]
  ) -> (graphs: [Graph], remarks: [String]) {
    precondition(graphs.count == names.count, "\(names.count) names for \(graphs.count) graphs")
    guard graphs.contains(where: { $0.attributes != nil }) else { return (graphs, []) }
    if let bare = graphs.firstIndex(where: { $0.attributes == nil }) {
      let known = graphs.lazy.compactMap(\.attributes).first!.columns.map(\.name)
      return (
        graphs.map { $0.with(nil) },
        ["attributes (\(shown(known))) are not used: \(names[bare]) has none"]
      )
    }
    let tables = graphs.map { $0.attributes!.columns }
    var (kept, remarks): ([[NodeAttributes.Column]], [String]) = (tables.map { _ in [] }, [])
    for column in tables[0] {
      let all = tables.compactMap { $0.first { $0.name == column.name } }
      guard all.count == tables.count else { continue }
      guard let alike = alike(all) else {
        remarks.append(
          "attribute “\(column.name)” is not used: it holds numbers in one graph and words in another"
        )
        continue
      }
      for i in kept.indices { kept[i].append(alike[i]) }
    }
    for (name, table) in zip(names, tables) {
      let alone = table.map(\.name).filter { column in
        !tables.allSatisfy { $0.contains { $0.name == column } }
      }
      if !alone.isEmpty {
        remarks.append(
          "attributes (\(shown(alone))) of \(name) are not used: not all graphs have them")
      }
    }
    return (
      zip(graphs, kept).map { $0.with($1.isEmpty ? nil : NodeAttributes($1)) }, remarks
    )
  }

  private func with(_ attributes: NodeAttributes?) -> Graph {
    var graph = self
    graph.attributes = attributes
    return graph
  }

  private static func shown(_ names: [String]) -> String {
    names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
  }

  /// The columns with values of one kind; `nil` if that is impossible.
  private static func alike(_ columns: [NodeAttributes.Column]) -> [NodeAttributes.Column]? {
    let numeric = columns.count { if case .numbers = $0.values { true } else { false } }
    if numeric == 0 || numeric == columns.count { return columns }
    var all: [NodeAttributes.Column] = []
    for column in columns {
      guard case .categories(let cells) = column.values else {
        all.append(column)
        continue
      }
      let numbers = cells.compactMap { decimalNumber($0.utf8) }
      guard numbers.count == cells.count, numbers.allSatisfy(\.isFinite) else { return nil }
      all.append(.init(name: column.name, numbers: numbers))
    }
    return all
  }
}
