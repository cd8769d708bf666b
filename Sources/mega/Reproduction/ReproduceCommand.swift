internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Foundation
internal import MEGAModel
internal import RelationExtraction

struct ReproduceCommand: ModelCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Make a table of the paper: prepare, align, train, evaluate, compare.",
    usage: "mega reproduce <table> <data> --encoder <how:where> --output <dir> [<options>]",
    discussion: """
      Tables: table2 (all models), table3 (six relations), table4 (top 1, 5, 10),
      figure5 (posts that only MEGA gets right, drawn). Data is a folder with the
      samples (mnre_train.txt or train.txt, and so on), perhaps ours_rel2id.json, and
      what Scripts/parse-posts.py writes: posts.conllu.gz and captions.conllu.gz. Instead
      of captions there may be what a detector saw: custom_data_info.json,
      custom_prediction.json and objects.safetensors.

      First the time that all will take is printed. The same command goes on where
      it was interrupted; tables share what is in one folder. Everything can be
      said in a file, JSON or YAML, --config: rows, seeds, encoder, objectEncoder,
      objects, epochs, batchSize, encoderRate, headRate, patience, dropout.

      EXAMPLES
        mega reproduce table2 mnre --encoder bert:MiniLM --seeds 5 --output results
        mega reproduce table2 mnre --encoder frozen:run1 --objects-encoder MiniLM \\
          --controls --seeds 3 --output results
        mega reproduce table3 mnre --config plan.yaml --output results
      """)

  #if Torch
    @Argument(help: "table2, table3, table4 or figure5.")
    var table: ReproductionPlan.Table

    @Argument(help: "The folder with the data.")
    var data: String

    @Option(help: .value("file", "A plan, JSON or YAML; options take the place of what it says."))
    var config: String?

    @Option(
      help: .value("how:where", "bert:DIR learns, frozen:DIR does not; DIR may be a model of “mega train”."))
    var encoder: String?

    @Option(help: .value("dir", "Makes features of the names of objects (default: the encoder)."))
    var objectsEncoder: String?

    @Option(help: .value("n", "Trainings of each model (default: 5)."))
    var seeds: Int?

    @Option(help: .value("n", "Times to go through all samples."))
    var epochs: Int?

    @Option(help: .value("n", "Samples in a step."))
    var batchSize: Int?

    @Option(help: .value("rate", "Largest rate of the encoder."))
    var encoderRate: Double?

    @Option(help: .value("rate", "Largest rate of everything else (1e-3 on a frozen encoder, or 2e-5)."))
    var headRate: Double?

    @Option(help: .value("n", "Stop after so many epochs without a better validation F1."))
    var patience: Int?

    @Option(help: .value("names", "Only these rows, with commas."))
    var rows: String?

    @Flag(help: "Also train models with something withheld: another picture, shuffled rows of α, words.")
    var controls = false

    @Flag(help: "Only say how long it would take.")
    var estimate = false

    @Option(name: [.short, .long], help: .value("dir", "The folder for everything that comes out."))
    var output: String

    @OptionGroup(title: "Running") var running: RunOptions

    func validate() throws {
      for (name, value) in [
        ("seeds", seeds), ("epochs", epochs), ("batch-size", batchSize), ("patience", patience),
      ] {
        if let value, value < 1 { throw ValidationError("--\(name) must be at least 1") }
      }
      for rate in [encoderRate, headRate] where rate.map({ !($0 >= 0 && $0.isFinite) }) == true {
        throw ValidationError("rates must be numbers that are not negative")
      }
    }

    private func plan() throws -> ReproductionPlan {
      var plan = try config.map { try PlanFile.read($0) } ?? ReproductionPlan()
      if plan.rows.isEmpty { plan.rows = table.rows }
      if controls { plan.rows += ReproductionPlan.controls }
      if let rows {
        let wanted = rows.split(separator: ",").map(String.init)
        for name in wanted where !plan.rows.contains(where: { $0.name == name }) {
          throw ValidationError(
            "there is no row “\(name)”, only \(plan.rows.map(\.name).joined(separator: ", "))")
        }
        plan.rows.removeAll { !wanted.contains($0.name) }
      }
      if let encoder { plan.encoder = encoder }
      if let objectsEncoder { plan.objectEncoder = objectsEncoder }
      if let seeds { plan.seeds = seeds }
      if let epochs { plan.epochs = epochs }
      if let batchSize { plan.batchSize = batchSize }
      if let encoderRate { plan.encoderRate = encoderRate }
      if let headRate { plan.headRate = headRate }
      if let patience { plan.patience = patience }
      return plan
    }

    func run() throws {
      try running.setTorchThreads()
      let plan = try plan()
      let files = try ReproductionFiles(data)
      let posts = try running.timed("posts") { try files.posts(keptIn: output, objects: plan.objects) }
      let reproduction = try Reproduction(plan, posts: posts, features: files.features, path: output)
      let seconds = try running.timed("estimate") { try reproduction.secondsNeeded() }
      running.note(
        "\(ResultTables.counted(plan.rows.count, "model")), \(ResultTables.counted(plan.seeds, "seed")): about \(Self.text(seconds)) on this machine as busy as it is"
      )
      if estimate { return try say(Self.text(seconds)) }
      let bar = ProgressBar(isQuiet: running.quiet)
      defer { bar.finish() }
      var observers = Reproduction.Observers()
      observers.stage = { running.note($0) }
      observers.progress = { text, share in bar.update(text, share: share) }
      let results = try reproduction.run(observers: observers)
      bar.finish()
      try write(results, reproduction)
    }

    private func write(_ results: ReproductionResults, _ reproduction: Reproduction) throws {
      let text: String
      switch table {
      case .table2: text = ResultTables.overall(results, .table2)
      case .table3: text = ResultTables.categories(results)
      case .table4: text = ResultTables.overall(results, .table4)
      case .figure5:
        let cases = results.onlyRight("mega", others: ["mtb", "bert+sg"])
        let page = try CasePage(results, reproduction, cases: Array(cases.prefix(6)))
        try FileWriter.write(to: "\(output)/figure5.html") { (file) throws(FileError) in
          try file.append(page.html)
        }
        text =
          "\(cases.count) of \(results.samples.count) posts only mega gets right, first seeds; "
          + "\(min(cases.count, 6)) are drawn in \(output)/figure5.html"
      }
      try FileWriter.write(to: "\(output)/\(table.rawValue).txt") { (file) throws(FileError) in
        try file.append(text + "\n")
      }
      try say(text)
    }

    private static func text(_ seconds: Double) -> String {
      seconds < 90
        ? "\(Int(seconds.rounded(.up))) s"
        : seconds < 5400
          ? "\(Int((seconds / 60).rounded(.up))) min"
          : String(format: "%.1f h", seconds / 3600)
    }
  #else
    @OptionGroup var rest: AnyArguments
  #endif
}

#if Torch
  extension ReproduceCommand: FileCommand {
    var inputs: [String?] { [config] }
    var outputs: [String?] { [] }
    var memory: MemoryOptions { running.memory }
  }
#endif
