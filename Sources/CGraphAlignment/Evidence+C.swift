// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Functions are called as in the header, which says what each does and takes.

public import CGraphAlignmentHeader
internal import GraphAlignment
internal import Graphs
internal import Synchronization

/// What is known of two graphs, in the hands of C. It knows no graph, so that it is checked when it is used.
final class EvidenceHandle: Sendable {
  private struct Known {
    var evidence = AlignmentEvidence()
    /// The shapes that similarities and names have.
    var shapes: [(what: String, source: Int, target: Int)] = []
    var sources: Set<Int> = []
    var certainTargets: Set<Int> = []
  }

  private let known = Mutex(Known())

  func add(_ anchors: [WeightedAnchor]) throws(ArgumentError) {
    try known.withLock { (known) throws(ArgumentError) in
      var next = known
      for anchor in anchors {
        guard next.sources.insert(anchor.source).inserted else {
          throw ArgumentError("source node \(anchor.source) has two anchors")
        }
        guard anchor.confidence < 1 || next.certainTargets.insert(anchor.target).inserted else {
          throw ArgumentError("target node \(anchor.target) has two anchors of confidence 1")
        }
      }
      next.evidence.anchors += anchors
      known = next
    }
  }

  func add(_ prior: SparsePrior, _ what: String, source: Int, target: Int) {
    known.withLock {
      $0.evidence.priors.append(prior)
      $0.shapes.append((what, source, target))
    }
  }

  /// What is known of these graphs.
  ///
  /// - Throws: ``ArgumentError`` for a node that one does not have, and for similarities of other graphs.
  func evidence(_ source: Graph, _ target: Graph) throws(ArgumentError) -> AlignmentEvidence {
    let known = known.withLock { $0 }
    let (first, second) = (source.nodeCount, target.nodeCount)
    for anchor in known.evidence.anchors {
      for (side, node, count) in [
        ("source", anchor.source, first), ("target", anchor.target, second),
      ] where node < 0 || node >= count {
        throw ArgumentError(
          "an anchor names \(side) node \(node), and the \(side) graph has \(count) nodes, from 0")
      }
    }
    for shape in known.shapes where (shape.source, shape.target) != (first, second) {
      throw ArgumentError(
        "\(shape.what) of \(shape.source) source and \(shape.target) target nodes do not fit graphs of "
          + "\(first) and \(second)")
    }
    return known.evidence
  }
}

/// Makes evidence that knows nothing yet.
@c @implementation
public func ga_evidence_create() -> OpaquePointer? { unsafe retained(EvidenceHandle()) }

/// Frees evidence.
@c @implementation
public func ga_evidence_free(_ evidence: OpaquePointer?) { unsafe release(evidence, EvidenceHandle.self) }

/// Adds known correspondences.
@c @implementation
public func ga_evidence_add_anchors(
  _ evidence: OpaquePointer?, _ sources: UnsafePointer<Int64>?, _ targets: UnsafePointer<Int64>?,
  _ confidences: UnsafePointer<Double>?, _ count: Int64,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let handle = try unsafe object(evidence, EvidenceHandle.self, named: "evidence")
    let sources = try unsafe elements(sources, count: count, named: "source nodes of anchors")
    let targets = try unsafe elements(targets, count: count, named: "target nodes of anchors")
    var anchors: [WeightedAnchor] = []
    for index in sources.indices {
      let (source, target) = unsafe (Int(sources[index]), Int(targets[index]))
      let confidence = unsafe confidences?[index] ?? 1
      guard source >= 0, target >= 0 else {
        throw ArgumentError("an anchor joins nodes \(source) and \(target): nodes are counted from 0")
      }
      guard confidence > 0, confidence <= 1 else {
        throw ArgumentError(
          "the anchor of source node \(source) has the confidence \(confidence): expected a number above 0 "
            + "and at most 1")
      }
      anchors.append(WeightedAnchor(source: source, target: target, confidence: confidence))
    }
    try handle.add(anchors)
  }
}

/// Adds similarities from elsewhere.
@c @implementation
public func ga_evidence_add_prior(
  _ evidence: OpaquePointer?, _ matrix: UnsafePointer<ga_matrix>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let handle = try unsafe object(evidence, EvidenceHandle.self, named: "evidence")
    let entries = try unsafe MatrixEntries(matrix, quantity: "similarity")
    let prior = SparsePrior(
      entries.rows.indices.map {
        .init(
          source: Int(entries.rows[$0]), target: Int(entries.columns[$0]),
          similarity: entries.values?[$0] ?? 1)
      })
    handle.add(
      prior, "similarities", source: entries.rowCount, target: entries.columnCount)
  }
}

/// Adds names.
@c @implementation
public func ga_evidence_add_names(
  _ evidence: OpaquePointer?, _ sourceNames: UnsafePointer<UnsafePointer<CChar>?>?,
  _ sourceCount: Int64, _ targetNames: UnsafePointer<UnsafePointer<CChar>?>?, _ targetCount: Int64,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let handle = try unsafe object(evidence, EvidenceHandle.self, named: "evidence")
    let sources = try unsafe strings(sourceNames, count: sourceCount, named: "source names")
    let targets = try unsafe strings(targetNames, count: targetCount, named: "target names")
    handle.add(
      SparsePrior(names: sources, and: targets), "names", source: sources.count,
      target: targets.count)
  }
}
