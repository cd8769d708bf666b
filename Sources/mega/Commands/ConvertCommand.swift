internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import MEGAModel
internal import RelationExtraction

struct ConvertCommand: ModelCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Bring what others publish into the formats that models read.",
    discussion: """
      features    a folder of texts with features of objects, a file for each
                  picture, to one safetensors file
      objects     the words for objects of prepared posts to features of objects
      checkpoint  arrays of a published checkpoint (safetensors, made of a
                  .pth.tar by Scripts/convert-checkpoint.py) with config.json,
                  vocab.txt and the relations, to a folder that evaluate and
                  predict read
      states      the states that an encoder gives samples, to one safetensors
                  file for --encoder frozen:FILE,FILE,vocab.txt
      """,
    subcommands: subcommands)

  #if Torch
    static let subcommands: [any ParsableCommand.Type] = [
      ConvertFeatures.self, ConvertObjects.self, ConvertCheckpoint.self, ConvertStates.self,
    ]
  #else
    static let subcommands: [any ParsableCommand.Type] = []

    @OptionGroup var rest: AnyArguments
  #endif
}

#if Torch
  struct ConvertFeatures: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "features", abstract: "A folder of texts to one file of features.",
      discussion: """
        Each text is called like its picture and has three lines, as in the published
        imgSG: one that is not read, the names of the objects, and their features, all
        separated by tabs.

        EXAMPLES
          mega convert features imgSG/train --output train.safetensors --half
          mega train … --features train.safetensors,val.safetensors
        """)

    @Argument(help: "The folder, such as imgSG/train.")
    var folder: String

    @Option(name: [.short, .long], help: .value("file", "The file to write."))
    var output: String

    @Option(help: .value("n", "Features of an object."))
    var width = 4096

    @Option(help: .value("n", "Objects of a picture."))
    var objects = 10

    @Flag(help: "Round to half precision, for half the size.")
    var half = false

    @OptionGroup var runOptions: RunOptions

    func validate() throws {
      guard width > 0, objects > 0 else { throw ValidationError("numbers must be positive") }
    }

    func run() throws {
      let names = try visibleNames(in: folder)
      try runOptions.withProgress("converting", of: names.count) { show in
        var done = 0
        try ObjectFeatureStore.write(
          images: names, width: width, objectLimit: objects, isHalf: half, to: output
        ) { (image) throws(FileError) in
          done += 1
          show(done)
          return try ObjectFeatureFile(contentsOf: folder + "/" + image, width: width, objectLimit: objects)
            .features
        }
      }
      runOptions.note("\(names.count) pictures")
    }
  }

  struct ConvertCheckpoint: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "checkpoint", abstract: "A published checkpoint to a folder of a model.",
      discussion: """
        MEGA or, without its layers, OpenNRE's BERT with entity markers. Prefixes such
        as “module.” and arrays that nothing uses, such as position_ids, may be there.

        EXAMPLES
          python3 Scripts/convert-checkpoint.py MEGA_ckpt.pth.tar mega.safetensors
          mega convert checkpoint mega.safetensors --bert bert-base-uncased \\
            --relations ours_rel2id.json --output mega-release
          mega evaluate mega-release test.txt --features test.safetensors \\
            --alignment rel_1/test
        """)

    @Argument(help: "The arrays, as Scripts/convert-checkpoint.py writes them.")
    var arrays: String

    @Option(help: .value("dir", "A folder with config.json and vocab.txt."))
    var bert: String

    @Option(help: .value("file", "The relations with their numbers, JSON."))
    var relations: String

    @Option(name: [.short, .long], help: .value("dir", "The folder to write."))
    var output: String

    @OptionGroup(title: "Running") var memory: MemoryOptions

    func run() throws {
      let vocabulary = try RelationVocabulary(contentsOf: relations)
      let encoder = try BERTConfiguration(contentsOf: bert + "/config.json")
      let tokenizer = try WordPieceTokenizer(vocabularyAt: bert + "/vocab.txt")
      guard tokenizer.vocabulary.addedCount == 0 else {
        throw FileError(
          file: bert + "/vocab.txt",
          reason: "has no pieces \(WordPieceTokenizer.markers) to mark mentions with")
      }
      let file = try TensorFile(contentsOf: arrays)
      let model = try RelationModel(published: file, encoder: encoder, relationCount: vocabulary.count)
      let folder = CheckpointFolder(output)
      try folder.start(
        ModelDescription(
          model: model.configuration,
          training: TrainingOptions(model.configuration.kind, preset: model.configuration.preset)),
        vocabulary, ("vocab.txt", tokenizer.vocabulary.pieces), tokenizer: tokenizer.configuration
      ) { try $0.writeModel(model) }
      try say("\(model.configuration.kind.rawValue), \(model.parameters.count) parameters")
    }
  }

  struct ConvertStates: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "states", abstract: "Samples to the states that an encoder gives them.",
      usage: "mega convert states <samples> --bert <dir> --output <file> [<options>]",
      discussion: """
        Models on states that were computed once learn quickly, and cannot predict for
        other samples than those.

        EXAMPLES
          mega convert states train.txt --bert MiniLM --output train.safetensors
          mega convert states val.txt --bert MiniLM --output val.safetensors
          mega train train.txt --validation val.txt --output run \\
            --encoder frozen:train.safetensors,val.safetensors,MiniLM/vocab.txt
        """)

    @Argument(help: "A file of samples.")
    var samples: String

    @Option(help: .value("dir", "The folder of the encoder."))
    var bert: String

    @Option(help: "The model that will read them: mtb and bert+sg need markers only, others all pieces.")
    var model = ModelKind.mtb

    @Option(name: [.short, .long], help: .value("file", "The file to write."))
    var output: String

    @Option(help: .value("n", "Most pieces of a sample."))
    var maxLength = 64

    @OptionGroup var runOptions: RunOptions

    func validate() throws {
      if model.readsWords { throw ValidationError("\(model.rawValue) has no encoder") }
      if maxLength < 8 { throw ValidationError("--max-length must be at least 8") }
    }

    func run() throws {
      try runOptions.setTorchThreads()
      let directory = try BERTDirectory(bert)
      var configuration = ModelConfiguration(
        model, relationCount: 1, stateWidth: directory.configuration.width)
      configuration.encoder = directory.configuration
      configuration.maximumLength = min(maxLength, directory.configuration.maximumLength)
      configuration.featureWidth = 1
      let builder = ExampleBuilder(
        reader: .pieces(directory.tokenizer),
        relations: RelationVocabulary(["?"]), configuration: configuration)
      let examples = try RelationSample.read(from: samples).map { try builder.example($0) }
      let encoder = try RelationModel(configuration, encoder: directory)
      let states = try runOptions.withProgress("encoding", of: examples.count) { show in
        try encoder.states(of: examples, from: ExampleSource(padding: builder.padding), progress: show)
      }
      try states.write(to: output)
    }
  }
#endif
