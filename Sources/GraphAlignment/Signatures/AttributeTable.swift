package import Graphs
package import Options

/// The attributes of all nodes of several graphs, made comparable.
///
/// The distance of two nodes is the number of categories in which they disagree plus, for each
/// numeric attribute, |x − y| divided by the range of that attribute over all graphs: the two extremes
/// count as one disagreement. exp(−γ·distance) is positive semi-definite, as the embedding needs.
package struct AttributeTable: Sendable {
  private let categoryCount: Int
  private let numberCount: Int
  /// n × categoryCount.
  private let categories: [Int32]
  /// n × numberCount, scaled.
  private let numbers: [Float]

  /// - Returns: `nil` if no graph has attributes.
  /// - Throws: ``OptionError`` if graphs differ in which attributes they have.
  package init?(_ graphs: [Graph]) throws(OptionError) {
    guard graphs.contains(where: { $0.attributes != nil }) else { return nil }
    let tables = graphs.compactMap(\.attributes)
    let names = tables[0].columns.map(\.name)
    guard tables.count == graphs.count, tables.allSatisfy({ $0.columns.map(\.name) == names })
    else {
      throw OptionError(
        name: "attributes",
        value: graphs.map { $0.attributes?.columns.map(\.name).joined(separator: " ") ?? "none" }
          .joined(separator: " / "),
        reason: "all graphs need the same attributes in the same order")
    }
    var (categoryColumns, numberColumns): ([[Int32]], [[Float]]) = ([], [])
    for index in names.indices {
      let columns = tables.map { $0.columns[index].values }
      var (codes, coded): ([String: Int32], [Int32]) = ([:], [])
      var values: [Double] = []
      for column in columns {
        switch column {
        case .categories(let names):
          for name in names {
            let code = codes[name] ?? Int32(codes.count)
            codes[name] = code
            coded.append(code)
          }
        case .numbers(let numbers): values += numbers
        }
      }
      guard coded.isEmpty || values.isEmpty else {
        throw OptionError(
          name: "attributes", value: names[index],
          reason: "holds categories in one graph and numbers in another")
      }
      if values.isEmpty {
        categoryColumns.append(coded)
      } else {
        // Halves, so that the range of huge numbers does not overflow.
        let (low, high) = (values.min()! / 2, values.max()! / 2)
        numberColumns.append(
          values.map { high > low ? Float(($0 / 2 - low) / (high - low)) : 0 })
      }
    }
    let nodeCount = graphs.reduce(0) { $0 + $1.nodeCount }
    categoryCount = categoryColumns.count
    numberCount = numberColumns.count
    categories = (0..<nodeCount).flatMap { node in categoryColumns.map { $0[node] } }
    numbers = (0..<nodeCount).flatMap { node in numberColumns.map { $0[node] } }
  }

  /// The distance of two nodes, numbered through all graphs.
  ///
  /// - Complexity: O(attributes)
  package func distance(_ a: Int, _ b: Int) -> Float {
    var sum: Float = 0
    for i in 0..<categoryCount
    where categories[a * categoryCount + i] != categories[b * categoryCount + i] {
      sum += 1
    }
    for i in 0..<numberCount {
      sum += abs(numbers[a * numberCount + i] - numbers[b * numberCount + i])
    }
    return sum
  }
}
