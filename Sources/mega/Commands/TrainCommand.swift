internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Foundation
internal import MEGAModel
internal import RelationExtraction

struct TrainCommand: ModelCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Teach a model to classify relations.",
    usage: "mega train <training> --output <dir> [<options>]",
    discussion: """
      Models: glove-cnn, pcnn, mtb, bert+sg, bert+sg+att, mega, and ours that read
      what pictures show, in words: bert+phrases, mega+phrases (what is aligned with
      the mentions first). Presets: paper, release (what the published code
      computes), aligned (ours). The encoder is a
      folder with config.json, vocab.txt and model.safetensors of any BERT, called
      MiniLM below.

      The output folder gets the parameters that were best on the validation set
      (without one, the last), the last checkpoint, log.jsonl and curves.svg.

      EXAMPLES
        mega train train.txt --validation val.txt --relations ours_rel2id.json \\
          --model mtb --encoder bert:MiniLM --encoder-rate 1e-4 --head-rate 1e-3 \\
          --batch-size 32 --epochs 5 --output run1
        mega train train.txt --validation val.txt --model mega \\
          --encoder bert:MiniLM --features features.safetensors \\
          --alignment rel_1/train,rel_1/val --output run2
        mega train train.txt --validation val.txt --model bert+phrases \\
          --encoder bert:MiniLM --scenes posts.jsonl.gz --output run4
        mega train train.txt --validation val.txt --model pcnn \\
          --glove glove.6B.50d.txt --output run3
        mega train … --output run1 --resume
      """)

  #if Torch
    @Argument(help: "A file of samples to learn from.")
    var training: String

    @Option(help: .value("file", "Samples to choose the best epoch by."))
    var validation: String?

    @Option(help: .value("file", "The relations with their numbers, JSON (default: those of the samples)."))
    var relations: String?

    @Option(name: [.short, .long], help: .value("dir", "The folder to write."))
    var output: String

    @Option(help: "What learns.")
    var model = ModelKind.mtb

    @Option(help: "Of mega: whose equations and settings (default: paper).")
    var preset: ModelPreset?

    @Option(
      help: .value(
        "how:where",
        """
        bert:DIR learns, frozen:DIR does not; or frozen:FILE,FILE,vocab.txt, the states of both \
        files of samples, as “mega convert states” writes them (or .npy).
        """))
    var encoder: EncoderSource?

    @Option(help: .value("file", "Word vectors for glove-cnn and pcnn (default: random)."))
    var glove: String?

    @OptionGroup(title: "Pictures") var pictures: PictureOptions

    @OptionGroup(title: "Learning") var learning: LearningOptions

    @Option(help: .value("n", "Write a checkpoint every so many steps, besides every epoch."))
    var checkpointEvery: Int?

    @Option(help: .value("n", "Stop after so many steps, with a checkpoint to go on from."))
    var maxSteps: Int?

    @Flag(help: "Go on from the last checkpoint in the output folder.")
    var resume = false

    @Option(help: "Where to compute.")
    var device = TorchDevice.cpu

    @OptionGroup(title: "Running") var runOptions: RunOptions

    func validate() throws {
      if let maxSteps, maxSteps < 1 { throw ValidationError("--max-steps must be at least 1") }
      if let checkpointEvery, checkpointEvery < 1 {
        throw ValidationError("--checkpoint-every must be at least 1")
      }
      if model.readsWords, encoder != nil {
        throw ValidationError("\(model.rawValue) reads words and has no --encoder")
      }
      if !model.readsWords, encoder == nil {
        throw ValidationError("--model \(model.rawValue) needs an --encoder")
      }
      if preset != nil, model != .mega {
        throw ValidationError("--preset is of --model mega; \(model.rawValue) has no alignment")
      }
      if model.readsPhrases, pictures.scenes == nil {
        throw ValidationError("--model \(model.rawValue) needs --scenes")
      }
      if !model.readsPhrases, pictures.scenes != nil {
        throw ValidationError("only bert+phrases and mega+phrases read --scenes")
      }
      if !model.readsWords, glove != nil { throw ValidationError("only glove-cnn and pcnn read --glove") }
    }

    private var recipe: TrainingRecipe {
      var recipe = TrainingRecipe(model, preset: preset ?? .paper, encoder: encoder)
      recipe.wordVectors = glove
      recipe.pictures = pictures.files
      recipe.device = device
      learning.apply(to: &recipe)
      return recipe
    }

    func run() throws {
      try device.require()
      try runOptions.setTorchThreads()
      let samples = try runOptions.timed("read") { try RelationSample.read(from: training) }
      let checked = try validation.map { try RelationSample.read(from: $0) } ?? []
      let run = try runOptions.timed("prepare") {
        try runOptions.withProgress("encoding", of: samples.count + checked.count) { show in
          try TrainingRun(
            recipe, training: samples, validation: checked,
            relations: relations.map { try RelationVocabulary(contentsOf: $0) },
            names: (training, validation ?? ""), progress: { done, _ in show(done) })
        }
      }
      for note in run.notes { runOptions.note("note: \(note)") }
      let bar = ProgressBar(isQuiet: runOptions.quiet)
      defer { bar.finish() }
      var observers = Trainer.Observers()
      observers.start = { state in
        if resume { runOptions.note("going on at step \(state.step), epoch \(state.epoch + 1)") }
        runOptions.note(
          "\(run.trainer.model.parameters.count) parameters, \(run.trainer.batchCount) steps an "
            + "epoch, \(TorchLibrary.threadCount) threads, libtorch \(TorchLibrary.version)")
      }
      observers.progress = { bar.update($0) }
      observers.epoch = { epoch, isBest in
        bar.finish()
        runOptions.note(epoch.line + (isBest ? "  *" : ""))
      }
      try run.run(
        to: output, isResuming: resume, stepLimit: maxSteps, checkpointInterval: checkpointEvery,
        observers: observers)
      let state = run.trainer.state
      guard run.trainer.isFinished, let best = state.best else {
        return try say("stopped at step \(state.step); --resume goes on")
      }
      let f1 = best.validationF1.map { String(format: ", validation F1 %.4f", $0) } ?? ""
      try say("best epoch \(best.number)\(f1); the model is in \(output)")
    }
  #else
    @OptionGroup var rest: AnyArguments
  #endif
}
