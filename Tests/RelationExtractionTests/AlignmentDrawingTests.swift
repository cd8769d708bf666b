import Foundation
import FoundationXML
import LinearAlgebra
import RelationExtraction
import Testing

@Suite("Pictures of alignments") struct AlignmentDrawingTests {
  private func drawing() -> AlignmentDrawing {
    let words = DependencyGraph(
      words: [.init("<Zoe>"), .init("sings & \"dances\""), .init("日本")],
      edges: [
        .init(governor: 1, dependent: 0, label: "nsubj"), .init(governor: 1, dependent: 2),
      ], roots: [1])
    let objects = SceneGraph(
      imageID: "a",
      objects: [SceneObject(label: "man"), SceneObject(), SceneObject(label: "a\u{1}b")],
      relations: [
        SceneRelation(subject: 0, object: 1, predicate: "near"),
        SceneRelation(subject: 1, object: 0, predicate: "on"),
      ])
    var drawing = AlignmentDrawing(
      words: words, objects: objects,
      alignment: WordObjectAlignment(
        weights: Matrix(rowCount: 3, columnCount: 3, elements: [0, 0, 0.5, 1, 0, 0, 0, 0, 0])))
    drawing.head = 0..<1
    drawing.tail = 2..<3
    drawing.title = "<Zoe> & 日本"
    return drawing
  }

  /// Collects what an XML file says.
  private final class Reader: NSObject, XMLParserDelegate {
    var texts: [String] = []
    var counts: [String: Int] = [:]
    private var current = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
      current = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { current += string }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      if name == "text" { texts.append(current) }
    }
  }

  @Test("are XML, with every word, object, label and weight in it")
  func contents() throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(drawing().svg.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    let expected = [
      "<Zoe>", "sings & \"dances\"", "日本", "man", "object 1", "a\u{fffd}b", "nsubj", "near, on",
      "0.50", "<Zoe> & 日本",
    ]
    for text in expected { #expect(reader.texts.contains(text), "\(text)") }
    // A box for each word and object, and the background.
    #expect(reader.counts["rect"] == 7 && reader.counts["svg"] == 1)
  }

  @Test("show what objects attend to, the shares and a column for all that is no word")
  func attention() throws {
    var drawing = drawing()
    let plain = drawing.svg
    drawing.attention = ObjectAttention(
      weights: Matrix(
        rowCount: 4, columnCount: 3,
        elements: [0.11, 0.12, 0.13, 0.21, 0.22, 0.001, 0, 0, 1, 0.91, 0.02, 0.03]),
      elsewhere: [0.64, 0.569, 0, 0.04])
    let reader = Reader()
    let parser = XMLParser(data: Data(drawing.svg.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    for share in ["0.11", "0.12", "0.13", "0.64", "0.21", "0.22", "0.57", "1.00"] {
      #expect(reader.texts.contains(share), "\(share)")
    }
    // What rounds to nothing is not written, and there is no fourth object.
    #expect(!reader.texts.contains("0.00") && !reader.texts.contains("0.91"))
    #expect(drawing.attention?.objectCount == 3)
    // Four cells for each of three objects besides the boxes, and the words once more.
    #expect(reader.counts["rect"] == 7 + 12)
    #expect(reader.texts.count { $0 == "日本" } == 2)
    drawing.attention = nil
    #expect(drawing.svg == plain)
  }

  @Test("trap when they are of other words by now")
  func changedWords() async {
    await #expect(processExitsWith: .failure) {
      var drawing = AlignmentDrawing(
        words: DependencyGraph(words: [.init("a")], edges: [], roots: []),
        objects: SceneGraph(imageID: "", objects: [], relations: []),
        alignment: .zeros(wordCount: 1, objectCount: 0))
      drawing.words = DependencyGraph(words: [.init("a"), .init("b")], edges: [], roots: [])
      _ = drawing.svg
    }
    await #expect(processExitsWith: .failure) {
      var drawing = AlignmentDrawing(
        words: DependencyGraph(words: [.init("a")], edges: [], roots: []),
        objects: SceneGraph(imageID: "", objects: [SceneObject()], relations: []),
        alignment: .zeros(wordCount: 1, objectCount: 0))
      drawing.attention = ObjectAttention(
        weights: Matrix(rowCount: 1, columnCount: 1, elements: [1]), elsewhere: [0])
      drawing.words = DependencyGraph(words: [], edges: [], roots: [])
      drawing.alignment = .zeros(wordCount: 0, objectCount: 0)
      _ = drawing.svg
    }
  }

  @Test("are the same each time, and bear what is empty")
  func empty() throws {
    #expect(drawing().svg == drawing().svg)
    let nothing = AlignmentDrawing(
      words: DependencyGraph(words: [], edges: [], roots: []),
      objects: SceneGraph(imageID: "", objects: [], relations: []),
      alignment: .zeros(wordCount: 0, objectCount: 0))
    #expect(XMLParser(data: Data(nothing.svg.utf8)).parse())
    #expect(!nothing.svg.contains("nan") && !nothing.svg.contains("inf"))
  }
}
