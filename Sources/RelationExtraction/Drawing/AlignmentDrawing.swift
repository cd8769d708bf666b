public import Files

/// A picture of an alignment: the dependencies of a text above its words, the scene graph below its
/// objects, and between them a line for every weight, the stronger the thicker. Under it all, if there is a
/// model, what each object attends to.
///
/// ```swift
/// let drawing = AlignmentDrawing(words: graph, objects: scene, alignment: alignment)
/// try drawing.write(to: "post.svg")
/// ```
///
/// Objects are placed near the words that are aligned with them. The picture is SVG without scripts,
/// styles or fonts of its own, so that browsers and word processors show it alike.
public struct AlignmentDrawing: Sendable {
  /// The words and their dependencies.
  public var words: DependencyGraph
  /// The objects and their relations.
  public var objects: SceneGraph
  /// The weights between both.
  public var alignment: WordObjectAlignment
  /// What a model's objects attend to, drawn as rows of cells under the words; `nil` for nothing.
  ///
  /// Objects beyond those of the picture are left out.
  public var attention: ObjectAttention? {
    didSet { attention = attention?.keepingObjects(objects.objects.count) }
  }
  /// The words of both mentions, which stand out.
  public var head = 0..<0, tail = 0..<0
  /// A line above the picture, and a smaller one under it; nothing if they are empty.
  public var title = "", subtitle = ""

  /// - Precondition: the alignment has a row for each word and no more columns than there are objects.
  public init(words: DependencyGraph, objects: SceneGraph, alignment: WordObjectAlignment) {
    (self.words, self.objects, self.alignment) = (words, objects, alignment)
    check()
  }

  private func check() {
    precondition(
      alignment.wordCount == words.words.count && alignment.objectCount <= objects.objects.count,
      "\(alignment.wordCount) × \(alignment.objectCount) weights are not those of "
        + "\(words.words.count) words and \(objects.objects.count) objects")
    let attended = attention?.wordCount ?? words.words.count
    precondition(
      attended == words.words.count, "there is attention to \(attended) words, not to \(words.words.count)")
  }

  /// Writes the picture to a file, or to standard output for `-`.
  ///
  /// - Precondition: that of ``svg``.
  /// - Throws: ``/Files/FileError`` with the system's reason.
  public func write(to path: String) throws(FileError) {
    try FileWriter.write(to: path) { (file) throws(FileError) in try file.append(svg) }
  }

  /// The picture.
  ///
  /// - Precondition: whatever was changed, the alignment has a row for each word and no more columns than there
  ///   are objects, and the attention, if there is any, a column for each word.
  public var svg: String {
    check()
    let layout = AlignmentLayout(self)
    var picture = SVGText()
    drawHeadings(in: &picture, layout)
    drawDependencies(in: &picture, layout)
    drawMatches(in: &picture, layout)
    drawWords(in: &picture, layout)
    drawObjects(in: &picture, layout)
    drawRelations(in: &picture, layout)
    drawAttention(in: &picture, layout)
    return picture.document(
      width: layout.width, height: layout.height,
      title: title.isEmpty ? words.words.map(\.form).joined(separator: " ") : title)
  }

  /// Colors that also those tell apart who do not see red and green (Okabe & Ito).
  enum Color {
    static let head = "#0072b2", tail = "#d55e00", both = "#7a3e9d", plain = "#8a94a0"
    static let object = "#e8f4ee", objectLine = "#009e73", attention = "#7a3e9d"
    static let ink = "#1f2933", faint = "#52606d"
  }

  func isMention(_ word: Int) -> Bool { head.contains(word) || tail.contains(word) }

  func color(ofWord word: Int) -> String {
    switch (head.contains(word), tail.contains(word)) {
    case (true, true): Color.both
    case (true, false): Color.head
    case (false, true): Color.tail
    case (false, false): Color.plain
    }
  }
}
