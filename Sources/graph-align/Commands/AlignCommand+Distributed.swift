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
    let threads = try running.threads ?? DistributionOptions.threads(ranks)
    switch choice {
    case .regal(let regal):
      try Parallelism.withThreadCount(threads) { try share(regal, ranks) }
    case .robust(let robust): try share(robust, choice, ranks, threads)
    }
    try ranks.meet()
    try ranks.leave()
  }

  /// All ranks align parts, unless something can only be compared as a whole.
  private func share(_ regal: REGAL, _ ranks: Ranks) throws {
    guard let reason = reasonForOneProcess else { return try align(regal, ranks) }
    guard ranks.isFirst else { return }
    running.note("Note: \(reason), so that one process aligns alone.")
    try run(.regal(regal)) { _, _ in nil }
  }

  /// The first rank aligns, and the others compute what it asks for.
  private func share(
    _ robust: RobustAligner, _ choice: AlignerArguments.Choice, _ ranks: Ranks, _ threads: Int
  ) throws {
    let folder = distribution.checkpoint
    guard ranks.isFirst else {
      return try Parallelism.withThreadCount(threads) {
        let team = try RobustTeam(ranks, graphs: nil, checkpoint: folder.map { ($0, 0) })
        try team.serve()
        try noteCosts(team, ranks)
      }
    }
    var team: RobustTeam?
    try run(choice) { (source, target) -> (any RobustHelpers)? in
      var checkpoint: (folder: String, key: UInt64)?
      if let folder { checkpoint = (folder, try key(robust, source, target)) }
      let own = try RobustTeam(
        ranks, graphs: (source, target), checkpoint: checkpoint, threadCount: threads)
      team = own
      return own
    }
    try team?.dismiss()
    if let team { try noteCosts(team, ranks) }
  }

  /// Says what processes have sent to each other, and the memory that they needed, if that is wanted; all processes.
  private func noteCosts(_ team: RobustTeam, _ ranks: Ranks) throws {
    guard running.verbose else { return }
    let costs = try team.costs()
    let own = StageLog.peakMemory
    let others = try ranks.largest(ranks.isFirst ? 0 : own)
    guard ranks.isFirst else { return }
    running.note(
      "bytes between processes: graphs \(costs.graphs), signatures \(costs.histograms), matching \(costs.neighbors), "
        + "\(costs.roundCount) rounds of refinement \(costs.refinement); at most \(own >> 20) MiB in the first process"
        + (ranks.count > 1 ? ", \(others >> 20) MiB in another" : ""))
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
    let log = running.verbose ? StageLog(ranks) : nil
    var details: [String] = []
    func report(_ progress: AlignmentProgress) {
      line.update(progress)
      if progress.fractionCompleted == 1 { details.append(describe(progress)) }
    }
    let found = try withoutActuallyEscaping(report) { observe in
      defer { line.finish() }
      let reporter = ranks.isFirst ? StageReporter(progress: observe) : nil
      return try DistributedREGAL(regal, ranks, StageKeeper(reporter, folder, log: log))
        .align(source, to: target)
    }
    for detail in details where running.verbose { running.note(detail) }
    for entry in log?.entries ?? [] where ranks.isFirst {
      running.note(
        "\(entry.stage): \(entry.bytes) bytes between processes, at most "
          + "\(entry.peakBytes >> 20) MiB in one")
    }
    for note in found.notes where ranks.isFirst { running.note("Note: \(GraphAlign.typed(note))") }
    try write(found.rows, source, target, found.notes, ranks)
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
    let truth = try result.truth.map { try part(ofTruthAt: $0, source, target) }
    let assign = DistributedAssignment(
      sources: source.partition, targets: target.partition, ranks)
    let parts = AlignmentParts(try assign(result.assign, rows), source, target, notes: notes)
    try result.finish(
      parts, folder: distribution.parts, truth: truth?.part, note: truth?.note, ranks, running)
  }

  /// What this process knows of the right targets, and what the first has to say of them.
  private func part(
    ofTruthAt path: String, _ source: GraphPart, _ target: GraphPart
  ) throws -> (part: TruthPart, note: String?) {
    var note: String?
    let part = try TruthPart.read(
      at: path, table: pairTable.dialect, source: source, target: target
    ) { sources, targets in
      let truth = try Truth(
        contentsOf: path, table: pairTable.dialect, source: sources, target: targets)
      note = truth.note
      return (truth.pairs, truth.known)
    }
    if let (count, name, line) = part.incomplete {
      note = Truth.note(
        file: path, incompleteCount: count, of: part.pairCount, name: "\(name)", line: line)
    }
    return (part, note)
  }

  /// Tells graphs and options from others, so that a checkpoint of those is not taken for one of these.
  private func key(_ regal: REGAL, _ source: GraphPart, _ target: GraphPart) throws -> UInt64 {
    hash(
      try encoded(regal), from: try source.fingerprint() &* 31 &+ (try target.fingerprint()))
  }

  /// The same of whole graphs, and of the files of what else is known.
  private func key(_ robust: RobustAligner, _ source: Graph, _ target: Graph) throws -> UInt64 {
    var key = hash(try encoded(robust), from: UInt64(result.wantedCount))
    for graph in [source, target] {
      for adjacency in [graph.outgoing, graph.incoming] {
        for array in [adjacency.offsets, adjacency.neighbors.map(Int.init)] {
          for number in array { key = (key ^ UInt64(number)) &* 0x100_0000_01b3 }
        }
        for weight in adjacency.weights ?? [] { key = (key ^ weight.bitPattern) &* 0x100_0000_01b3 }
      }
    }
    let others = [
      sourceAttributes, targetAttributes, aligner.refinement.anchors, known.prior, known.sourceNames,
      known.targetNames, input.ignoreAttributes ? "" : source.attributes.map { "\($0)" },
      input.ignoreAttributes ? "" : target.attributes.map { "\($0)" },
    ]
    for other in others {
      let text = other.map { FileManager.default.contents(atPath: $0) ?? Data($0.utf8) } ?? Data()
      key = hash(text, from: key &+ 1)
    }
    return key
  }

  private func encoded(_ options: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(options)
  }

  /// FNV-1a, from a hash of something else on.
  private func hash(_ bytes: Data, from start: UInt64) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
