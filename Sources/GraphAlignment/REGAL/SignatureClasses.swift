internal import Graphs
internal import LinearAlgebra
internal import NearestNeighbors

/// The first step of REGAL: the signatures of all nodes of some graphs, and the classes of nodes that nothing
/// tells apart.
struct SignatureClasses: Sendable {
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
    guard exponents.attributes == nil else {
      // Attributes tell nodes apart that signatures do not.
      classOfNode = (0..<Int32(signatures.rows.rowCount)).map { $0 }
      firstNodes = classOfNode
      return
    }
    var (classes, firstNodes): ([Int32], [Int32]) = ([], [])
    classes.reserveCapacity(signatures.rows.rowCount)
    for (node, first) in RowSelection.firstEqualRows(signatures.rows).enumerated() {
      if first == node {
        classes.append(Int32(firstNodes.count))
        firstNodes.append(first)
      } else {
        classes.append(classes[Int(first)])
      }
    }
    (classOfNode, self.firstNodes) = (classes, firstNodes)
  }

  /// The signatures of some nodes.
  ///
  /// - Complexity: O(nodes · b + all nodes)
  func signatures(of nodes: [Int]) -> RowSelection {
    RowSelection(signatures.rows, rows: nodes.map { firstNodes[Int(classOfNode[$0])] })
  }
}
