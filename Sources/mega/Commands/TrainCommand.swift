internal import ArgumentParser

#if Torch
  internal import CommandLineSupport
  internal import Files
  internal import Foundation
  internal import LinearAlgebra
  internal import MEGAModel
  internal import RelationExtraction
#endif

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Teach a model to classify relations.",
    discussion: """
      Models: glove-cnn, pcnn, mtb, bert+sg, bert+sg+att, mega. Presets: paper, release
      (what the published code computes), aligned (ours). The encoder is a folder with
      config.json, vocab.txt and model.safetensors: “bert:DIR” learns, “frozen:DIR”
      does not. The output folder gets the parameters that were best on the validation
      set, the last checkpoint, log.jsonl and curves.svg.

      EXAMPLES
        mega train train.txt --validation val.txt --relations ours_rel2id.json \\
          --model mtb --encoder bert:MiniLM --encoder-rate 1e-4 --head-rate 1e-3 \\
          --batch-size 32 --epochs 5 --output run1
        mega train train.txt --validation val.txt --model mega --encoder bert:MiniLM \\
          --features features.safetensors --alignment rel_1/train,rel_1/val --output run2
        mega train train.txt --validation val.txt --model pcnn \\
          --glove glove.6B.50d.txt --output run3
        mega train … --output run1 --resume
      """)

  #if Torch
    @Argument(help: "Samples to learn from.")
    var training: String

    @Option(
      name: .long, help: ArgumentHelp("Samples to choose the best epoch by.", valueName: "file"))
    var validation: String?

    @Option(
      name: .long, help: ArgumentHelp("The relations with their numbers, JSON.", valueName: "file"))
    var relations: String?

    @Option(name: [.short, .long], help: ArgumentHelp("The folder to write.", valueName: "dir"))
    var output: String

    @Option(name: .long, help: "The model.")
    var model = ModelKind.mtb

    @Option(name: .long, help: "Whose equations and settings: paper, release, aligned.")
    var preset = ModelPreset.paper

    @Option(
      name: .long,
      help: ArgumentHelp(
        "bert:DIR, frozen:DIR, or frozen:FILE,FILE with states of the training and the validation samples (safetensors or .npy).",
        valueName: "how:where"))
    var encoder: String?

    @Option(name: .long, help: ArgumentHelp("Word vectors (default: random).", valueName: "file"))
    var glove: String?

    @OptionGroup var pictures: PictureOptions

    @Option(name: .long, help: ArgumentHelp("Times to go through all samples.", valueName: "n"))
    var epochs: Int?

    @Option(name: .long, help: ArgumentHelp("Samples in a step.", valueName: "n"))
    var batchSize: Int?

    @Option(name: .long, help: ArgumentHelp("Largest rate of the encoder.", valueName: "rate"))
    var encoderRate: Double?

    @Option(name: .long, help: ArgumentHelp("Largest rate of everything else.", valueName: "rate"))
    var headRate: Double?

    @Option(name: .long, help: ArgumentHelp("Weight decay.", valueName: "d"))
    var decay: Double?

    @Option(name: .long, help: ArgumentHelp("Steps in which rates grow.", valueName: "n"))
    var warmUp: Int?

    @Option(
      name: .long, help: ArgumentHelp("Limit of the gradient's norm; 0 for none.", valueName: "x"))
    var clip: Double?

    @Option(name: .long, help: ArgumentHelp("Share dropped before the last layer.", valueName: "x"))
    var dropout: Double?

    @Option(name: .long, help: ArgumentHelp("Most pieces or words of a sample.", valueName: "n"))
    var maxLength: Int?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Stop after so many epochs without a better validation F1.", valueName: "n"))
    var patience: Int?

    @Option(name: .long, help: ArgumentHelp("Decides everything random.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Write a checkpoint every so many steps, besides every epoch.", valueName: "n"))
    var checkpointEvery: Int?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Stop after so many steps, with a checkpoint to go on from.", valueName: "n"))
    var maxSteps: Int?

    @Flag(name: .long, help: "Go on from the last checkpoint in the output folder.")
    var resume = false

    @Option(name: .long, help: "cpu or cuda.")
    var device = TorchDevice.cpu

    @OptionGroup var runOptions: RunOptions

    func validate() throws {
      if let epochs, epochs < 1 { throw ValidationError("--epochs must be at least 1") }
      if let batchSize, batchSize < 1 { throw ValidationError("--batch-size must be at least 1") }
      if let maxSteps, maxSteps < 1 { throw ValidationError("--max-steps must be at least 1") }
      if let checkpointEvery, checkpointEvery < 1 {
        throw ValidationError("--checkpoint-every must be at least 1")
      }
      if let maxLength, maxLength < 8 { throw ValidationError("--max-length must be at least 8") }
      if let dropout, !(0..<1).contains(dropout) {
        throw ValidationError("--dropout must be at least 0 and less than 1")
      }
      for rate in [encoderRate, headRate] where rate.map({ !($0 >= 0 && $0.isFinite) }) == true {
        throw ValidationError("a rate must be a number that is not negative")
      }
      if model.readsWords, encoder != nil {
        throw ValidationError("\(model.rawValue) reads words and has no --encoder")
      }
      if !model.readsWords, encoder == nil {
        throw ValidationError("--model \(model.rawValue) needs an --encoder")
      }
      if !model.readsWords, glove != nil {
        throw ValidationError("only glove-cnn and pcnn read --glove")
      }
    }

    func run() throws {
      try TrainingRun(self).run()
    }
  #else
    @Argument(parsing: .captureForPassthrough, help: .hidden)
    var rest: [String] = []

    func run() throws { throw TorchNeeded(verb: "train") }
  #endif
}
