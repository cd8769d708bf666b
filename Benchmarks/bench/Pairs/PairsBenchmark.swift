internal import ArgumentParser
internal import Foundation
internal import GraphAlignment
internal import Options
internal import Parallel

/// Real pairs with everything that is known of them.
struct PairsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pairs",
    abstract: "Real pairs of graphs: hits, calibration, time and memory by evidence.",
    discussion: """
      A folder for each pair, with source.edges, target.edges and truth.tsv, and perhaps
      attributes, anchors, a prior, names, relations or directions (Benchmarks/README.md
      has the names of the files). Each choice among them is run. The nodes of both graphs
      are renumbered at random by each seed.

      With anchors only truth-test.tsv counts, else all truth. Hits and MRR are
      expected values over ties; higher is better. ECE, the expected calibration error,
      is for aligners whose similarities are probabilities; lower is better.

      Peers run beside ours, each alignment in a process of its own, with what they can
      use of the evidence; Benchmarks/peers/README.md says how. One that fails, or runs
      out of time or memory, is reported as such.

      A pair that cannot be read is reported, the others go on, and the command fails
      in the end.

      EXAMPLES
        bench pairs --pairs path/to/pairs
        bench pairs --pairs path/to/pairs --only douban,cora --settings robust --controls
        bench pairs --pairs path/to/pairs --evidence none,attributes+anchors --seeds 5
        bench pairs --pairs path/to/pairs --only econ --svg pairs.svg \\
          --python .venv/bin/python --peer parrot=path/to/PARROT-Python --peer graspologic
      """)

  @Option(name: .long, help: ArgumentHelp("A folder of folders.", valueName: "folder"))
  var pairs: String

  @Option(
    name: .long,
    help: ArgumentHelp("Only pairs whose name contains one of these.", valueName: "names"))
  var only: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Of robust, default, authors, paper, degree, IsoRank, FINAL; each with the evidence it can use.",
      valueName: "names"))
  var settings = "robust,authors"

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only these choices, such as none,anchors,attributes+anchors.", valueName: "names"))
  var evidence: String?

  @Option(name: .long, help: ArgumentHelp("Seeds 0 … n − 1.", valueName: "n"))
  var seeds = 1

  @Flag(
    name: .long,
    help: "The same with attributes, prior and names shuffled, and a tenth of the anchors wrong.")
  var controls = false

  @OptionGroup var peers: PairPeerOptions
  @OptionGroup var common: CommonOptions
  @OptionGroup var page: PageOptions

  func validate() throws {
    guard seeds >= 1 else { throw ValidationError("--seeds must be at least 1") }
    _ = try (methods, choices)
  }

  private var methods: [PairMethod] {
    get throws {
      try settings.split(separator: ",").map { name in
        guard let method = PairMethod.all.first(where: { $0.name == name }) else {
          let known = PairMethod.all.map(\.name).joined(separator: ", ")
          throw ValidationError("--settings: there is no “\(name)”, only \(known)")
        }
        return method
      }
    }
  }

  private var choices: [Evidence]? {
    get throws {
      try evidence?.split(separator: ",").map { name in
        guard let choice = Evidence(named: name) else {
          let known = Ingredient.allCases.map(\.rawValue).joined(separator: ", ")
          throw ValidationError("--evidence: “\(name)” is neither none nor made of \(known)")
        }
        return choice
      }
    }
  }

  func run() throws {
    var result = PairsResult(setting: .current(threads: common.threads), seeds: seeds)
    let folders = try PairFolder.all(in: pairs).filter { folder in
      only?.split(separator: ",").contains { folder.name.contains($0) } ?? true
    }
    guard !folders.isEmpty else { throw ValidationError("--pairs: no such pair in \(pairs)") }
    for folder in folders {
      do {
        try measure(folder, into: &result)
      } catch {
        result.failures.append(.init(pair: folder.name, reason: "\(error)"))
        FileHandle.standardError.write(Data("Error: \(folder.name): \(error)\n".utf8))
      }
      // What is measured so far is kept, should a later pair take too long.
      try common.save(result)
    }
    try common.show(result.markdown)
    try common.draw(result.figure)
    try page.write([.init(result)])
    guard result.failures.isEmpty else { throw ExitCode.failure }
  }

  private func measure(_ folder: PairFolder, into result: inout PairsResult) throws {
    let wanted = try choices
    var memory = PeerMemory()
    for evidence in Evidence.choices(among: try folder.ingredients())
    where wanted?.contains(evidence) ?? true {
      let pair = try folder.read(evidence)
      for text in pair.notes where !result.notes.contains("\(folder.name): \(text)") {
        result.notes.append("\(folder.name): \(text)")
      }
      for method in try methods where evidence.ingredients.isSubset(of: method.usable) {
        let spoiled = PairControl.allCases.filter { controls && $0.applies(to: evidence) }
        for control in [nil] + spoiled {
          note("\(folder.name), \(method.name), \(evidence.name) \(control?.rawValue ?? "") …")
          do {
            result.rows.append(try measure(method, folder.name, evidence, control, pair))
          } catch let error as OptionError {
            // A dense method refuses graphs that it has no memory for.
            FileHandle.standardError.write(
              Data("\(method.name) on \(folder.name): \(error)\n".utf8))
          }
        }
      }
      try measurePeers(folder, evidence, &memory, into: &result)
    }
  }

  private func measure(
    _ method: PairMethod, _ name: String, _ evidence: Evidence, _ control: PairControl?,
    _ pair: PairData
  ) throws -> PairsResult.Row {
    var row = PairsResult.Row(
      pair: name, settings: method.name, evidence: evidence.name, control: control?.rawValue,
      truth: pair.truthFile, known: pair.knownCount)
    for seed in 0..<UInt64(seeds) {
      let numbered = pair.renumbered(seed: seed)
      let given = control?.spoil(numbered, seed: seed) ?? numbered
      restartPeak()
      let start = userSeconds()
      let alignment = try Parallelism.withThreadCount(common.threads) { try method.align(given) }
      row.userSeconds.append(userSeconds() - start)
      row.peakMebibytes = max(row.peakMebibytes, recentPeak() ?? peakMemory())
      let scores = alignment.scores(against: given.truth, unmatched: given.unmatched)
      row.hits1.append(scores.hits(at: 1))
      row.hits10.append(scores.hits(at: 10))
      row.meanReciprocalRank.append(scores.meanReciprocalRank)
      if method.givesProbabilities, let error = scores.expectedCalibrationError {
        row.calibrationError.append(error)
      }
    }
    return row
  }
}

/// Seconds that this process has computed for itself, all threads together.
private func userSeconds() -> Double {
  var usage = rusage()
  unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) * 1e-6
}
