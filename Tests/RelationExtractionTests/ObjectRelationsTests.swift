import Files
import RelationExtraction
import Testing

@Suite("Object relations") struct ObjectRelationsTests {
  @Test("are read, repeated pairs included")
  func reading() throws {
    let relations = try ObjectRelations(
      parsing: #"{"a.jpg": {"rel": [[0, 3], [3, 0], [0, 3]]}, "b.jpg": {"x": 1, "rel": []}}"#,
      named: "g.json")
    let graph = try #require(relations.graph(of: "a.jpg"))
    #expect(graph.objects.count == 4 && graph.relations.count == 3)
    #expect(relations.graph(of: "a.jpg", objectCount: 10)?.objects.count == 10)
    #expect(relations.graph(of: "b.jpg")?.objects.isEmpty == true)
    #expect(relations.graph(of: "c.jpg") == nil)
    #expect(graph.keepingObjects(3).relations.isEmpty)
  }

  @Test(
    "say where they are wrong",
    arguments: [
      (#"{"a": {"rel": [[0, 10]]}}"#, "g:1:7: 0 and 10 are not both objects from 0 to 9"),
      (#"{"a": {"rel": [[0]]}}"#, "g:1:7: expected pairs, found 1 numbers"),
      (#"{"a": {}}"#, "g:1:7: there is no “rel”"),
      (#"{"a": {"rel": []}, "a": {"rel": []}}"#, "g:1:25: “a” stands there twice"),
      (#"{"a": {"rel": [[0, 1]}"#, "g:1:22: expected “,” or “]”, found “}”"),
    ])
  func errors(_ text: String, _ message: String) {
    let error = #expect(throws: FileError.self) { try ObjectRelations(parsing: text, named: "g") }
    #expect(error?.description == message)
  }

  @Test("never crash when damaged")
  func damaged() {
    fuzz([#"{"a.jpg": {"rel": [[0, 3], [3, 0]]}, "é\u00e9": {"rel": []}}"#], seed: 5) { bytes in
      _ = try ObjectRelations(parsing: String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}
