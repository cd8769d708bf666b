import Files
import Foundation
import RelationExtraction
import Testing

@Suite("Samples") struct RelationSampleTests {
  private let line =
    "{'token': ['RT', '@ana_k', ':', 'Zoe', \"O'Hara\", 'joins', 'Harbor', 'FC', '!'], "
    + "'h': {'name': \"Zoe O'Hara\", 'pos': [3, 5]}, 't': {'name': 'Harbor FC', 'pos': [6, 8]}, "
    + "'img_id': 'twitter_stream_2030.jpg', 'relation': '/per/org/member_of'}\n"

  private func parse(_ text: String) throws -> [RelationSample] {
    try RelationSample.parse(text, named: "x.txt")
  }

  @Test("reads a line of MNRE and writes it as it was")
  func oneLine() throws {
    let sample = try #require(try parse(line).first)
    #expect(sample.tokens.count == 9 && sample.tokens[4] == "O'Hara")
    #expect(sample.head == Mention(name: "Zoe O'Hara", span: 3..<5))
    #expect(sample.tail == Mention(name: "Harbor FC", span: 6..<8))
    #expect(sample.imageID == "twitter_stream_2030.jpg" && sample.relation == "/per/org/member_of")
    #expect(sample.otherFields.isEmpty)
    #expect(sample.literal.description + "\n" == line)
  }

  @Test("takes carriage returns, a byte order mark, blank lines and a missing last line feed")
  func lineEnds() throws {
    let plain = try parse(line + line)
    #expect(plain.map(\.index) == [0, 1])
    let bare = String(line.dropLast())
    #expect(try parse("\u{feff}" + bare + "\r\n\r\n  \n" + bare) == plain)
    #expect(try parse("").isEmpty)
  }

  @Test("keeps keys that it does not know, and takes tuples, numbers and None")
  func otherForms() throws {
    let text =
      "{'caption': 'a man', 'token': ('A', 'B'), 'h': {'pos': (0, 1)}, 't': {'pos': (1, 2)}, "
      + "'img_id': 930012, 'relation': None, 'TSG': [[0, 1.5, True]]}"
    let sample = try #require(try parse(text).first)
    #expect(sample.imageID == "930012" && sample.imageFileName == "930012.jpg")
    #expect(sample.relation == nil && sample.head.name.isEmpty)
    #expect(sample.otherFields.map(\.key) == [.string("caption"), .string("TSG")])
    #expect(sample.otherFields[1].value.description == "[[0, 1.5, True]]")
    #expect(try parse(sample.literal.description) == [sample])
  }

  @Test("reads text with positions in characters, as OpenNRE has it")
  func characters() throws {
    // Positions are what Python counts: é may be two characters, and an emoji is one.
    let text =
      "{'text': '🎉 Zoe O-Hara(Harbor FC) cafe\\u0301', 'h': {'name': 'Zoe O-Hara', 'pos': [2, 12]}, "
      + "'t': {'name': 'Harbor FC', 'pos': [13, 22]}, 'relation': 'r'}"
    let sample = try #require(try parse(text).first)
    #expect(sample.tokens == ["🎉", "Zoe", "O-Hara", "(", "Harbor", "FC", ")", "cafe\u{301}"])
    #expect(sample.head.span == 1..<3 && sample.tail.span == 4..<6)
    #expect(sample.imageID == nil && sample.text?.hasPrefix("🎉") == true)
    // Mentions that overlap share tokens.
    let both = "{'text': 'New York City', 'h': {'pos': [0, 8]}, 't': {'pos': [4, 13]}}"
    let overlap = try #require(try parse(both).first)
    #expect(overlap.head.span == 0..<2 && overlap.tail.span == 1..<3 && overlap.mentionsOverlap)
  }

  @Test(
    "tells line and column of what is wrong",
    arguments: [
      (
        "{'token': ['a'], 'h': {'pos': [0, 1]}, 't': {'pos': [0, 2]}}",
        "x.txt:2:1: the “pos” of “t” is [0, 2], but there are 1 tokens"
      ),
      (
        "{'token': ['a'], 'h': {'pos': [0, 0]}, 't': {'pos': [0, 1]}}",
        "x.txt:2:1: the “pos” of “h” is [0, 0], but there are 1 tokens"
      ),
      (
        "{'token': ['a', 1], 'h': {'pos': [0, 1]}, 't': {'pos': [0, 1]}}",
        "x.txt:2:1: expected a list of words as “token”"
      ),
      (
        "{'h': {'pos': [0, 1]}, 't': {'pos': [0, 1]}}",
        "x.txt:2:1: expected a list “token” or a string “text”"
      ),
      ("{'token': ['a'], 't': {'pos': [0, 1]}}", "x.txt:2:1: expected a dictionary “h”"),
      (
        "{'token': ['a'], 'h': {'pos': [0]}, 't': {'pos': [0, 1]}}",
        "x.txt:2:1: expected two whole numbers as “pos” of “h”"
      ),
      (
        "{'text': 'a  b', 'h': {'pos': [1, 2]}, 't': {'pos': [0, 1]}}",
        "x.txt:2:1: there is only white space at the “pos” of “h”"
      ),
      ("{'token': ['a'", "x.txt:2:15: expected “,” or “]”, found the end"),
      ("[1]", "x.txt:2:1: expected a dictionary"),
      ("__import__('os')", "x.txt:2:1: expected a value, found “__import__('”"),
    ])
  func errors(_ text: String, _ message: String) {
    let error = #expect(throws: FileError.self) { try parse("\n" + text + "\n") }
    #expect(error?.description == message)
  }

  @Test("refuses bytes that are not UTF-8, and says where")
  func encoding() throws {
    try withFolder { folder in
      let file = folder.appending(path: "x.txt")
      for (bytes, column) in [
        ([0x27, 0xc3, 0xa9, 0xff], 3), ([0x27, 0xed, 0xa0, 0x80], 2), ([0xc0, 0x80], 1),
        ([0x61, 0xf0, 0x9f, 0x98], 2), ([0xf4, 0x90, 0x80, 0x80], 1), ([0xe0, 0x80, 0x80], 1),
      ] as [([UInt8], Int)] {
        try Data([0x0a] + bytes).write(to: file)
        let error = #expect(throws: FileError.self) { try RelationSample.read(from: file.path) }
        #expect(
          error?.line == 2 && error?.column == column && error?.reason.contains("UTF-8") == true)
      }
    }
  }

  @Test("never crashes on damaged files")
  func damaged() {
    fuzz([line, line + "\n" + line], seed: 2) { bytes in
      _ = try RelationSample.parse(String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}
