/// What the nodes of a graph are called outside: whole numbers or strings.
///
/// Nodes are ordered by identifier, numbers by value and strings by their UTF-8 bytes, so that the
/// order of lines in a file has no influence, and “the smaller node” means the same everywhere.
public struct NodeIdentifiers: Sendable, Equatable {
  private enum Storage: Sendable, Equatable {
    case consecutive(Int)
    case integers([Int64])
    case strings([String])
  }

  private let storage: Storage

  /// The numbers 0, 1, …, `count` − 1.
  ///
  /// - Complexity: O(1)
  public static func consecutive(_ count: Int) -> NodeIdentifiers {
    NodeIdentifiers(storage: .consecutive(count))
  }

  private init(storage: Storage) { self.storage = storage }

  /// Whole numbers; node *i* is called `integers[i]`.
  ///
  /// - Complexity: O(nodes)
  public init(_ integers: [Int64]) {
    let isConsecutive = integers.indices.allSatisfy { integers[$0] == Int64($0) }
    storage = isConsecutive ? .consecutive(integers.count) : .integers(integers)
  }

  /// Strings; node *i* is called `strings[i]`.
  ///
  /// - Complexity: O(1)
  public init(_ strings: [String]) { storage = .strings(strings) }

  /// The number of nodes.
  public var count: Int {
    switch storage {
    case .consecutive(let count): count
    case .integers(let integers): integers.count
    case .strings(let strings): strings.count
    }
  }

  /// Whether the identifiers are numbers.
  public var areIntegers: Bool {
    if case .strings = storage { false } else { true }
  }

  /// The number a node is called by, if identifiers are numbers.
  ///
  /// - Precondition: there is such a node.
  /// - Complexity: O(1)
  public func integer(of node: Int) -> Int64? {
    switch storage {
    case .consecutive(let count):
      precondition(node >= 0 && node < count, "there is no node \(node) in a graph of \(count)")
      return Int64(node)
    case .integers(let integers): return integers[node]
    case .strings: return nil
    }
  }

  /// What node `node` is called, as text.
  ///
  /// - Precondition: there is such a node.
  /// - Complexity: O(length of the text)
  public subscript(_ node: Int) -> String {
    switch storage {
    case .consecutive(let count):
      precondition(node >= 0 && node < count, "there is no node \(node) in a graph of \(count)")
      return String(node)
    case .integers(let integers): return String(integers[node])
    case .strings(let strings): return strings[node]
    }
  }

  /// The node of each identifier, to look up many.
  ///
  /// - Complexity: O(nodes)
  public func nodesByName() -> NodeLookup { NodeLookup(self) }

  /// The identifiers of the given nodes, in that order.
  ///
  /// - Precondition: there are such nodes.
  /// - Complexity: O(given nodes)
  public func selecting(_ nodes: [Int]) -> NodeIdentifiers {
    switch storage {
    case .consecutive: NodeIdentifiers(nodes.map { integer(of: $0)! })
    case .integers(let integers): NodeIdentifiers(nodes.map { integers[$0] })
    case .strings(let strings): NodeIdentifiers(nodes.map { strings[$0] })
    }
  }
}
