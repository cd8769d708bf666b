internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Foundation
internal import MEGAModel
internal import RelationExtraction

struct ExplainCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show which objects the words of a post are aligned with.",
    usage: "mega explain <posts> [<options>]",
    discussion: """
      As a table for people (the best objects of each word), as tab-separated values
      (all weights), or as an SVG picture: the dependencies above the words, the
      scene graph below the objects, and the matches between.

      With --model also β, what each object attends to, and what the model predicts.
      Pieces of a word are added up; what is left goes to [CLS], [SEP] and markers.
      Give the --features that the model was trained with, in the order of the
      objects of the scene graph; without features all objects attend to the same
      words.

      EXAMPLES
        mega explain posts.jsonl.gz --split test --sample 3
        mega explain posts.jsonl.gz --sample 3 --top-k 10 --format tsv
        mega explain posts.jsonl.gz --sample 3 --format svg --output post.svg
        mega explain posts.jsonl.gz --sample 3 --model run2 \\
          --features test.safetensors
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, tsv, svg
  }

  @Argument(help: "Posts that “mega prepare” wrote.")
  var posts: String

  @Option(help: .value("n", "The sample, from 0."))
  var sample = 0

  @Option(help: .value("name", "Its split (the first, unless given)."))
  var split: String?

  @Option(help: .value("m", "m, the objects of a picture."))
  var objects = 10

  @OptionGroup(title: "Alignment") var alignment: AlignmentOptions

  @Option(
    help: .value("folder", "A trained model, mega or bert+sg+att, whose β is shown as well (needs Torch)."))
  var model: String?

  @Option(help: .value("paths", "The model's features of objects, as in “mega train”."))
  var features: String?

  #if Torch
    @Option(help: "Where the model computes.")
    var device = TorchDevice.cpu
  #endif

  @Option(help: "How to show it.")
  var format = Format.table

  @Option(name: [.short, .long], help: .value("file", "Where it goes; - is standard output."))
  var output = "-"

  @OptionGroup(title: "Running") var memory: MemoryOptions

  var inputs: [String?] { [posts] + (features?.split(separator: ",").map(String.init) ?? []) }
  var outputs: [String?] { [output] }

  func validate() throws {
    guard sample >= 0 else { throw ValidationError("--sample must not be negative") }
    guard objects >= 1 else { throw ValidationError("--objects must be at least 1") }
    guard features == nil || model != nil else { throw ValidationError("--features belong to --model") }
  }

  func run() throws {
    let all = try PreparedPosts(contentsOf: posts)
    let name = split ?? all.splits.first?.name ?? ""
    guard let samples = all.samples(in: name) else {
      let names = all.splits.map(\.name).joined(separator: ", ")
      throw ValidationError("there is no split “\(name)”, only \(names)")
    }
    guard samples.indices.contains(sample) else {
      throw ValidationError("there are only \(samples.count) samples in “\(name)”")
    }
    let own = samples[sample]
    let structure = try alignment.structure(objectLimit: objects)
    let weights = try structure.weights(of: [own], in: all)[0]!
    let explanation = Explanation(
      sample: own, weights: weights, scene: shown(all, own),
      graph: all.text(of: own)?.contracted(onto: own.tokens).graph,
      isChained: all.chainedTexts.contains(own.tokens)
        || own.imageFileName.map { all.chainedImages.contains($0) } ?? false,
      view: try view(of: own, weights))
    let text =
      switch format {
      case .table: explanation.table
      case .tsv: explanation.values
      case .svg: explanation.drawing.svg
      }
    try FileWriter.write(to: output) { (file) throws(FileError) in try file.append(text) }
  }

  private func view(of sample: RelationSample, _ weights: WordObjectAlignment) throws -> ModelView? {
    #if Torch
      guard let model else { return nil }
      let loaded = try TrainedModel(
        contentsOf: model,
        pictures: PictureFiles(features: features?.split(separator: ",").map(String.init) ?? []),
        device: device)
      let seen = try loaded.view(of: sample, aligned: weights, objectLimit: objects)
      return ModelView(
        name: (model as NSString).lastPathComponent, prediction: seen.prediction, attention: seen.attention)
    #else
      if model != nil { throw TorchNeeded(verb: "explain --model") }
      return nil
    #endif
  }

  private func shown(_ posts: PreparedPosts, _ sample: RelationSample) -> SceneGraph {
    var scene =
      posts.scene(of: sample)?.keepingObjects(objects)
      ?? SceneGraph(imageID: sample.imageFileName ?? "", objects: [], relations: [])
    if alignment.preset == .release || posts.text(of: sample) == nil
      || posts.scene(of: sample) == nil
    {
      // Columns that stand for no object that was found.
      while scene.objects.count < objects { scene.objects.append(SceneObject(label: "–")) }
    }
    return scene
  }
}
