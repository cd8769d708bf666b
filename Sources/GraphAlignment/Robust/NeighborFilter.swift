internal import CKernels
internal import Graphs
internal import Parallel

/// Tells of most nodes that they are no neighbors without a search; see `ga_filter_neighbors`. Chains that walk the same
/// graph share it.
///
/// - Complexity: a byte for each entry of the graph
final class NeighborFilter: Sendable {
  private let bits: OwnedBuffer<UInt8>

  init(_ graph: Adjacency) {
    var bits = OwnedBuffer<UInt8>(repeating: 0, count: graph.entryCount)
    unsafe graph.withUnsafePointers { offsets, neighbors in
      unsafe ga_filter_neighbors(
        offsets, neighbors, 0, Int64(graph.nodeCount), bits.mutableAddress)
    }
    self.bits = bits
  }

  /// Where the bits of the first entry are, valid as long as this object lives.
  @unsafe var base: UnsafePointer<UInt8> { unsafe bits.address }
}
