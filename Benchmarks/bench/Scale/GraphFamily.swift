internal import ArgumentParser
internal import Foundation
internal import Graphs

/// Random graphs of a mean degree of about ten, of any size.
enum GraphFamily: String, Codable, CaseIterable, ExpressibleByArgument {
  case erdosRenyi = "erdos-renyi"
  case powerLaw = "power-law"
  case barabasiAlbert = "barabasi-albert"
  case rmat

  /// R-MAT has a power of two of nodes: the one nearest on a logarithmic scale.
  func graph(nodeCount: Int, seed: UInt64) -> Graph {
    switch self {
    case .erdosRenyi: .erdosRenyi(nodeCount: nodeCount, edgeCount: 5 * nodeCount, seed: seed)
    case .powerLaw:
      .powerLawCluster(nodeCount: nodeCount, edgesPerNode: 5, triangleProbability: 0.5, seed: seed)
    case .barabasiAlbert: .barabasiAlbert(nodeCount: nodeCount, edgesPerNode: 5, seed: seed)
    case .rmat:
      .rmat(
        scale: Int(log2(Double(nodeCount)).rounded()), edgeCount: 5 * nodeCount, seed: seed)
    }
  }
}

/// From graphs to candidates, in one of several ways.
enum Pipeline: String, Codable, CaseIterable, ExpressibleByArgument {
  /// Signatures, and the nearest ten of them.
  case signature
  /// Signatures, landmarks, embedding, and the nearest ten rows.
  case embedding
  /// The same with the kernel of the authors' code.
  case authors
  /// Robust signatures, and refinement.
  case robust
}
