extension NodeIdentifiers {
  /// Puts different names in the order of nodes: by value if all are whole numbers, else by bytes.
  ///
  /// - Returns: which name each node has, and what the nodes are called; `nil` if numbers are wanted and
  ///   a name is none.
  static func ordered(
    _ names: [String], _ kind: IdentifierKind
  ) -> (order: [Int], identifiers: NodeIdentifiers)? {
    // Only numbers as a program would write them: were “07” a number, it would come back as “7”.
    let numbers = kind == .strings ? [] : names.map { canonicalInteger($0.utf8) }
    let areNumbers = kind != .strings && numbers.allSatisfy { $0 != nil }
    if kind == .integers, !areNumbers { return nil }
    if areNumbers {
      let order = names.indices.sorted { numbers[$0]! < numbers[$1]! }
      return (order, NodeIdentifiers(order.map { numbers[$0]! }))
    }
    let order = names.indices.sorted {
      names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8)
    }
    return (order, NodeIdentifiers(order.map { names[$0] }))
  }
}
