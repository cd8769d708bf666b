internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import MEGAModel
internal import RelationExtraction

struct PredictCommand: ModelCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Classify the relations of samples.",
    usage: """
      mega predict <model> <samples> [<options>]
      mega predict <model> --text <text> --head <a:b> --tail <a:b> [<options>]
      mega predict <model> --posts <file> --captions <file> … [<options>]
      """,
    discussion: """
      Samples are lines as in the MNRE data set; JSON with the same keys is read as
      well. For each one a JSON line comes out: prediction, score, and with --top
      the most likely relations. A single text may be given instead, with the words
      of both mentions counted from 0: 2:4 are the third and the fourth.

      With --posts the texts are as people write them: a text on each line, or JSON
      with text, head, tail and image; without mentions every pair of names is tried.
      Scripts/parse-posts.py parses them and the captions of their pictures, in the
      Python of --python. Each line that comes out also tells what was aligned.

      EXAMPLES
        mega predict run1 posts.txt --output predictions.jsonl
        cat posts.txt | mega predict run1 - --top 3
        mega predict run1 --text "Zoe joins Harbor FC" --head 0:1 --tail 2:4
        mega predict run2 --posts raw.jsonl --captions captions.txt \\
          --objects-encoder MiniLM --python parser/bin/python
        mega predict run2 posts.txt --features posts.safetensors \\
          --alignment rel_1/posts
      """)

  #if Torch
    @Argument(help: "The folder of the model, as “mega train” writes it.")
    var model: String

    @Argument(help: "A file of samples, or -; relations may be missing.")
    var samples: String?

    @Option(help: .value("text", "One text, its words separated by spaces."))
    var text: String?

    @Option(help: .value("first:end", "The words of the head."))
    var head: String?

    @Option(help: .value("first:end", "The words of the tail."))
    var tail: String?

    @Option(help: .value("name", "The name of its picture."))
    var image: String?

    @Option(help: .value("file", "Posts as people write them, a text or JSON on each line."))
    var posts: String?

    @Option(
      parsing: .upToNextOption, help: .value("file", "What is said of their pictures: img_id and text."))
    var captions: [String] = []

    @Option(help: .value("dir", "The encoder that made the model's features of objects."))
    var objectsEncoder: String?

    @Option(help: .value("program", "The Python that has a parser."))
    var python = "python3"

    @Option(help: .value("n", "Relations to list for each sample."))
    var top = 1

    @Option(name: [.short, .long], help: .value("file", "Where to write; - is standard output."))
    var output = "-"

    @OptionGroup var options: ModelOptions

    func validate() throws {
      guard [samples, text, posts].count(where: { $0 != nil }) == 1 else {
        throw ValidationError("give a file of samples, --text, or --posts")
      }
      if posts == nil, !captions.isEmpty || objectsEncoder != nil {
        throw ValidationError("--captions and --objects-encoder belong to --posts")
      }
      if posts != nil,
        [options.pictures.features, options.pictures.alignment, options.pictures.scenes].contains(where: {
          $0 != nil
        })
      {
        throw ValidationError("--posts are aligned here: leave out --features, --alignment and --scenes")
      }
      if text != nil, head == nil || tail == nil { throw ValidationError("--text needs --head and --tail") }
      if top < 1 { throw ValidationError("--top must be at least 1") }
    }

    func run() throws {
      if let posts { return try predict(posts) }
      let read = try samples.map { try RelationSample.read(from: $0) } ?? [try single()]
      let loaded = try options.model(model)
      try Prediction.write(try options.predictions(of: read, by: loaded, top: top), to: output)
    }

    private func predict(_ posts: String) throws {
      try options.running.setTorchThreads()
      let raw = try options.running.timed("parse") {
        try RawPosts(posts, captions: captions, python: python, structure: .paper)
      }
      let lines = try withExtendedLifetime(raw) {
        let pictures = try raw.pictures(encoder: objectsEncoder, objectLimit: 10)
        let model = try TrainedModel(contentsOf: model, pictures: pictures, device: options.device)
        return try raw.lines(try options.predictions(of: raw.samples, by: model))
      }
      try FileWriter.write(to: output) { (file) throws(FileError) in
        for line in lines { try file.append(line + "\n") }
      }
    }

    private func single() throws -> RelationSample {
      let tokens = (text ?? "").split(separator: " ").map(String.init)
      func mention(_ option: String, _ range: String?) throws -> Mention {
        let parts = (range ?? "").split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, parts[0] >= 0, parts[0] < parts[1], parts[1] <= tokens.count else {
          throw ValidationError("\(option) is first:end among \(tokens.count) words, not “\(range ?? "")”")
        }
        let span = parts[0]..<parts[1]
        return Mention(name: tokens[span].joined(separator: " "), span: span)
      }
      return RelationSample(
        tokens: tokens, head: try mention("--head", head), tail: try mention("--tail", tail), imageID: image)
    }
  #else
    @OptionGroup var rest: AnyArguments
  #endif
}
