import Files
import RelationExtraction
import Testing

@Suite("Raw posts") struct RawPostTests {
  private let text = """
    [{"text": "Zoe\\njoins https://t.co/x", "img_url": "./a.jpg", "relationMentions": [
      {"em1Text": "Zoe O'Hara PER 1 ", "em2Text": "  Harbor  FC ORG 2", "label": "/per/org/member_of"}],
      "img_id": "a.jpg"},
     {"img_id": 17, "relationMentions": [], "text": ""}]
    """

  @Test("have entities with types, whatever the spaces and the order of keys")
  func reading() throws {
    let posts = try RawPost.parse(text, named: "x.json")
    #expect(posts.map(\.imageID) == ["a.jpg", "17"] && posts[0].text.contains("\n"))
    let pair = try #require(posts[0].pairs.first)
    #expect(pair.head.name == "Zoe O'Hara" && pair.head.type == "PER" && pair.head.number == 1)
    #expect(pair.tail.name == "Harbor FC" && pair.tail.type == "ORG" && pair.tail.number == 2)
    #expect(RawPost.Entity("Zoe PER")?.number == nil && RawPost.Entity("Zoe 1") == nil)
  }

  @Test("say where they are wrong")
  func errors() {
    let error = #expect(throws: FileError.self) {
      try RawPost.parse(text.replacing(" PER 1", with: ""), named: "x")
    }
    #expect(error?.description == "x:2:3: expected entities like “Zoe PER 1”")
  }

  @Test("never crash when damaged")
  func damaged() {
    fuzz([text], seed: 12) { bytes in
      _ = try RawPost.parse(String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}
