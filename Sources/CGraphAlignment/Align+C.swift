// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Functions are called as in the header, which says what each does and takes.

public import CGraphAlignmentHeader
internal import GraphAlignment
internal import Graphs
internal import Parallel

/// Aligns two graphs.
@c @implementation
public func ga_align(
  _ source: OpaquePointer?, _ target: OpaquePointer?, _ evidence: OpaquePointer?,
  _ preset: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?, _ threads: Int32,
  _ progress: ga_progress?, _ context: UnsafeMutableRawPointer?,
  _ alignment: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let alignment = try unsafe address(alignment, named: "alignment")
    let choice = try unsafe choice(preset, options)
    let pair = try unsafe GraphPair(source, target)
    let evidence = try unsafe pair.evidence(evidence)
    if case .regal = choice, !evidence.isEmpty {
      throw ArgumentError("anchors, similarities from elsewhere and names need the preset robust")
    }
    let watch = unsafe Watch(function: progress, context: context)
    var result = try threaded(threads) {
      switch choice {
      case .robust(let aligner):
        try aligner.requireMemory(
          source: pair.source.nodeCount, target: pair.target.nodeCount, option: "candidateCount")
        return try aligner.align(
          pair.source, to: pair.target, evidence: evidence, progress: { unsafe watch.report($0) })
      case .regal(let aligner):
        try aligner.requireMemory(
          source: pair.source.nodeCount, target: pair.target.nodeCount, option: "candidateCount")
        return try aligner.align(
          pair.source, to: pair.target, progress: { unsafe watch.report($0) })
      }
    }
    result.notes = pair.remarks + result.notes
    unsafe alignment.pointee = unsafe retained(AlignmentHandle(result))
  }
}

/// Frees an alignment.
@c @implementation
public func ga_alignment_free(_ alignment: OpaquePointer?) {
  unsafe release(alignment, AlignmentHandle.self)
}

/// All options of a preset, as JSON.
@c @implementation
public func ga_options(
  _ preset: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let json = try unsafe address(json, named: "JSON")
    unsafe json.pointee = unsafe copied(try choice(preset, options).json())
  }
}

/// The aligner that a caller in C wants.
func choice(
  _ preset: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?
) throws -> AlignerChoice {
  try AlignerChoice(
    preset: unsafe preset.map { try unsafe text($0, named: "preset") } ?? "robust",
    options: unsafe options.map { try unsafe text($0, named: "options") })
}

/// Runs work that reports may cancel, with a number of threads; 0 is one for each core.
func threaded<Result>(_ threads: Int32, _ work: () throws -> Result) throws -> Result {
  guard threads >= 0 else { throw ArgumentError("there cannot be \(threads) threads") }
  return try runInTask {
    try Parallelism.withThreadCount(threads > 0 ? Int(threads) : nil, work)
  }
}

/// Two graphs to be compared.
struct GraphPair {
  let source: Graph
  let target: Graph
  /// What attributes are not used.
  let remarks: [String]

  /// - Throws: ``ArgumentError`` for NULL, a graph without nodes, and attributes of one graph alone.
  init(_ source: OpaquePointer?, _ target: OpaquePointer?) throws(ArgumentError) {
    let source = try unsafe object(source, GraphHandle.self, named: "source graph").value
    let target = try unsafe object(target, GraphHandle.self, named: "target graph").value
    for (side, graph) in [("source", source), ("target", target)] where graph.nodeCount == 0 {
      throw ArgumentError("the \(side) graph has no nodes")
    }
    for (side, other, graph, bare) in [
      ("source", "target", source, target), ("target", "source", target, source),
    ] where graph.attributes != nil && bare.attributes == nil {
      throw ArgumentError("the \(side) graph has attributes and the \(other) graph has none")
    }
    let (graphs, remarks) = Graph.reconcilingAttributes(
      of: [source, target], named: ["the source graph", "the target graph"])
    (self.source, self.target, self.remarks) = (graphs[0], graphs[1], remarks)
  }

  /// What is known of them.
  func evidence(_ pointer: OpaquePointer?) throws(ArgumentError) -> AlignmentEvidence {
    guard unsafe pointer != nil else { return AlignmentEvidence() }
    return try unsafe object(pointer, EvidenceHandle.self, named: "evidence")
      .evidence(source, target)
  }

  /// - Throws: ``ArgumentError`` if an alignment is one of other graphs.
  func check(_ alignment: Alignment) throws(ArgumentError) {
    guard alignment.sourceCount == source.nodeCount, alignment.targetCount == target.nodeCount
    else {
      throw ArgumentError(
        "graphs of \(source.nodeCount) and \(target.nodeCount) nodes are not those aligned, of "
          + "\(alignment.sourceCount) and \(alignment.targetCount)")
    }
  }
}
