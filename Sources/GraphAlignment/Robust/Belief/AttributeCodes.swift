internal import Foundation
internal import Graphs
internal import Options

/// The attributes of both graphs as small numbers that can be counted.
///
/// - The **key** of a node is its whole row, as one category.
/// - A column of **categories** has a code for each value; an empty cell is missing.
/// - A column of **numbers** has 0 for zero, and up to 15 bins of equally many of the other values of both graphs.
struct AttributeCodes: Sendable {
  /// One column of categories.
  struct Categories: Sendable {
    /// For each node a code, −1 where it is missing.
    var source: [Int32]
    var target: [Int32]
    var count: Int
  }

  /// The numbers of one graph that are not zero, node by node.
  struct Bins: Sendable {
    var offsets: [Int] = [0]
    var columns: [Int32] = []
    var bins: [UInt8] = []

    /// The places of a node's entries.
    func places(of node: Int) -> Range<Int> { offsets[node]..<offsets[node + 1] }
  }

  /// At most so many bins, and how many these columns have at most.
  static let binLimit = 16
  let binCount: Int
  let key: Categories
  let categories: [Categories]
  let numberCount: Int
  let source: Bins
  let target: Bins

  /// - Returns: `nil` if not both graphs have attributes.
  /// - Throws: ``/Graphs/OptionError`` if they have different ones.
  init?(_ source: NodeAttributes?, _ target: NodeAttributes?) throws(OptionError) {
    guard let source, let target else { return nil }
    let (first, second) = (source.columns, target.columns)
    guard first.map(\.name) == second.map(\.name) else {
      throw OptionError(
        name: "attributes",
        value: first.map(\.name).joined(separator: " ") + " / "
          + second.map(\.name).joined(separator: " "),
        reason: "both graphs need the same attributes in the same order")
    }
    var (categories, numbers): ([Categories], [(source: [UInt8], target: [UInt8])]) = ([], [])
    for (a, b) in zip(first, second) {
      switch (a.values, b.values) {
      case (.categories(let x), .categories(let y)): categories.append(Self.codes(x, y))
      case (.numbers(let x), .numbers(let y)): numbers.append(Self.bins(x, y))
      default:
        throw OptionError(
          name: "attributes", value: a.name,
          reason: "holds categories in one graph and numbers in another")
      }
    }
    key = Self.keys(categories, numbers, source.nodeCount, target.nodeCount)
    // One column of categories is the key already.
    self.categories = categories.count + numbers.count > 1 ? categories : []
    numberCount = numbers.count
    binCount = numbers.reduce(1) {
      max($0, Int($1.source.max() ?? 0) + 1, Int($1.target.max() ?? 0) + 1)
    }
    self.source = Self.sparse(numbers.map(\.source), source.nodeCount)
    self.target = Self.sparse(numbers.map(\.target), target.nodeCount)
  }

  private static func codes(_ source: [String], _ target: [String]) -> Categories {
    var codes: [String: Int32] = [:]
    func code(_ name: String) -> Int32 {
      guard !name.isEmpty else { return -1 }
      if let code = codes[name] { return code }
      codes[name] = Int32(codes.count)
      return Int32(codes.count - 1)
    }
    let (first, second) = (source.map(code), target.map(code))
    return Categories(source: first, target: second, count: codes.count)
  }

  private static func bins(
    _ source: [Double], _ target: [Double]
  ) -> (source: [UInt8], target: [UInt8]) {
    let values = (source + target).filter { $0 != 0 }.sorted()
    var distinct: [Double] = []
    for value in values where value != distinct.last { distinct.append(value) }
    // The largest value of each bin.
    var limits = distinct
    if distinct.count >= binLimit {
      limits = []
      for bin in 1..<binLimit {
        let limit = values[(values.count * bin / (binLimit - 1)) - 1]
        if limit != limits.last { limits.append(limit) }
      }
    }
    func bin(_ value: Double) -> UInt8 {
      guard value != 0 else { return 0 }
      return UInt8(1 + (limits.firstIndex { value <= $0 } ?? limits.count - 1))
    }
    return (source.map(bin), target.map(bin))
  }

  private static func keys(
    _ categories: [Categories], _ numbers: [(source: [UInt8], target: [UInt8])],
    _ sourceCount: Int, _ targetCount: Int
  ) -> Categories {
    if categories.count == 1, numbers.isEmpty { return categories[0] }
    var codes: [[Int32]: Int32] = [:]
    func code(_ row: [Int32]) -> Int32 {
      if let code = codes[row] { return code }
      codes[row] = Int32(codes.count)
      return Int32(codes.count - 1)
    }
    let first = (0..<sourceCount).map { node in
      code(categories.map { $0.source[node] } + numbers.map { Int32($0.source[node]) })
    }
    let second = (0..<targetCount).map { node in
      code(categories.map { $0.target[node] } + numbers.map { Int32($0.target[node]) })
    }
    return Categories(source: first, target: second, count: codes.count)
  }

  private static func sparse(_ columns: [[UInt8]], _ nodeCount: Int) -> Bins {
    var result = Bins()
    for node in 0..<nodeCount {
      for (column, bins) in columns.enumerated() where bins[node] != 0 {
        result.columns.append(Int32(column))
        result.bins.append(bins[node])
      }
      result.offsets.append(result.columns.count)
    }
    return result
  }
}
