internal import Foundation
public import Graphs

/// Values computed by the reference implementation; Tests/Golden/make_golden.py writes them.
public enum GoldenFiles {
  /// Decodes one of the files in Tests/Golden.
  public static func load<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Golden")
    return try JSONDecoder().decode(
      type, from: Data(contentsOf: folder.appendingPathComponent(name + ".json")))
  }
}

/// Small graphs written out in full, and what the reference computes from them.
public struct GoldenToys: Decodable, Sendable {
  public struct Edges: Decodable, Sendable {
    public let nodes: Int
    public let edges: [[Double]]

    public func graph(attributes: ArraySlice<[Int]>? = nil) -> Graph {
      let isWeighted = edges.contains { $0.count == 3 }
      let columns = attributes.map { rows in
        NodeAttributes(
          (0..<rows.first!.count).map { column in
            .init(name: "a\(column)", categories: rows.map { String($0[column]) })
          })
      }
      return Graph(
        nodeCount: nodes, sources: edges.map { Int32($0[0]) }, targets: edges.map { Int32($0[1]) },
        weights: isWeighted ? edges.map { $0[2] } : nil, attributes: columns)
    }
  }

  public struct Pair: Decodable, Sendable {
    public let source: Edges
    public let target: Edges
    public let truth: [Int]
    public let permutation: [Int]
    public let attributes: [[Int]]?

    /// Both graphs; with the attributes of the file if asked for.
    public func graphs(withAttributes: Bool) -> [Graph] {
      guard withAttributes, let attributes else { return [source.graph(), target.graph()] }
      return [
        source.graph(attributes: attributes[..<source.nodes]),
        target.graph(attributes: attributes[source.nodes...]),
      ]
    }
  }

  public struct Case: Decodable, Sendable, CustomStringConvertible {
    public let graph: String
    public let hops: Int
    public let discount: Double
    public let base: Double?
    public let p: Int
    public let buckets: Int
    public let signatures: [[Double]]
    public let structureWeight: Double?
    public let attributeWeight: Double?
    public let hasAttributes: Bool?
    public let gramRows: [Int]?
    public let gram: [[Double]]?
    public let top1: [OneOrMore]?
    public let gap: [Double?]?

    public var description: String {
      "\(graph), \(hops) hops, δ = \(discount), base \(base.map { "\($0)" } ?? "none"), p = \(p)"
    }
  }

  public let graphs: [String: Pair]
  public let cases: [Case]
}

/// A node, or all nodes that are equally good.
public enum OneOrMore: Decodable, Sendable {
  case one(Int)
  case more([Int])

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let node = try? container.decode(Int.self) {
      self = .one(node)
    } else {
      self = .more(try container.decode([Int].self))
    }
  }

  public var all: [Int] {
    switch self {
    case .one(let node): [node]
    case .more(let nodes): nodes
    }
  }
}
