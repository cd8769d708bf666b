internal import Graphs
internal import LinearAlgebra
internal import NearestNeighbors

/// The signatures of all nodes of some graphs, and which nodes nothing tells apart.
struct MeasuredNodes: Sendable {
  let exponents: SimilarityExponents
  let signatures: Signatures
  /// For each node the number of its class: nodes of a class have equal signatures, so one of them is embedded
  /// and searched for all.
  let classOfNode: [Int32]
  /// The first node of each class.
  let firstNodes: [Int32]

  /// - Complexity: O(n · b) expected
  init(_ exponents: SimilarityExponents, _ signatures: Signatures) {
    (self.exponents, self.signatures) = (exponents, signatures)
    if exponents.attributes == nil {
      let rows = RowSelection(signatures.rows)
      (classOfNode, firstNodes) = (rows.groupOfRow, rows.groupRows)
    } else {
      // Attributes tell nodes apart that signatures do not.
      classOfNode = (0..<Int32(signatures.rows.rowCount)).map { $0 }
      firstNodes = classOfNode
    }
  }

  /// The signatures of some nodes.
  func signatures(of nodes: [Int]) -> RowSelection {
    RowSelection(signatures.rows, rows: nodes.map { firstNodes[Int(classOfNode[$0])] })
  }
}

/// Embedded nodes, those of a class once.
struct EmbeddedNodes: Sendable {
  let measured: MeasuredNodes
  let landmarks: [Int]
  /// A row of unit length, or of zeros, for each class.
  let embedding: NystromEmbedding

  /// The embedding of a graph's nodes.
  func rows(ofGraph graph: Int) -> RowSelection {
    let splits = measured.signatures.splits
    return RowSelection(
      embedding.rows, rows: Array(measured.classOfNode[splits[graph]..<splits[graph + 1]]))
  }

  /// The nodes whose similarity to every landmark underflows to zero, ascending.
  var underflowedNodes: [Int] {
    guard embedding.isUnderflowed.contains(true) else { return [] }
    return measured.classOfNode.indices.filter {
      embedding.isUnderflowed[Int(measured.classOfNode[$0])]
    }
  }

  /// With a row for each node.
  func expanded() -> NodeEmbedding {
    NodeEmbedding(
      rows: embedding.rows.selectingRows(measured.classOfNode.lazy.map(Int.init)),
      splits: measured.signatures.splits, landmarks: landmarks, underflowedNodes: underflowedNodes)
  }
}
