#if Torch
  public import ArgumentParser
  internal import CommandLineSupport
  internal import Foundation
  public import MEGAModel
  internal import RelationExtraction

  extension ModelKind: ExpressibleByArgument {}
  extension ModelPreset: ExpressibleByArgument {}
  extension TorchDevice: ExpressibleByArgument {}
  extension ReproductionPlan.Table: ExpressibleByArgument {}

  extension ModelUseError: ExitCoded {
    package var exitCode: Int32 { 2 }
  }

  extension EncoderSource: ExpressibleByArgument {
    /// bert:DIR, frozen:DIR or frozen:FILE,FILE,vocab.txt.
    public init?(argument: String) {
      let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return nil }
      let files = parts[1].split(separator: ",").map(String.init)
      switch (parts[0], files.last) {
      case ("bert", _): self = .learning(parts[1])
      case ("frozen", let last?) where last.hasSuffix("vocab.txt") && files.count > 1:
        self = .states(files.dropLast(), vocabulary: last)
      case ("frozen", let last?) where last.hasSuffix(".npy") || last.hasSuffix(".safetensors"): return nil
      case ("frozen", _): self = .frozen(parts[1])
      default: return nil
      }
    }
  }

  /// What is known of pictures: features of objects, and their alignment with words.
  struct PictureOptions: ParsableArguments {
    @Option(
      help: .value(
        "paths",
        """
        Features of objects: a safetensors file, or a folder with a text for each picture; several \
        with commas. Without: every object that words are aligned with has one feature, which is 1.
        """))
    var features: String?

    @Option(
      help: .value(
        "paths",
        """
        α: what “mega align” writes, in either format, or the published rel_1; several with commas. \
        Without: zeros.
        """))
    var alignment: String?

    @Option(
      help: .value(
        "paths",
        "Scene graphs, for models that read phrases: what “mega prepare” writes; several with commas."))
    var scenes: String?

    var files: PictureFiles {
      func list(_ paths: String?) -> [String] { paths?.split(separator: ",").map(String.init) ?? [] }
      return PictureFiles(features: list(features), alignments: list(alignment), scenes: list(scenes))
    }
  }

  /// A trained model and what it classifies.
  struct ModelOptions: ParsableArguments {
    @OptionGroup(title: "Pictures") var pictures: PictureOptions

    @Option(
      help: .value(
        "files",
        "States of the samples, for a model that learned with --encoder frozen:FILE,…,vocab.txt; several with commas."
      ))
    var states: String?

    @Option(help: "Where to compute.")
    var device = TorchDevice.cpu

    @OptionGroup(title: "Running") var running: RunOptions

    var stateFiles: [String] { states?.split(separator: ",").map(String.init) ?? [] }

    func model(_ path: String) throws -> TrainedModel {
      try running.setTorchThreads()
      return try TrainedModel(contentsOf: path, pictures: pictures.files, states: stateFiles, device: device)
    }

    /// Classifies samples, and says what was missing.
    func predictions(
      of samples: [RelationSample], by model: TrainedModel, top: Int = 1
    ) throws -> [Prediction] {
      let predictions = try running.timed("predict") {
        try running.withProgress("predicting", of: samples.count) {
          try model.predictions(of: samples, top: top, progress: $0)
        }
      }
      let notes = model.notes + [try model.truncationNote(of: samples)].compactMap { $0 }
      for note in notes { running.note("note: \(note)") }
      return predictions
    }
  }

  extension RunOptions {
    /// libtorch's threads are those of the whole process.
    func setTorchThreads() throws {
      try TorchLibrary.setThreadCount(threads ?? ProcessInfo.processInfo.activeProcessorCount)
    }

    /// Shows a bar while `body` works on many things.
    func withProgress<Result>(
      _ stage: String, of count: Int, _ body: ((Int) -> Void) throws -> Result
    ) rethrows -> Result {
      let bar = ProgressBar(isQuiet: quiet)
      defer { bar.finish() }
      return try body { bar.update(stage, $0, of: count) }
    }
  }
#endif
