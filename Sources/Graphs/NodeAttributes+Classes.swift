extension NodeAttributes {
  /// Which nodes have the same value in every column: for each node its class, numbered by the first node of each.
  ///
  /// ```swift
  /// let attributes = NodeAttributes([.init(name: "role", categories: ["boss", "clerk", "clerk"])])
  /// print(attributes.classes)  // [0, 1, 1]
  /// ```
  ///
  /// ``ColorRefinement`` starts from them where attributes tell nodes apart.
  ///
  /// - Complexity: O(columns · n) time
  public var classes: [Int] {
    var classes = [Int](repeating: 0, count: nodeCount)
    for column in columns {
      switch column.values {
      case .categories(let values): Self.split(&classes, by: values)
      case .numbers(let values): Self.split(&classes, by: values)
      }
    }
    return classes
  }

  private struct Key<Value: Hashable>: Hashable {
    let old: Int
    let value: Value
  }

  private static func split<Value: Hashable>(_ classes: inout [Int], by values: [Value]) {
    var numbers: [Key<Value>: Int] = [:]
    for (node, value) in values.enumerated() {
      let key = Key(old: classes[node], value: value)
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      classes[node] = number
    }
  }
}
