/// What is known of each node beside its edges: named columns of categories or numbers.
///
/// ```swift
/// let attributes = NodeAttributes([
///   .init(name: "role", categories: ["boss", "clerk", "clerk"]),
///   .init(name: "age", numbers: [54, 31, 28]),
/// ])
/// ```
public struct NodeAttributes: Sendable, Equatable {
  /// One attribute of all nodes.
  public struct Column: Sendable, Equatable {
    /// The values of a column: two nodes agree in a category or not; numbers differ by an amount.
    public enum Values: Sendable, Equatable {
      /// A category of each node; two are equal or not.
      case categories([String])
      /// A finite number of each node.
      case numbers([Double])
    }

    /// What the column is called.
    public let name: String
    /// The value of each node.
    public let values: Values

    /// A column of categories, one for each node.
    public init(name: String, categories: [String]) {
      self.name = name
      values = .categories(categories)
    }

    /// A column of numbers, one for each node.
    ///
    /// - Precondition: every number is finite.
    public init(name: String, numbers: [Double]) {
      precondition(numbers.allSatisfy(\.isFinite), "attribute “\(name)” has a number not finite")
      self.name = name
      values = .numbers(numbers)
    }

    /// The number of nodes.
    public var count: Int {
      switch values {
      case .categories(let categories): categories.count
      case .numbers(let numbers): numbers.count
      }
    }
  }

  /// The columns, at least one, with one value each for every node.
  public let columns: [Column]

  /// Attributes of the given columns.
  ///
  /// - Precondition: there is at least one column, and all have one value for each node.
  public init(_ columns: [Column]) {
    precondition(!columns.isEmpty, "attributes need at least one column")
    for column in columns {
      precondition(
        column.count == columns[0].count,
        "attribute “\(column.name)” has \(column.count) values, not \(columns[0].count)")
    }
    self.columns = columns
  }

  /// The number of nodes.
  public var nodeCount: Int { columns[0].count }
}
