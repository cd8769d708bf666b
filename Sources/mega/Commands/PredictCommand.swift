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
      """,
    discussion: """
      Samples are lines as in the MNRE data set; JSON with the same keys is read as
      well. For each one a JSON line comes out: prediction, score, and with --top
      the most likely relations. A single text may be given instead, with the words
      of both mentions counted from 0: 2:4 are the third and the fourth.

      EXAMPLES
        mega predict run1 posts.txt --output predictions.jsonl
        cat posts.txt | mega predict run1 - --top 3
        mega predict run1 --text "Zoe joins Harbor FC" --head 0:1 --tail 2:4
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

    @Option(help: .value("n", "Relations to list for each sample."))
    var top = 1

    @Option(name: [.short, .long], help: .value("file", "Where to write; - is standard output."))
    var output = "-"

    @OptionGroup var options: ModelOptions

    func validate() throws {
      if (samples == nil) == (text == nil) {
        throw ValidationError("give either a file of samples or --text")
      }
      if text != nil, head == nil || tail == nil { throw ValidationError("--text needs --head and --tail") }
      if top < 1 { throw ValidationError("--top must be at least 1") }
    }

    func run() throws {
      let read = try samples.map { try RelationSample.read(from: $0) } ?? [try single()]
      let loaded = try options.model(model)
      try Prediction.write(try options.predictions(of: read, by: loaded, top: top), to: output)
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
