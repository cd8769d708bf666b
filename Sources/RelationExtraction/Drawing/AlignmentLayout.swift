internal import Files
internal import Foundation
internal import LinearAlgebra

/// Where everything stands in the picture of an alignment.
struct AlignmentLayout {
  struct Box {
    var center, width: Double
  }

  static let wordSize = 15.0, labelSize = 11.0
  static let boxHeight = 28.0, cellHeight = 22.0
  private static let levelHeight = 22.0, margin = 28.0

  private(set) var width = 0.0, height = 0.0
  private(set) var words: [Box] = [], objects: [Box] = []
  private(set) var wordTop = 0.0, objectTop = 0.0
  private(set) var dependencyLevels: [Int] = [], relationLevels: [Int] = []
  /// Relations with the same two objects, in either direction, are drawn as one.
  private(set) var relations: [(from: Int, to: Int, label: String, isMutual: Bool)] = []
  let objectLabels: [String]
  private(set) var objectOrder: [Int] = []
  /// Where headings start, and the cells of attention, with a column for what no word gets.
  private(set) var left = 0.0, attentionTop = 0.0
  private(set) var elsewhere = Box(center: 0, width: 0)
  static let elsewhereName = "[CLS] …"
  static let attentionTitle = "β: what each object attends to; [CLS] … is all that is no word"

  init(_ drawing: AlignmentDrawing) {
    let labels = drawing.objects.objects.indices.map(drawing.objects.label(ofObject:))
    objectLabels = labels
    let dependencies = drawing.words.edges
    // The label of a dependency between neighbors needs room between them.
    let wordWidths = drawing.words.words.map { max(estimatedWidth($0.form, size: Self.wordSize) + 20, 34) }
    let objectWidths = labels.map { max(estimatedWidth($0, size: Self.wordSize) + 26, 56) }
    let wordGaps = Self.gaps(
      wordWidths,
      dependencies.map { (min($0.governor, $0.dependent), max($0.governor, $0.dependent), $0.label) })
    let wordRow = wordWidths.reduce(0, +) + wordGaps.reduce(0, +)
    let titleWidth = max(estimatedWidth(drawing.title, size: 18), estimatedWidth(drawing.subtitle, size: 12))

    words = Self.row(wordWidths, wordGaps, from: 0)
    let order = Self.order(drawing, words)
    objectOrder = order
    var places = [Int](repeating: 0, count: order.count)
    for (place, object) in order.enumerated() { places[object] = place }
    relations = Self.merged(drawing.objects.relations)
    let objectGaps = Self.gaps(
      order.map { objectWidths[$0] },
      relations.map { relation in
        let (a, b) = (places[relation.from], places[relation.to])
        return (min(a, b), max(a, b), relation.label)
      }, least: 26)
    let objectRow = objectWidths.reduce(0, +) + objectGaps.reduce(0, +)
    // Cells of attention have the names of objects on their left and one more column on their right; as
    // much room on both sides keeps the words in the middle.
    let attending = drawing.attention?.objectCount ?? 0
    let elsewhereWidth = estimatedWidth(Self.elsewhereName, size: Self.labelSize) + 16
    let names = labels.prefix(attending).map { estimatedWidth($0, size: 12) + 12 }.max() ?? 0
    let side = attending == 0 ? 0 : max(names, elsewhereWidth + 10)
    let inner = max(
      wordRow + 2 * side, objectRow, titleWidth,
      attending == 0 ? 0 : estimatedWidth(Self.attentionTitle, size: 12), 320)
    width = inner + 2 * Self.margin
    left = Self.margin
    words = Self.row(wordWidths, wordGaps, from: Self.margin + (inner - wordRow) / 2)
    elsewhere = Box(
      center: Self.margin + (inner + wordRow) / 2 + 10 + elsewhereWidth / 2, width: elsewhereWidth)
    let row = Self.row(
      order.map { objectWidths[$0] }, objectGaps, from: Self.margin + (inner - objectRow) / 2)
    objects = order.indices.map { row[places[$0]] }

    dependencyLevels = arcLevels(dependencies.map { ($0.governor, $0.dependent) })
    relationLevels = arcLevels(relations.map { (places[$0.from], places[$0.to]) })
    let headings = (drawing.title.isEmpty ? 0.0 : 30) + (drawing.subtitle.isEmpty ? 0.0 : 20)
    let highest = Double(max(dependencyLevels.max() ?? 0, drawing.words.roots.isEmpty ? 0 : 1))
    wordTop = Self.margin + headings + 26 + highest * Self.levelHeight
    objectTop = wordTop + Self.boxHeight + min(max(inner * 0.16, 120), 190)
    let lowest = Double(relationLevels.max() ?? 0)
    attentionTop = objectTop + Self.boxHeight + 18 + lowest * Self.levelHeight + 24
    height =
      attending == 0
      ? attentionTop - 24 + Self.margin
      : attentionTop + 42 + Double(attending) * Self.cellHeight + Self.margin
  }

