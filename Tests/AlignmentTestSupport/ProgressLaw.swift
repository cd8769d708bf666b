public import GraphAlignment
public import Graphs
public import Testing

/// Holds the progress of an aligner to the law: each stage reports, from 0 when it begins to 1 when it ends,
/// never back; stages come in their order, each once; and listening does not change the result.
///
/// - Parameter stages: those that have to report, in order; others may.
/// - Returns: every report, in order.
@discardableResult
public func expectProgress(
  of aligner: some GraphAligner, _ source: Graph, to target: Graph,
  stages expected: [AlignmentProgress.Stage], sourceLocation: SourceLocation = #_sourceLocation
) throws -> [AlignmentProgress] {
  var reports: [AlignmentProgress] = []
  let alignment = try aligner.align(source, to: target) { reports.append($0) }
  #expect(try aligner.align(source, to: target) == alignment, sourceLocation: sourceLocation)

  var stages: [AlignmentProgress.Stage] = []
  for report in reports where report.stage != stages.last { stages.append(report.stage) }
  let order = AlignmentProgress.Stage.allCases.filter { stages.contains($0) }
  #expect(stages == order, "each once, in order", sourceLocation: sourceLocation)
  #expect(stages.filter(expected.contains) == expected, sourceLocation: sourceLocation)
  for stage in stages {
    let own = reports.filter { $0.stage == stage }
    let fractions = own.map(\.fractionCompleted)
    #expect(
      own.count >= 2 && fractions.first == 0 && fractions.last == 1, "\(stage): \(fractions)",
      sourceLocation: sourceLocation)
    #expect(fractions == fractions.sorted(), "\(stage)", sourceLocation: sourceLocation)
    let durations = own.map(\.duration)
    #expect(
      durations == durations.sorted() && durations.allSatisfy { $0 >= .zero }, "\(stage)",
      sourceLocation: sourceLocation)
  }
  return reports
}
