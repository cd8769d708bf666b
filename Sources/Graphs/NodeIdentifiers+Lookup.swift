/// Finds nodes by what they are called.
///
/// ```swift
/// let nodes = graph.identifiers.nodesByName()
/// if let node = nodes["alice"] { print(graph.degree(of: node)) }
/// ```
///
/// Strings are compared by their UTF-8 bytes, as they are ordered: two spellings of one “é” are two
/// nodes here, though they are equal as Swift strings.
public struct NodeLookup: Sendable {
  private enum Table: Sendable {
    case consecutive(Int)
    case integers([Int64: Int])
    case strings([[UInt8]: Int])
  }

  private let table: Table

  /// - Complexity: O(nodes)
  init(_ identifiers: NodeIdentifiers) {
    let nodes = 0..<identifiers.count
    if identifiers == .consecutive(identifiers.count) {
      table = .consecutive(identifiers.count)
    } else if identifiers.areIntegers {
      let pairs = nodes.map { (identifiers.integer(of: $0)!, $0) }
      table = .integers(Dictionary(pairs) { first, _ in first })
    } else {
      let pairs = nodes.map { (Array(identifiers[$0].utf8), $0) }
      table = .strings(Dictionary(pairs) { first, _ in first })
    }
  }

  /// The node that is called `name`, just so: `7` is not `07`. `nil` if none is.
  ///
  /// Of nodes that share a name it is the first.
  ///
  /// - Complexity: O(length of the name) expected
  public subscript(name: String) -> Int? {
    switch table {
    case .consecutive(let count):
      canonicalInteger(name.utf8).flatMap { $0 < count ? Int($0) : nil }
    case .integers(let nodes): number(name).flatMap { nodes[$0] }
    case .strings(let nodes): nodes[Array(name.utf8)]
    }
  }
  private func number(_ name: String) -> Int64? {
    guard name.utf8.first == UInt8(ascii: "-") else { return canonicalInteger(name.utf8) }
    return canonicalInteger(name.utf8.dropFirst()).flatMap { $0 > 0 ? -$0 : nil }
  }
}
