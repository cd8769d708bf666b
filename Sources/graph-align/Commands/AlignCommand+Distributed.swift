internal import CommandLineSupport
internal import DistributedAlignment
internal import Files
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import Parallel

extension AlignCommand {
  /// Aligns together with other processes.
  func runDistributed() throws {
    let choice = try aligner.choice()
    let ranks = try distribution.join()
    try Parallelism.withThreadCount(try running.threads ?? DistributionOptions.threads(ranks)) {
      switch choice {
      case .regal(let regal):
        if let reason = reasonForOneProcess {
          if ranks.isFirst {
            running.note("Note: \(reason), so that one process aligns alone.")
            try run(choice, helpers: nil)
          }
        } else {
          try align(regal, ranks)
        }
      case .robust: if ranks.isFirst { try run(choice, helpers: nil) }
      }
      try ranks.meet()
    }
    try ranks.leave()
  }

  /// What REGAL's stages cannot do in parts.
  private var reasonForOneProcess: String? {
    if split != nil { return "both graphs are in one file" }
    if sourceAttributes != nil || targetAttributes != nil {
      return "attributes are compared pair by pair"
    }
    return result.report != nil ? "a report needs both graphs" : nil
  }

  private func align(_ start: REGAL, _ ranks: Ranks) throws {
    var regal = start
    regal.candidateCount = result.wantedCount
    let edges = EdgeUse(.regal(regal))
    let source = try part(self.source, edges, ranks)
    let target = try part(self.target!, edges, ranks)
    let nodeCount = source.nodeCount + target.nodeCount
    try regal.requireMemory(forNodes: nodeCount / ranks.count)
    let folder = try distribution.checkpoint.map {
      try CheckpointFolder($0, key: try key(regal, source, target), ranks)
    }
    let line = ProgressBar(isQuiet: running.quiet || !ranks.isFirst)
    var details: [String] = []
    let (rows, notes) = try withoutActuallyEscaping({ (progress: AlignmentProgress) in
      line.update(progress)
      if progress.fractionCompleted == 1 { details.append(describe(progress)) }
    }) { observe in
      defer { line.finish() }
      let reporter = ranks.isFirst ? StageReporter(progress: observe) : nil
      return try DistributedREGAL(regal, ranks, StageKeeper(reporter, folder))
        .align(source, to: target)
    }
    for detail in details where running.verbose { running.note(detail) }
    for note in notes where ranks.isFirst { running.note("Note: \(GraphAlign.typed(note))") }
    try write(rows, source, target, notes, ranks)
    if running.verbose, ranks.isFirst {
      running.note("rank 0 sent \(Ranks.bytesSent) bytes to others")
    }
  }

  private func part(_ path: String, _ edges: EdgeUse, _ ranks: Ranks) throws -> GraphPart {
    let (part, note) = try GraphPart.read(at: path, options: input.reading, ranks) { path in
      var note = ""
      let graph = try input.graphs([path], edges: edges, speaksAlways: true) { note = $0 }[0]
      guard graph.attributes == nil else {
        throw FileError(
          file: path,
          reason: "has attributes of nodes, which are not compared in parts: --ignore-attributes")
      }
      return (graph, note)
    }
    if ranks.isFirst { running.note(note.hasPrefix(path) ? note : "\(path): \(note)") }
    return part
  }

  private func write(
    _ rows: CandidateRows, _ source: GraphPart, _ target: GraphPart, _ notes: [String],
    _ ranks: Ranks
  ) throws {
    guard result.assign == .nearest, result.truth == nil else {
      // What is assigned or scored is all candidates together.
      let all = try AlignmentParts.gathered(rows, source, target, notes: notes)
      if let all { try result.finish(all, truth: try result.truth.map { try truth(at: $0, all) }, running) }
      return
    }
    var parts = AlignmentParts(rows, source, target, notes: notes)
    parts.part = result.selected(parts.part)
    if let folder = distribution.parts {
      if ranks.isFirst {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      try ranks.meet()
      try parts.writePart(
        in: folder, format: result.format, listsUnmatched: result.unmatched,
        hasHeader: result.outputHeader)
    }
    try parts.write(
      to: result.output ?? "-", format: result.format, listsUnmatched: result.unmatched,
      hasHeader: result.outputHeader)
  }

  private func truth(at path: String, _ alignment: Alignment) throws -> Truth {
    try Truth(
      try NodePairs(contentsOf: path, table: pairTable.dialect),
      source: alignment.sourceIdentifiers, target: alignment.targetIdentifiers)
  }

  /// Tells graphs and options from others, so that a checkpoint of those is not taken for one of these.
  private func key(_ regal: REGAL, _ source: GraphPart, _ target: GraphPart) throws -> UInt64 {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var hash = try source.fingerprint() &* 31 &+ (try target.fingerprint())
    // FNV-1a
    for byte in try encoder.encode(regal) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}
