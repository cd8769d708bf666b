internal import Graphs
internal import LinearAlgebra
internal import NearestNeighbors

/// The third step of REGAL: the coordinates of all nodes, in a row for each class; ``NodeEmbedding`` has a row
/// for each node.
struct ClassEmbedding: Sendable {
  let landmarks: [Int]
  /// A row of unit length, or of zeros, for each class of nodes.
  private let rows: Matrix
  /// The row of each node. Different signatures may have equal rows, such as those that underflow, and those
  /// next to which all landmarks but one are too far to count: of these it is the first.
  private let rowOfNode: [Int32]
  private let splits: [Int]
  /// The nodes whose similarity to every landmark underflows to zero, ascending.
  let underflowedNodes: [Int]

  /// - Complexity: O(n + classes · r) expected
  init(_ embedding: NystromRows, of measured: SignatureClasses, landmarks: [Int]) {
    self.landmarks = landmarks
    rows = embedding.rows
    splits = measured.signatures.splits
    let firstRows = RowSelection.firstEqualRows(embedding.rows)
    rowOfNode = measured.classOfNode.map { firstRows[Int($0)] }
    let isUnderflowed = embedding.isUnderflowed
    underflowedNodes =
      isUnderflowed.contains(true)
      ? measured.classOfNode.indices.filter { isUnderflowed[Int(measured.classOfNode[$0])] } : []
  }

  /// The embedding of a graph's nodes.
  ///
  /// - Complexity: O(nodes · r)
  func rows(ofGraph graph: Int) -> RowSelection {
    RowSelection(rows, rows: Array(rowOfNode[splits[graph]..<splits[graph + 1]]))
  }

  /// With a row for each node.
  ///
  /// - Complexity: O(n · r)
  func expanded() -> NodeEmbedding {
    NodeEmbedding(
      rows: rows.selectingRows(rowOfNode.lazy.map(Int.init)), splits: splits,
      landmarks: landmarks, underflowedNodes: underflowedNodes)
  }
}