  func rise(_ level: Int) -> Double { 16 + Double(level) * Self.levelHeight }

  private static func row(_ widths: [Double], _ gaps: [Double], from start: Double) -> [Box] {
    var left = start
    return widths.indices.map { i in
      if i > 0 { left += gaps[i - 1] }
      defer { left += widths[i] }
      return Box(center: left + widths[i] / 2, width: widths[i])
    }
  }

  /// The space after each box but the last, so that labels of arcs between neighbors fit.
  private static func gaps(
    _ widths: [Double], _ arcs: [(Int, Int, String?)], least: Double = 10
  ) -> [Double] {
    var gaps = [Double](repeating: least, count: max(widths.count - 1, 0))
    for (first, last, label) in arcs where last == first + 1 {
      let room = (widths[first] + widths[last]) / 2 + least
      let needed = estimatedWidth(label ?? "", size: labelSize) + 26
      gaps[first] = max(gaps[first], least + needed - room)
    }
    return gaps
  }

  /// The objects in the order of the words that are aligned with them; others where their neighbors are.
  private static func order(_ drawing: AlignmentDrawing, _ words: [Box]) -> [Int] {
    let count = drawing.objects.objects.count
    var places = [Double?](repeating: nil, count: count)
    for object in 0..<drawing.alignment.objectCount {
      var (sum, total) = (0.0, 0.0)
      for word in words.indices {
        // The mentions matter most.
        let importance = drawing.isMention(word) ? 4.0 : 1
        let weight = Double(drawing.alignment.weights[word, object]) * importance
        sum += weight * words[word].center
        total += weight
      }
      if total > 0 { places[object] = sum / total }
    }
    for _ in 0..<count {
      for object in 0..<count where places[object] == nil {
        let near = drawing.objects.relations.compactMap { relation in
          relation.subject == object
            ? places[relation.object] : relation.object == object ? places[relation.subject] : nil
        }
        if !near.isEmpty { places[object] = near.reduce(0, +) / Double(near.count) }
      }
    }
    return (0..<count).sorted { (places[$0] ?? .infinity, $0) < (places[$1] ?? .infinity, $1) }
  }

  private static func merged(
    _ relations: [SceneRelation]
  ) -> [(from: Int, to: Int, label: String, isMutual: Bool)] {
    var merged: [(from: Int, to: Int, label: String, isMutual: Bool)] = []
    for relation in relations where relation.subject != relation.object {
      let label = relation.predicate ?? ""
      let known = merged.firstIndex {
        [$0.from, $0.to] == [relation.subject, relation.object]
          || [$0.to, $0.from] == [relation.subject, relation.object]
      }
      guard let known else {
        merged.append((relation.subject, relation.object, label, false))
        continue
      }
      if merged[known].from != relation.subject { merged[known].isMutual = true }
      let labels = merged[known].label.components(separatedBy: ", ")
      if !label.isEmpty, !labels.contains(label) {
        merged[known].label += merged[known].label.isEmpty ? label : ", " + label
      }
    }
    return merged
  }
}

/// About how wide a text is; pictures cannot ask for the fonts that will show them.
func estimatedWidth(_ text: String, size: Double) -> Double {
  text.unicodeScalars.reduce(0) { sum, scalar in
    switch scalar {
    case "i", "j", "l", "t", "f", "r", "I", ".", ",", ":", ";", "'", "’", "|", "!", " ", "(", ")":
      sum + 0.34 * size
    case "m", "w", "M", "W", "@", "%": sum + 0.9 * size
    case "A"..."Z", "#", "&": sum + 0.7 * size
    case "\u{2e80}"...: sum + size
    default: sum + 0.56 * size
    }
  }
}
