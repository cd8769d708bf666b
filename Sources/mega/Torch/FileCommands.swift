#if Torch
  internal import CommandLineSupport
  internal import Foundation
  internal import MEGAModel

  // What the commands that need Torch read and write.

  /// The files that a model consists of.
  private func modelFiles(_ folder: String) -> [String] {
    ["config.json", "model.safetensors", "rel2id.json", "vocab.txt", "words.txt", "tokenizer_config.json"]
      .map { "\(folder)/\($0)" }
  }

  /// The paths of a list with commas; of a folder, what is in it.
  private func listed(_ paths: String?) -> [String] {
    (paths?.split(separator: ",").map(String.init) ?? []).flatMap { path in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return [path] + names.map { "\(path)/\($0)" }
    }
  }

  extension PictureOptions {
    fileprivate var inputs: [String] {
      listed(features) + listed(alignment)
    }
  }

  extension TrainCommand: FileCommand {
    var inputs: [String?] {
      let encoder =
        switch self.encoder {
        case .learning(let folder)?, .frozen(let folder)?:
          ["config.json", "vocab.txt", "model.safetensors"].map { "\(folder)/\($0)" }
        case .states(let files, let vocabulary)?: files + [vocabulary]
        case nil: [String]()
        }
      return [training, validation, relations, glove] + encoder + pictures.inputs
    }

    var outputs: [String?] {
      // To go on leaves alone what describes the model.
      let written = ["model.safetensors", "last.safetensors", "log.jsonl", "curves.svg"]
      let described = resume ? [] : ["config.json", "rel2id.json", "vocab.txt", "words.txt"]
      return (written + described).map { "\(output)/\($0)" }
    }

    var memory: MemoryOptions { runOptions.memory }
  }

  extension PredictCommand: FileCommand {
    var inputs: [String?] {
      modelFiles(model) + [samples, posts] + captions + options.pictures.inputs + options.stateFiles
    }
    var outputs: [String?] { [output] }
    var outputFiles: [String?] { outputs }
    var memory: MemoryOptions { options.running.memory }
  }

  extension EvaluateCommand: FileCommand {
    var inputs: [String?] {
      modelFiles(model) + [samples, bootstrap] + options.pictures.inputs + options.stateFiles
    }
    var outputs: [String?] { [predictions] }
    var outputFiles: [String?] { outputs }
    var memory: MemoryOptions { options.running.memory }
  }

  extension ConvertFeatures: FileCommand {
    var inputs: [String?] { listed(folder) }
    var outputs: [String?] { [output] }
    var memory: MemoryOptions { runOptions.memory }
  }

  extension ConvertCheckpoint: FileCommand {
    var inputs: [String?] { [arrays, "\(bert)/config.json", "\(bert)/vocab.txt", relations] }
    var outputs: [String?] { modelFiles(output) }
  }

  extension ConvertStates: FileCommand {
    var inputs: [String?] { [samples] + listed(bert) }
    var outputs: [String?] { [output] }
    var memory: MemoryOptions { runOptions.memory }
  }

  extension DemoCommand: FileCommand {
    var inputs: [String?] { [] }
    var memory: MemoryOptions { runOptions.memory }
  }
#endif
