package import NearestNeighbors

/// How nearest neighbors are found.
public enum SearchMethod: String, Sendable, Codable, CaseIterable {
  /// Whichever of the others promises to be quickest, by counting what a sample of the search costs; see
  /// `AutomaticIndex`.
  case automatic
  /// A k-d tree over the target's rows.
  case kdTree
  /// Every pair is compared, by blocked matrix products.
  case blocked
  /// Every pair is compared, one after the other: the plain twin.
  case exhaustive
}

extension SearchMethod {
  /// An index of some rows, searched by this method.
  package func index(of rows: RowSelection) -> any NeighborIndex {
    switch self {
    case .automatic: AutomaticIndex(rows)
    case .kdTree: KDTree(rows)
    case .blocked: BlockedIndex(rows)
    case .exhaustive: BruteForceIndex(rows)
    }
  }
}
