/// Correspondences that are known beforehand.
///
/// ```swift
/// let anchors = AnchorLinks(try NodePairs(contentsOf: "known.tsv")
///   .nodes(source: source.identifiers, target: target.identifiers))
/// ```
public struct AnchorLinks: Sendable, Equatable {
  /// How firmly a correspondence holds.
  public enum Strength: String, Sendable, Codable, CaseIterable {
    /// It stands whatever the neighbors say, and no other pair gets its nodes.
    case hard
    /// It is where refinement starts from, and may be given up.
    case soft
  }

  /// The known pairs, by source node.
  public let pairs: [(source: Int, target: Int)]
  public let strength: Strength

  /// Anchors between the given nodes.
  ///
  /// - Precondition: no source node stands there twice, and with hard anchors no target node does.
  public init(_ pairs: [(source: Int, target: Int)], strength: Strength = .hard) {
    self.pairs = pairs.sorted { $0.source < $1.source }
    self.strength = strength
    precondition(
      Set(pairs.map(\.source)).count == pairs.count, "a source node has two anchors")
    precondition(
      strength == .soft || Set(pairs.map(\.target)).count == pairs.count,
      "a target node has two anchors")
  }

  /// No anchors.
  public static let none = AnchorLinks([])

  public static func == (a: AnchorLinks, b: AnchorLinks) -> Bool {
    a.strength == b.strength && a.pairs.elementsEqual(b.pairs, by: ==)
  }

  /// The same links seen from the target.
  var reversed: AnchorLinks {
    // Of soft anchors that share a target the first stays.
    var seen: Set<Int> = []
    return AnchorLinks(
      pairs.filter { seen.insert($0.target).inserted }.map { ($0.target, $0.source) },
      strength: strength)
  }

  /// For each target node the source node that owns it, or −1; `nil` without hard anchors.
  func owners(targetCount: Int) -> [Int32]? {
    guard strength == .hard, !pairs.isEmpty else { return nil }
    var owners = [Int32](repeating: -1, count: targetCount)
    for pair in pairs { owners[pair.target] = Int32(pair.source) }
    return owners
  }
}
