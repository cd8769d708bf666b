import Files
import Foundation
import RelationExtraction
import Testing

@Suite("Relation vocabulary") struct RelationVocabularyTests {
  private func parse(_ text: String) throws -> RelationVocabulary {
    try RelationVocabulary(parsing: text, named: "rel2id.json")
  }

  @Test("reads names and numbers in any order")
  func reading() throws {
    let vocabulary = try parse("{\"/per/per/alumi\": 1,\n \"None\": 0, \"r\\u00e9\": 2}")
    #expect(vocabulary.names == ["None", "/per/per/alumi", "ré"] && vocabulary.negative == 0)
    #expect(vocabulary.identifier(of: "ré") == 2 && vocabulary.identifier(of: "x") == nil)
    #expect(try parse("{}").count == 0)
  }

  @Test("finds the negative relation by the order of the list, not of the file")
  func negative() {
    #expect(RelationVocabulary(["a", "None", "Other"]).negative == 2)
    #expect(RelationVocabulary(["none", "NA"]).negative == 1)
    #expect(RelationVocabulary(["a", "b"]).negative == nil)
  }

  @Test("is derived from samples: the negative first, then as they come")
  func derived() throws {
    let mention = Mention(name: "a", span: 0..<1)
    let samples = ["b", "None", "a", "b", nil].map {
      RelationSample(tokens: ["a"], head: mention, tail: mention, relation: $0)
    }
    #expect(RelationVocabulary(of: samples).names == ["None", "b", "a"])
  }

  @Test("writes one line and reads it again")
  func writing() throws {
    try withFolder { folder in
      let path = folder.appending(path: "rel2id.json").path
      let vocabulary = RelationVocabulary(["None", "a \"b\"\n", "ü"])
      try vocabulary.write(to: path)
      #expect(try RelationVocabulary(contentsOf: path) == vocabulary)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.split(separator: "\n").count == 1)
    }
  }

  @Test(
    "refuses numbers that are not 0, 1, 2, … each once",
    arguments: [
      ("{\"a\": 0, \"b\": 2}", "rel2id.json: “b” has number 2, but there are 2 relations"),
      ("{\"a\": 0, \"b\": 0}", "rel2id.json: “a” and “b” both have number 0"),
      ("{\"a\": 0, \"a\": 1}", "rel2id.json: “a” stands there twice"),
      (
        "{\"a\": 0.5}",
        "rel2id.json:1:7: a number is not whole or too large, or a character is incomplete"
      ),
      ("{\"a\": 0} x", "rel2id.json:1:10: expected the end of the file, found “x”"),
      ("{\"a\" 0}", "rel2id.json:1:6: expected “:” after a key, found “0”"),
      ("[]", "rel2id.json:1:1: expected an object, found “[”"),
      ("{\"a\": 01}", "rel2id.json:1:7: expected a value, found “01”"),
    ])
  func errors(_ text: String, _ message: String) {
    let error = #expect(throws: FileError.self) { try parse(text) }
    #expect(error?.description == message)
  }

  @Test("never crashes on damaged files")
  func damaged() {
    fuzz(["{\"None\": 0, \"/per/per/peer\": 1, \"\\ud83d\\ude00\": 2}"], seed: 3) { bytes in
      _ = try RelationVocabulary(parsing: String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}
