public import Graphs

/// For each source node its candidates among the target nodes, best first.
///
/// ```swift
/// let row = alignment.candidates(of: 0)
/// for i in row.indices { print(row[i].target, row[i].similarity) }
/// ```
///
/// A node may have fewer candidates than others, or none. Aligners order equally similar candidates by
/// the smaller target node, before similarities are rounded to `Float`; the order given is kept.
public struct Alignment: Sendable, Equatable {
  /// What source nodes are called; there are as many as the source has nodes.
  public let sourceIdentifiers: NodeIdentifiers
  /// What target nodes are called.
  public let targetIdentifiers: NodeIdentifiers
  /// The candidates of all source nodes, best first.
  package let rows: CandidateRows

  /// What a user should know about how this came to be, a sentence each. Usually empty.
  public var notes: [String] = []

  /// For each source node the chance that it corresponds to nothing, if the aligner says; see
  /// ``droppingUnlikelyMatches()``. It is no similarity: it does not change when similarities are scaled.
  public internal(set) var unmatchedChances: [Float]?

  /// The number of source nodes.
  public var sourceCount: Int { sourceIdentifiers.count }
  /// The number of target nodes.
  public var targetCount: Int { targetIdentifiers.count }
  /// The largest number of candidates that a source node has.
  ///
  /// - Complexity: O(source nodes)
  public var candidateCount: Int {
    (0..<sourceCount).reduce(0) { max($0, rows.places(of: $1).count) }
  }

  /// An alignment of the given candidates, best first.
  ///
  /// - Precondition: there is a list for each source node, targets exist and none stands twice in a list,
  ///   and no list ascends in similarity.
  /// - Complexity: O(candidates)
  public init(
    candidates: [[Candidate]], sourceIdentifiers: NodeIdentifiers,
    targetIdentifiers: NodeIdentifiers
  ) {
    precondition(
      candidates.count == sourceIdentifiers.count,
      "\(candidates.count) lists of candidates for \(sourceIdentifiers.count) source nodes")
    self.init(
      rows: CandidateRows(candidates, columnCount: targetIdentifiers.count),
      sourceIdentifiers: sourceIdentifiers, targetIdentifiers: targetIdentifiers)
  }

  /// An alignment of candidates that an aligner found, best first.
  package init(
    rows: CandidateRows, sourceIdentifiers: NodeIdentifiers, targetIdentifiers: NodeIdentifiers,
    notes: [String] = []
  ) {
    precondition(
      rows.rowCount == sourceIdentifiers.count && rows.columnCount == targetIdentifiers.count,
      "\(rows.rowCount) rows of \(rows.columnCount) columns for \(sourceIdentifiers.count) source "
        + "and \(targetIdentifiers.count) target nodes")
    assert(rows.areOrdered, "candidates are not best first, or one stands twice")
    self.rows = rows
    self.sourceIdentifiers = sourceIdentifiers
    self.targetIdentifiers = targetIdentifiers
    self.notes = notes
  }

  /// The candidates of a source node, best first.
  ///
  /// - Complexity: O(1)
  public func candidates(of source: Int) -> Candidates { rows[source] }

  /// The best candidate of a source node, if it has any.
  ///
  /// - Complexity: O(1)
  public func bestMatch(of source: Int) -> Int? {
    rows.places(of: source).first.map { Int(rows.ids[$0]) }
  }

  /// The best candidate of every source node.
  ///
  /// - Complexity: O(source nodes)
  public var bestMatches: [Int?] { (0..<sourceCount).map { bestMatch(of: $0) } }

  /// The same alignment with at most `count` candidates for each source node.
  ///
  /// - Precondition: `count` is not negative.
  /// - Complexity: O(candidates)
  public func keeping(_ count: Int) -> Alignment {
    precondition(count >= 0, "cannot keep \(count) candidates")
    return replacingRows(rows.prefix(count))
  }

  /// The same alignment without candidates of source nodes that more likely correspond to nothing than to
  /// their best candidate. Without ``unmatchedChances`` nothing is known of that, and all stay.
  ///
  /// - Complexity: O(candidates)
  public func droppingUnlikelyMatches() -> Alignment {
    guard let chances = unmatchedChances else { return self }
    var kept = CandidateRows(columnCount: targetCount)
    kept.reserve(rowCount: sourceCount, entryCount: rows.ids.count)
    for source in 0..<sourceCount {
      let places = rows.places(of: source)
      if let best = places.first, chances[source] <= rows.weights[best] {
        for place in places { kept.append(rows.ids[place], rows.weights[place]) }
      }
      kept.endRow()
    }
    return replacingRows(kept)
  }
}

extension Alignment {
  /// An alignment of two graphs.
  package init(_ source: Graph, _ target: Graph, _ rows: CandidateRows, notes: [String] = []) {
    self.init(
      rows: rows, sourceIdentifiers: source.identifiers, targetIdentifiers: target.identifiers,
      notes: notes)
  }

  /// An alignment of the same nodes, with the same notes and chances.
  func replacingRows(_ rows: CandidateRows) -> Alignment {
    var result = Alignment(
      rows: rows, sourceIdentifiers: sourceIdentifiers, targetIdentifiers: targetIdentifiers,
      notes: notes)
    result.unmatchedChances = unmatchedChances
    return result
  }
}
