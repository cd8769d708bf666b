// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Functions are called as in the header, which says what each does and takes.

public import CGraphAlignmentHeader
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import Options
internal import ReportPages

/// Makes a page on an alignment.
@c @implementation
public func ga_alignment_report(
  _ alignment: OpaquePointer?, _ candidates: OpaquePointer?, _ source: OpaquePointer?,
  _ target: OpaquePointer?, _ evidence: OpaquePointer?, _ truth: UnsafePointer<ga_matrix>?,
  _ unmatched: UnsafePointer<UInt8>?, _ sourceNames: UnsafePointer<UnsafePointer<CChar>?>?,
  _ targetNames: UnsafePointer<UnsafePointer<CChar>?>?, _ facts: UnsafePointer<CChar>?,
  _ html: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let html = try unsafe address(html, named: "HTML")
    let matches = try unsafe value(alignment)
    let all = unsafe candidates == nil ? matches : try unsafe value(candidates)
    let pair = try unsafe GraphPair(source, target)
    for alignment in [matches, all] { try pair.check(alignment) }
    let json = unsafe facts == nil ? "{}" : try unsafe text(facts, named: "facts")
    let facts = try JSONDecoder().decode(PageFacts.self, from: Data(json.utf8))
    var report = AlignmentReport(
      of: matches, candidates: all, source: try unsafe named(pair.source, sourceNames, "source names"),
      target: try unsafe named(pair.target, targetNames, "target names"))
    report.sourceName = facts.source
    report.targetName = facts.target
    report.evidence = try unsafe pair.evidence(evidence)
    if unsafe truth != nil {
      let known = try unsafe Truth(truth, unmatched, of: matches)
      report.truth = NodePairs.Known(targets: known.targets, unmatched: known.unmatched)
    }
    report.areProbabilities = facts.probabilities
    report.stages = facts.stages.map { .init(name: $0.name, seconds: $0.seconds) }
    report.command = facts.command
    unsafe html.pointee = unsafe copied(report.html())
  }
}

/// A graph whose nodes are called as a caller in C says, or by their numbers.
private func named(
  _ graph: Graph, _ names: UnsafePointer<UnsafePointer<CChar>?>?, _ what: String
) throws(ArgumentError) -> Graph {
  guard unsafe names != nil else { return graph }
  let texts = try unsafe strings(names, count: Int64(graph.nodeCount), named: what)
  return graph.identified(by: NodeIdentifiers(texts))
}

/// What a page is to say beside what it measures.
private struct PageFacts: Decodable {
  struct Stage: Decodable {
    let name: String
    let seconds: Double
  }

  private enum CodingKeys: CodingKey { case source, target, probabilities, command, stages }

  var source = "source"
  var target = "target"
  var probabilities: Bool?
  var command: String?
  var stages: [Stage] = []

  init(from decoder: any Decoder) throws {
    let values = try decoder.optionContainer(keyedBy: CodingKeys.self)
    try values.update(&source, .source)
    try values.update(&target, .target)
    try values.update(&probabilities, .probabilities)
    try values.update(&command, .command)
    try values.update(&stages, .stages)
  }
}
