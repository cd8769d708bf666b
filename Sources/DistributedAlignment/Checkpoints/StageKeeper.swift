package import GraphAlignment
internal import LinearAlgebra

/// Reports the stages of a distributed alignment, and keeps what they leave.
package struct StageKeeper {
  private let reporter: StageReporter?
  let folder: CheckpointFolder?
  private let log: StageLog?

  /// - Parameters:
  ///   - reporter: what the first rank reports to; `nil` on others.
  ///   - folder: where results are kept; `nil` for nowhere.
  ///   - log: what notes costs; all ranks have one, or none.
  package init(
    _ reporter: StageReporter?, _ folder: CheckpointFolder? = nil, log: StageLog? = nil
  ) {
    (self.reporter, self.folder, self.log) = (reporter, folder, log)
  }

  func run<Result>(
    _ stage: AlignmentProgress.Stage, _ work: () throws -> Result
  ) throws -> Result {
    func logged() throws -> Result {
      guard let log else { return try work() }
      return try log.measure(stage.rawValue, work)
    }
    guard let reporter else { return try logged() }
    return try reporter.run(stage) { (_: (Double, String?) -> Void) in try logged() }
  }

  /// A matrix for each graph, with a row for each node: read if it is there, else computed and kept; all ranks.
  func keep(
    _ name: String, _ graphs: [GraphPart], _ compute: () throws -> [Matrix]
  ) throws -> [Matrix] {
    guard let folder else { return try compute() }
    let names = graphs.indices.map { "\(name)-\($0 + 1)" }
    if let known = try folder.rows(names, graphs) { return known }
    let matrices = try compute()
    for (index, matrix) in matrices.enumerated() {
      try folder.write(names[index], matrix, graphs[index])
    }
    return matrices
  }

  /// What the first rank computes and all have: read if it is there, else computed and kept; all ranks.
  func keep(
    _ name: String, _ ranks: Ranks, _ compute: () throws -> (Matrix, DoubleMatrix)
  ) throws -> (Matrix, DoubleMatrix) {
    guard let folder else { return try compute() }
    if let known = try folder.factor(name, ranks) { return known }
    let result = try compute()
    try folder.write(name, result.0, result.1, ranks)
    return result
  }
}
