#if Torch
  internal import ArgumentParser
  internal import CommandLineSupport
  internal import Files
  internal import MEGAModel
  internal import RelationExtraction

  struct ConvertObjects: FileCommand {
    static let configuration = CommandConfiguration(
      commandName: "objects", abstract: "The words for objects of prepared posts to features.",
      usage: "mega convert objects <posts> --bert <dir> --output <file> [<options>]",
      discussion: """
        Features of an object are the mean of the states that an encoder gives what it
        is called and how it stands to other objects, such as “young man, holding
        trophy”; they have length one. Use them where no detector saw the pictures.

        EXAMPLES
          mega convert objects posts.jsonl.gz --bert MiniLM --output objects.safetensors
          mega train … --model mega --features objects.safetensors --alignment rel_1
        """)

    @Argument(help: "Posts that “mega prepare” wrote, whose objects have names.")
    var posts: String

    @Option(help: .value("dir", "The folder of the encoder."))
    var bert: String

    @Option(name: [.short, .long], help: .value("file", "The file to write."))
    var output: String

    @Option(help: .value("n", "Objects of a picture."))
    var objects = 10

    @OptionGroup var runOptions: RunOptions

    var inputs: [String?] {
      [posts] + ["config.json", "vocab.txt", "model.safetensors"].map { "\(bert)/\($0)" }
    }
    var outputs: [String?] { [output] }
    var memory: MemoryOptions { runOptions.memory }

    func validate() throws {
      guard objects > 0 else { throw ValidationError("--objects must be at least 1") }
    }

    func run() throws {
      try runOptions.setTorchThreads()
      let read = try PreparedPosts(contentsOf: posts)
      guard read.scenes.values.contains(where: { $0.objects.contains { $0.label != nil } }) else {
        throw FileError(file: posts, reason: "there are no objects with names")
      }
      let encoder = try PhraseEncoder(BERTDirectory(bert))
      let bar = ProgressBar(isQuiet: runOptions.quiet)
      defer { bar.finish() }
      try read.writeObjectFeatures(to: output, with: encoder, objectLimit: objects) { done, count in
        bar.update("\(done) of \(count) phrases", share: Double(done) / Double(max(count, 1)))
      }
      runOptions.note("\(read.scenes.count) pictures, \(encoder.width) features of an object")
    }
  }
#endif
