public import GraphAlignment
internal import Graphs
public import LinearAlgebra
public import Options

/// Refines an alignment so that matched nodes have matched neighbors: RefiNA in its dense form.
///
/// The matrix M of similarities of all pairs is updated by how many of their neighbors are matched,
///
///     M ← M ∘ (A₁ · M · A₂) + ε,  then every row, then every column, scaled to a sum of 1,
///
/// with ∘ element by element. (A₁·M·A₂)_ij is, for a hard matching, the number of neighbors of i whose
/// partners are neighbors of j: the matched neighborhood consistency (MNC) of the pair before it is
/// divided by the size of the union. ε lets pairs be considered that were not candidates so far. A soft
/// start, several candidates with their similarities, is worth much more than a hard one.
///
/// Directions and weights of edges are ignored. Every iteration touches all pairs: this is for graphs of
/// a few thousand nodes.
///
/// ```swift
/// let refined = try DenseRefinement().refine(alignment, source: source, target: target)
/// print(refined.consistency)  // MNC at the start and after each iteration
/// ```
///
/// Source: Heimann, Chen, Vahedian & Koutra, "Refining Network Alignment to Improve Matched Neighborhood
/// Consistency", SDM 2021, doi:10.1137/1.9781611976700.20.
///
/// - Complexity: O(iterations · (n₁ · m₂ + m₁ · n₂)) time, O(n₁ · n₂) space
public struct DenseRefinement: Sendable, Equatable, Codable {
  /// How many times M is updated.
  public var iterationCount = 30

  /// ε; `nil` for the largest power of ten below 1 / max(n₁, n₂), so that it matters less than a match
  /// in a row of equals.
  public var epsilon: Double?

  /// k, the number of candidates for each source node. More than the target has nodes means all.
  public var candidateCount = 10

  /// The largest n₁ · n₂ that is accepted; one matrix of this many takes 200 MB, and there are four.
  public var pairLimit = 25_000_000

  /// Refinement with the default options.
  public init() {}

  /// What a refinement gives.
  public struct Outcome: Sendable, Equatable {
    /// The best candidates after the last iteration, by M.
    public let alignment: Alignment
    /// M after the last iteration, n₁ × n₂.
    public let similarities: DoubleMatrix
    /// The matched neighborhood consistency of the best matches: at the start, then after each iteration.
    public let consistency: [Double]
  }

  /// Throws if an option cannot be used.
  public func validate() throws(OptionError) {
    guard iterationCount >= 0 else {
      throw OptionError(
        name: "iterationCount", value: "\(iterationCount)", reason: "must be at least 0")
    }
    if let epsilon, !(epsilon >= 0 && epsilon.isFinite) {
      throw OptionError(
        name: "epsilon", value: "\(epsilon)", reason: "must be finite and at least 0")
    }
    guard candidateCount >= 1 else {
      throw OptionError(
        name: "candidateCount", value: "\(candidateCount)", reason: "must be at least 1")
    }
  }

  /// ε for graphs of the given sizes.
  public func epsilon(sourceCount: Int, targetCount: Int) -> Double {
    if let epsilon { return epsilon }
    var power = 1.0
    while power * Double(max(sourceCount, targetCount, 1)) >= 1 { power /= 10 }
    return power
  }
}

extension DenseRefinement {
  /// Decodes options; what is not there has the value it has in `DenseRefinement()`.
  ///
  /// - Throws: `DecodingError`, also for a key that is no option.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.optionContainer(keyedBy: CodingKeys.self)
    try values.update(&iterationCount, .iterationCount)
    try values.update(&epsilon, .epsilon)
    try values.update(&candidateCount, .candidateCount)
    try values.update(&pairLimit, .pairLimit)
  }
}
