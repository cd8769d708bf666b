internal import ArgumentParser
internal import Files
internal import Foundation
internal import LinearAlgebra
internal import RelationExtraction

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show which objects the words of a post are aligned with.",
    discussion: """
      As a table for people (the best objects of each word), as tab-separated values
      (all weights), or as an SVG picture: the dependencies above the words, the scene
      graph below the objects, and the matches between.

      EXAMPLES
        mega explain posts.jsonl.gz --split test --sample 3
        mega explain posts.jsonl.gz --sample 3 --top-k 10 --format tsv
        mega explain posts.jsonl.gz --sample 3 --format svg --output post.svg
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, tsv, svg
  }

  @Argument(help: "Posts that “mega prepare” wrote.")
  var posts: String

  @Option(name: .long, help: ArgumentHelp("The sample, from 0.", valueName: "n"))
  var sample = 0

  @Option(
    name: .long, help: ArgumentHelp("Its split (the first, unless given).", valueName: "name"))
  var split: String?

  @Option(name: .long, help: ArgumentHelp("m, the objects of a picture.", valueName: "m"))
  var objects = 10

  @OptionGroup(title: "Alignment") var alignment: AlignmentOptions

  @Option(name: .long, help: "table, tsv or svg.")
  var format = Format.table

  @Option(name: [.short, .long], help: ArgumentHelp("Where it goes.", valueName: "file"))
  var output = "-"

  func validate() throws {
    guard sample >= 0 else { throw ValidationError("--sample must not be negative") }
    guard objects >= 1 else { throw ValidationError("--objects must be at least 1") }
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
    let structure = alignment.structure(objectLimit: objects)
    let weights = try structure.weights(of: [own], in: all)[0]!
    let explanation = Explanation(
      sample: own, weights: weights, scene: shown(all, own),
      graph: all.text(of: own)?.contracted(onto: own.tokens).graph,
      isChained: all.chainedTexts.contains(own.tokens)
        || own.imageFileName.map { all.chainedImages.contains($0) } ?? false)
    let text =
      switch format {
      case .table: explanation.table
      case .tsv: explanation.values
      case .svg: explanation.drawing.svg
      }
    try FileWriter.write(to: output) { (file) throws(FileError) in try file.append(text) }
  }

  /// The objects that have columns.
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

/// The weights of one sample, ready to be shown.
struct Explanation {
  let sample: RelationSample
  let weights: WordObjectAlignment
  let scene: SceneGraph
  let graph: DependencyGraph?
  let isChained: Bool

  private func label(_ object: Int) -> String {
    (scene.objects.indices.contains(object) ? scene.objects[object].label : nil)
      ?? "object \(object)"
  }

  private func mark(_ token: Int) -> String {
    (sample.head.span.contains(token) ? "head" : "")
      + (sample.tail.span.contains(token) ? "tail" : "")
  }

  private var title: String {
    "\(sample.head.name) — \(sample.relation ?? "?") — \(sample.tail.name)"
  }

  /// A line for each token, with its objects from the best on.
  var table: String {
    var table = TextTable()
    for (token, word) in sample.tokens.enumerated() {
      let best = (0..<weights.objectCount).filter { weights.weights[token, $0] > 0 }
        .sorted { (weights.weights[token, $1], $0) < (weights.weights[token, $0], $1) }
      let text = best.map {
        "\(label($0)) \(String(format: "%.3f", weights.weights[token, $0]))"
      }
      table.add([word, mark(token)] + (text.isEmpty ? ["–"] : text))
    }
    var lines = [title, "picture \(sample.imageFileName ?? "–"), \(weights.tieCount) rows tied"]
    if isChained { lines.append("a chain stands for a graph: the weights say nothing") }
    return (lines + ["", table.text]).joined(separator: "\n") + "\n"
  }

  /// A header, then a line for each token with all weights.
  var values: String {
    func cell(_ text: String) -> String {
      text.replacing("\t", with: " ").replacing("\n", with: " ")
    }
    var lines = [
      (["token", "mention"] + (0..<weights.objectCount).map { cell("\($0):\(label($0))") })
        .joined(separator: "\t")
    ]
    for (token, word) in sample.tokens.enumerated() {
      let row = (0..<weights.objectCount).map { weights.weights[token, $0].description }
      lines.append(([cell(word), mark(token)] + row).joined(separator: "\t"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var drawing: AlignmentDrawing {
    let words =
      graph ?? DependencyGraph(words: sample.tokens.map { .init($0) }, edges: [], roots: [])
    var drawing = AlignmentDrawing(words: words, objects: scene, alignment: weights)
    drawing.head = sample.head.span
    drawing.tail = sample.tail.span
    drawing.title = title
    drawing.subtitle =
      (sample.imageFileName ?? "no picture")
      + (isChained ? " · a chain stands for a graph" : "")
      + " · lines: α, the structural similarity of words and objects"
    return drawing
  }
}
