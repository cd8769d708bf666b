internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import Parallel
internal import Synchronization

struct BatchCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Align many pairs of graphs at once, by REGAL.",
    discussion: """
      The pairs are listed in a file, a line each: source, target and perhaps
      output, separated by tabs or spaces, with # before comments; or they are in
      a folder, as files NAME-source.… and NAME-target.…. Paths in a list count
      from the folder that the list is in.

      Without outputs of their own all pairs go to one TSV: pair (its number in
      the list, or NAME), source, target, similarity, rank. Nothing is written
      before every graph has been read and every pair aligned.

      Up to 58 nodes, both graphs together, embeddings are exact and need not be
      computed: thousands of such pairs a second and core.

      EXAMPLES
        graph-align batch pairs.txt --output matches.tsv
        graph-align batch sentences/ --preset authors --top 3
        printf 'a.edges b.edges ab.tsv\\n' | graph-align batch -
      """)

  @Argument(help: "A file that lists pairs, or a folder of them.")
  var pairs: String

  @OptionGroup(title: "Input") var input: InputOptions

  @Option(
    name: .long,
    help: "regal: as it measures best; paper: the equations; authors: the authors' code.")
  var preset = EmbedCommand.Preset.regal

  @OptionGroup(title: "REGAL") var regal: REGALArguments
  @OptionGroup(title: "REGAL") var shared: SharedArguments

  @Option(
    name: .customLong("top"),
    help: ArgumentHelp("Candidates for each source node.", valueName: "k"))
  var candidateCount = 1

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where one TSV of all pairs goes (standard output).", valueName: "file"))
  var output: String?

  @Flag(name: .long, help: "Begin each TSV with a line that names its columns.")
  var outputHeader = false

  @OptionGroup(title: "Running") var running: RunOptions

  var inputs: [String?] { [pairs] }
  var outputs: [String?] { [output] }
  var outputFiles: [String?] { outputs }
  var memory: MemoryOptions { running.memory }

  func validate() throws {
    guard candidateCount >= 1 else { throw ValidationError("--top must be at least 1") }
  }

  func run() throws {
    var aligner = try regal.aligner(from: preset.start, shared)
    aligner.candidateCount = candidateCount
    let list = try PairList(at: pairs)
    guard list.pairs[0].output == nil || output == nil else {
      throw ValidationError("the list says where each pair goes: --output has nothing to hold")
    }
    try FilePlaces(
      inputs: [pairs], graphs: Set(list.pairs.flatMap { [$0.source, $0.target] }).sorted(),
      outputs: list.pairs.compactMap(\.output) + [output].compactMap { $0 }
    ).check()
    for path in list.pairs.compactMap(\.output) { try FileWriter.requirePlace(for: path) }
    try running.run {
      let start = ContinuousClock.now
      let graphs = try read(list, EdgeUse(aligner))
      for (source, target) in graphs {
        try aligner.requireMemory(source: source.nodeCount, target: target.nodeCount)
      }
      let afterReading = ContinuousClock.now
      let alignments = try aligner.align(batch: graphs)
      let end = ContinuousClock.now
      try write(alignments, list)
      if running.verbose {
        let (reading, aligning) = (
          (afterReading - start) / .seconds(1), (end - afterReading) / .seconds(1)
        )
        running.note(
          "\(alignments.count) pairs, read in \(String(format: "%.3f", reading)) s, aligned in "
            + "\(String(format: "%.3f", aligning)) s")
      }
    }
  }

  /// Reads all graphs, several at a time, and says what there is to say about the first few of them.
  private func read(
    _ list: PairList, _ edges: EdgeUse
  ) throws -> [(source: Graph, target: Graph)] {
    typealias Reading = Result<(graphs: [Graph], notes: [String]), any Error>
    let results = Mutex([Reading?](repeating: nil, count: list.pairs.count))
    parallelFor(list.pairs.count, grain: 16) { range in
      for i in range {
        let pair = list.pairs[i]
        let result = Reading {
          var notes: [String] = []
          let graphs = try input.graphs([pair.source, pair.target], edges: edges) { notes.append($0) }
          return (graphs, notes)
        }
        results.withLock { $0[i] = result }
      }
    }
    let read = try results.withLock { $0 }.map { try $0!.get() }
    // A note for each of thousands of files would help nobody.
    var (said, count) = (Set<String>(), 0)
    for note in read.flatMap(\.notes) where said.insert(note).inserted {
      count += 1
      if count <= Self.noteLimit { running.note(note) }
    }
    if count > Self.noteLimit {
      running.note("… and \(count - Self.noteLimit) more such notes; --strict makes losses errors")
    }
    return read.map { (source: $0.graphs[0], target: $0.graphs[1]) }
  }

  private static let noteLimit = 20

  private func write(_ alignments: [Alignment], _ list: PairList) throws {
    guard list.pairs[0].output != nil else {
      let named = zip(list.pairs, alignments).map { (name: $0.name, alignment: $1) }
      return try Alignment.write(named, hasHeader: outputHeader, to: output ?? "-")
    }
    try FileWriter.together {
      for (pair, alignment) in zip(list.pairs, alignments) {
        try alignment.write(to: pair.output!, hasHeader: outputHeader)
      }
    }
  }
}
