internal import Files

extension Graph {
  /// Writes node-link data as networkx does, a line for each node and each edge.
  func writeJSON(_ file: FileWriter) throws(FileError) {
    let columns = attributes?.columns ?? []
    guard !columns.contains(where: { $0.name == "id" }) else {
      throw FileError(
        file: file.name,
        reason: "node-link JSON keeps ids as “id”, and has no attribute called so; "
          + "--ignore-attributes leaves it out")
    }
    try file.append(
      "{\"directed\": \(isDirected), \"multigraph\": \(isMultiple), \"graph\": {},\n\"nodes\": [")
    var ids: [String] = []
    for node in 0..<nodeCount {
      ids.append(
        identifiers.areIntegers ? identifiers[node] : JSONText.quoted(identifiers[node]))
      var entries = "\"id\": \(ids[node])"
      for column in columns {
        let value =
          switch column.values {
          case .categories(let categories): JSONText.quoted(categories[node])
          case .numbers(let numbers): "\(numbers[node])"
          }
        entries += ", \(JSONText.quoted(column.name)): \(value)"
      }
      try file.append("\(node == 0 ? "" : ",")\n  {\(entries)}")
    }
    try file.append("\n],\n\"edges\": [")
    for (i, edge) in writtenEdges.enumerated() {
      let weight = edge.weight.map { ", \"weight\": \($0)" } ?? ""
      let kind = edge.kind.map { ", \"relation\": \(JSONText.quoted($0))" } ?? ""
      let (source, target) = (ids[Int(edge.source)], ids[Int(edge.target)])
      try file.append(
        "\(i == 0 ? "" : ",")\n  {\"source\": \(source), \"target\": \(target)\(weight)\(kind)}")
    }
    try file.append("\n]}\n")
  }
}
