internal import CommandLineSupport
internal import Foundation
internal import LinearAlgebra
internal import RelationExtraction

struct ModelView {
  let name: String
  let prediction: Prediction
  /// β; `nil` if the picture has no objects.
  let attention: ObjectAttention?

  var summary: String {
    "\(name) predicts \(prediction.relation), \(String(format: "%.3f", prediction.score ?? 0))"
      + (attention == nil ? "; the picture has no objects that could attend to words" : "")
  }
}

/// The weights of one sample, ready to be shown.
struct Explanation {
  let sample: RelationSample
  let weights: WordObjectAlignment
  let scene: SceneGraph
  let graph: DependencyGraph?
  let isChained: Bool
  /// How a model sees the sample.
  var view: ModelView?

  private func label(_ object: Int) -> String { scene.label(ofObject: object) }

  /// Weights, the best first, as “name 0.123”; of equal ones the smaller number comes first.
  private func ranked(_ weights: [Float], limit: Int = .max, name: (Int) -> String) -> [String] {
    weights.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }.prefix(limit)
      .map { "\(name($0)) \(String(format: "%.3f", weights[$0]))" }
  }

  private func row(_ token: Int) -> [Float] { (0..<weights.objectCount).map { weights.weights[token, $0] } }

  private func mark(_ token: Int) -> String {
    (sample.head.span.contains(token) ? "head" : "") + (sample.tail.span.contains(token) ? "tail" : "")
  }

  private var title: String { "\(sample.head.name) — \(sample.relation ?? "?") — \(sample.tail.name)" }

  /// A line for each token, with its objects from the best on.
  var table: String {
    var table = TextTable()
    for (token, word) in sample.tokens.enumerated() {
      let count = row(token).count { $0 > 0 }
      let text = ranked(row(token), limit: count, name: label)
      table.add([word, mark(token)] + (text.isEmpty ? ["–"] : text))
    }
    var lines = [title, "picture \(sample.imageFileName ?? "–"), \(weights.tieCount) rows tied"]
    if isChained { lines.append("a chain stands for a graph: the weights say nothing") }
    if let view { lines.append(view.summary) }
    lines += ["", table.text]
    if let attention = shownAttention { lines += ["", "β: what each object attends to", attention] }
    return lines.joined(separator: "\n") + "\n"
  }

  private var attention: ObjectAttention? { view?.attention?.keepingObjects(scene.objects.count) }

  /// A line for each object, with its words from the best on.
  private var shownAttention: String? {
    guard let attention else { return nil }
    var table = TextTable()
    for object in 0..<attention.objectCount {
      let shares = sample.tokens.indices.map { attention.weights[object, $0] }
      table.add(
        [label(object)] + ranked(shares, limit: 5) { sample.tokens[$0] }
          + ["[CLS] … \(String(format: "%.3f", attention.elsewhere[object]))"])
    }
    return table.text
  }

  /// A header, then a line for each token with all weights; with a model, columns of β, and a last line
  /// for what goes to no token.
  var values: String {
    func cell(_ text: String) -> String { text.replacing("\t", with: " ").replacing("\n", with: " ") }
    let attention = attention
    let attending = 0..<(attention?.objectCount ?? 0)
    let header =
      (0..<weights.objectCount).map { cell("\($0):\(label($0))") }
      + attending.map { cell("β:\($0):\(label($0))") }
    var lines = [(["token", "mention"] + header).joined(separator: "\t")]
    for (token, word) in sample.tokens.enumerated() {
      let row = row(token).map(\.description) + attending.map { attention!.weights[$0, token].description }
      lines.append(([cell(word), mark(token)] + row).joined(separator: "\t"))
    }
    if let attention {
      let row = [String](repeating: "", count: weights.objectCount) + attention.elsewhere.map(\.description)
      lines.append((["[CLS] …", ""] + row).joined(separator: "\t"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var drawing: AlignmentDrawing {
    let words = graph ?? DependencyGraph(words: sample.tokens.map { .init($0) }, edges: [], roots: [])
    var drawing = AlignmentDrawing(words: words, objects: scene, alignment: weights)
    drawing.head = sample.head.span
    drawing.tail = sample.tail.span
    drawing.title = title
    drawing.subtitle =
      (sample.imageFileName ?? "no picture")
      + (isChained ? " · a chain stands for a graph" : "")
      + " · lines: α, the structural similarity of words and objects"
      + (view.map { " · " + $0.summary } ?? "")
    drawing.attention = attention
    return drawing
  }
}
