internal import Foundation
internal import Graphs
internal import Options

/// How many landmarks there are: p.
public enum LandmarkCount: Sendable, Equatable, Codable {
  /// min(⌊factor · log₂ n⌋, n) for n nodes in all graphs together; never less than 1.
  case logarithmic(factor: Double)
  /// The given number, or n if there are fewer nodes.
  case fixed(Int)
  /// Every node is a landmark, and the embedding is exact.
  case all

  /// The number of landmarks among n nodes.
  public func count(of nodeCount: Int) -> Int {
    switch self {
    case .logarithmic(let factor):
      // n = 1 has logarithm 0, yet needs a landmark.
      max(
        Int(min(factor * log2(Double(max(nodeCount, 1))), Double(nodeCount))), min(nodeCount, 1))
    case .fixed(let count): min(count, nodeCount)
    case .all: nodeCount
    }
  }

  func validate() throws(OptionError) {
    switch self {
    case .logarithmic(let factor) where !(factor > 0 && factor.isFinite):
      throw OptionError(name: "landmarks", value: "\(factor)", reason: "factor must be above 0")
    case .fixed(let count) where count < 1:
      throw OptionError(name: "landmarks", value: "\(count)", reason: "must be at least 1")
    default: break
    }
  }
}

/// Which nodes are landmarks.
public enum LandmarkSelection: Sendable, Equatable, Codable {
  /// Any nodes, each equally likely, as in the paper.
  case uniform
  /// Any nodes, more likely the more edges they have.
  case degreeProportional
  /// Each next node with a probability proportional to its squared distance, in signatures, from those
  /// taken before (k-means++; Arthur & Vassilvitskii, SODA 2007).
  case kMeansPlusPlus
  /// One node for each signature that occurs, at random among the signatures.
  case distinctSignatures
  /// These nodes, numbered through all graphs: source nodes first, then target nodes.
  case nodes([Int])
}
