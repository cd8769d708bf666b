import Files
import Foundation
import RelationExtraction
import Testing

@Suite("CoNLL files") struct CoNLLTests {
  private func parse(_ text: String) throws -> [ParsedSentence] {
    try ParsedSentence.parseCoNLL(text.replacing("|", with: "\t"), named: "x.conllu")
  }

  private let stanza = """
    # text = Zoe can't stay.
    # sent_id = 0
    1|Zoe|Zoe|PROPN|NNP|Number=Sing|4|nsubj|_|start_char=0/end_char=3
    2-3|can't|_|_|_|_|_|_|_|start_char=4/end_char=9
    2|ca|can|AUX|MD|_|4|aux|_|_
    3|n't|not|PART|RB|_|4|advmod|_|_
    4|stay|stay|VERB|VB|_|0|root|_|start_char=10/end_char=14
    5|.|.|PUNCT|.|_|4|punct|_|start_char=14/end_char=15

    """

  @Test("of Stanza: names, ranges, a tree")
  func stanzaFile() throws {
    let sentence = try #require(try parse(stanza).first)
    #expect(sentence.id == "0" && sentence.text == "Zoe can't stay.")
    #expect(sentence.graph.words.map(\.form) == ["Zoe", "ca", "n't", "stay", "."])
    #expect(sentence.graph.words.map(\.surface) == ["Zoe", "can't", "", "stay", "."])
    #expect(sentence.graph.roots == [3])
    #expect(sentence.graph.edges.map(\.dependent) == [0, 1, 2, 4])
    #expect(sentence.graph.edges.allSatisfy { $0.governor == 3 })
    #expect(sentence.graph.edges[2].label == "advmod")
  }

  @Test("of UDPipe: documents, empty nodes, enhanced edges, carriage returns")
  func udpipe() throws {
    let text = """
      # newdoc id = post-7
      # newpar
      # sent_id = 1
      # text = A b
      1|A|a|X|_|_|2|det|2:det/5.1:x|SpacesAfter=\\n
      1.1|c|c|X|_|_|_|_|0:root|_
      2|b|b|X|_|_|0|root|0:root|SpaceAfter=No

      # sent_id = 2
      1|C|c|X|_|_|0|root|_|_

      # newdoc
      1|D|d|X|_|_|_|_|_|_
      """
    let sentences = try parse(text.replacing("\n", with: "\r\n"))
    #expect(sentences.map(\.documentID) == ["post-7", "post-7", nil])
    #expect(sentences.map(\.id) == ["1", "2", nil])
    // A head that is unknown is neither a dependency nor a root.
    #expect(sentences[2].graph.roots.isEmpty && sentences[2].graph.edges.isEmpty)
    let documents = ParsedSentence.documents(sentences, by: \.documentID)
    let joined = try #require(documents["post-7"])
    #expect(documents.count == 1 && joined.words.map(\.form) == ["A", "b", "C"])
    #expect(
      joined.roots == [1, 2] && joined.edges == [.init(governor: 1, dependent: 0, label: "det")])
    let chained = joined.chainingRoots()
    #expect(chained.roots == [1] && chained.edges.last == .init(governor: 1, dependent: 2))
  }

  @Test("of spaCy: no comments, words that break lines")
  func spaCy() throws {
    let text = """
      1|Zoe|Zoe|PROPN|NNP|_|2|nsubj|_|_
      2|sings|sing|VERB|VBZ|_|0|ROOT|_|_
      3|
      |
      |SPACE|_SP|_|2|dep|_|SpaceAfter=No
      4|

      |

      |SPACE|_SP|_|2|dep|_|SpaceAfter=No
      5|!|!|PUNCT|.|_|2|punct|_|SpaceAfter=No

      1|#tag|#tag|X|_|_|0|ROOT|_|_
      """
    let sentences = try parse(text)
    #expect(sentences.map(\.graph.words.count) == [5, 1])
    #expect(sentences[0].graph.words.map(\.form) == ["Zoe", "sings", "\n", "\n\n", "!"])
    #expect(sentences[0].graph.roots == [1] && sentences[1].graph.words[0].form == "#tag")
  }

  @Test("of CoreNLP: seven columns")
  func sevenColumns() throws {
    let sentences = try parse("1|Zoe|Zoe|NNP|PERSON|2|nsubj\n2|sings|sing|VBZ|O|0|ROOT\n\n\n")
    #expect(sentences.count == 1 && sentences[0].graph.roots == [1])
    #expect(sentences[0].graph.edges == [.init(governor: 1, dependent: 0, label: "nsubj")])
  }

  @Test(
    "say where they are wrong",
    arguments: [
      ("1|a|b|c\n", "x.conllu:1: expected 10 or 7 columns, found 4"),
      ("2|a|_|_|_|_|0|root|_|_\n", "x.conllu:1: expected word 1, found “2”"),
      (
        "1|a|_|_|_|_|1|dep|_|_\n",
        "x.conllu:1: expected the number of another word as head, found “1”"
      ),
      (
        "1|a|_|_|_|_|x|dep|_|_\n",
        "x.conllu:1: expected the number of another word as head, found “x”"
      ),
      ("\n1|a|_|_|_|_|3|dep|_|_\n", "x.conllu:2: the head is word 3, but there are 1 words"),
      ("2-3|a|_|_|_|_|_|_|_|_\n", "x.conllu:1: “2-3” is no range from 1 on"),
      (
        "1-2|ab|_|_|_|_|_|_|_|_\n1|a|_|_|_|_|0|root|_|_\n",
        "x.conllu:2: the sentence ends inside of “ab”, before word 2"
      ),
    ])
  func errors(_ text: String, _ message: String) {
    let error = #expect(throws: FileError.self) { try parse(text) }
    #expect(error?.description == message)
  }

  @Test("never crash when damaged")
  func damaged() {
    let text = stanza.replacing("|", with: "\t")
    fuzz([text, "1\ta\t\n\tb\t_\t_\t0\troot\t_\t_\n"], count: 5000, seed: 8) { bytes in
      _ = try ParsedSentence.parseCoNLL(String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}

@Suite("Stanford JSON") struct StanfordJSONTests {
  private let text = """
    {"docId": "7.txt", "sentences": [
     {"index": 0, "basicDependencies": [
       {"dep": "ROOT", "governor": 0, "governorGloss": "ROOT", "dependent": 2, "dependentGloss": "b"},
       {"dep": "det", "governor": 2, "dependent": 1}],
      "enhancedDependencies": [{"dep": "x"}],
      "tokens": [{"index": 1, "word": "-LRB-", "originalText": "("}, {"index": 2, "word": "b"}]},
     {"index": 1, "tokens": [{"word": "c"}], "basicDependencies": []}]}
    """

  @Test("has the basic dependencies of each sentence")
  func reading() throws {
    let sentences = try ParsedSentence.parseStanfordJSON(text, named: "x.json")
    #expect(sentences.count == 2 && sentences.allSatisfy { $0.documentID == "7.txt" })
    let graph = sentences[0].graph
    #expect(graph.words.map(\.form) == ["-LRB-", "b"] && graph.words.map(\.surface) == ["(", "b"])
    #expect(graph.roots == [1] && graph.edges == [.init(governor: 1, dependent: 0, label: "det")])
  }

  @Test("says where it is wrong")
  func errors() {
    for (old, new, message) in [
      ("\"dependent\": 1}", "\"dependent\": 3}", "x:4:8: 2 → 3 is no dependency of 2 words"),
      ("\"governor\": 2, ", "", "x:4:8: a dependency needs “governor” and “dependent”"),
      (
        "\"tokens\": [{\"word\"", "\"t\": [{\"word\"",
        "x:7:6: a sentence needs “tokens” and “basicDependencies”"
      ),
    ] {
      let error = #expect(throws: FileError.self) {
        try ParsedSentence.parseStanfordJSON(text.replacing(old, with: new), named: "x")
      }
      #expect(error?.description.hasPrefix(message.prefix(4)) == true)
      #expect(error?.description.hasSuffix(message.drop { $0 != " " }) == true)
    }
  }

  @Test("never crashes when damaged")
  func damaged() {
    fuzz([text], count: 4000, seed: 9) { bytes in
      _ = try ParsedSentence.parseStanfordJSON(String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}

@Suite("Combined graphs") struct CombinedGraphTests {
  private func parse(
    _ text: String, _ relations: [(subject: Int, object: Int)] = []
  ) throws -> CombinedGraph {
    try CombinedGraph(parsing: Array(text.utf8), named: "7", relations: relations)
  }

  @Test("are the edges of words, then those of objects behind them")
  func reading() throws {
    let graph = try parse("1 0\n1 2\n4 3\n3 5\n", [(1, 0), (0, 2)])
    #expect(graph.wordCount == 3 && graph.textEdges.count == 2)
    #expect(graph.overlaidText.roots == [1])
    let repaired = try #require(graph.repairedText())
    #expect(repaired.sentenceCount == 1 && repaired.appendedWordCount == 0)
    #expect(repaired.graph == graph.overlaidText)
    #expect(try parse("1 0\n1 2\n").wordCount == nil)
    #expect(try parse("1 0\n1 2\n").repairedText()?.graph.words.count == 3)
  }

  @Test("get their sentences one behind the other, and words without edges at the end")
  func repair() throws {
    // Three words, then two, then one that nobody sees.
    let graph = try parse("1 0\n1 2\n0 1\n7 6\n", [(1, 0)])
    let repaired = try #require(graph.repairedText())
    #expect(repaired.sentenceCount == 3 && repaired.appendedWordCount == 1)
    #expect(repaired.graph.roots == [1, 3, 5])
    #expect(
      repaired.graph.edges == [
        .init(governor: 1, dependent: 0), .init(governor: 1, dependent: 2),
        .init(governor: 3, dependent: 4),
      ])
    #expect(try parse("2 0\n").repairedText() == nil)
  }

  @Test(
    "say where they are wrong",
    arguments: [
      ("1 0\nx\n", 0, "7:2: expected two node numbers, found “x”"),
      ("1 -1\n", 0, "7:1: expected two node numbers, found “1 -1”"),
      ("1 0\n", 2, "7: expected 2 relations of the picture, found 1 lines"),
      (
        "1 0\n4 3\n3 6\n", 2,
        "7:3: expected the relation 0 2 of the picture behind 3 words, found “3 6”"
      ),
      ("5 0\n4 3\n3 5\n", 2, "7:1: the edge of words leads beyond the 3 words that there are"),
    ])
  func errors(_ text: String, _ count: Int, _ message: String) {
    let relations: [(subject: Int, object: Int)] = [(1, 0), (0, 2)]
    let error = #expect(throws: FileError.self) { try parse(text, Array(relations.prefix(count))) }
    #expect(error?.description == message)
  }

  @Test("never crash when damaged")
  func damaged() {
    fuzz(["1 0\n1 2\n0 1\n7 6\n"], seed: 10) { bytes in
      let graph = try CombinedGraph(parsing: bytes, named: "x", relations: [(1, 0)])
      _ = graph.repairedText()
    }
  }
}

@Suite("Tar archives") struct TarArchiveTests {
  /// The system's tar, so that the reader is not tested with its own idea of the format.
  private func archive(_ format: String, _ names: [String], in folder: URL) throws -> String {
    for name in names { _ = try write(name + "!", to: "in/" + name, in: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["tar", "-C", folder.path + "/in", "--format=\(format)", "-czf", folder.path + "/a.tgz", "."]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return folder.path + "/a.tgz"
  }

  @Test("give the bytes of their files", arguments: ["ustar", "gnu"])
  func reading(_ format: String) throws {
    try withFolder { folder in
      let long = String(repeating: "folder/", count: 17) + "file"
      let names = ["a", "b/c", "ü", long]
      let archive = try TarArchive(contentsOf: archive(format, names, in: folder))
      #expect(archive.names.count == 4)
      for name in names {
        #expect(try archive.bytes(of: "./" + name) == Array((name + "!").utf8))
      }
      #expect(try archive.bytes(of: "x") == nil)
    }
  }

  @Test("never crash when damaged")
  func damaged() throws {
    var header = [UInt8](repeating: 0, count: 512)
    for (offset, text) in [(0, "name"), (124, "00000000003"), (156, "0"), (257, "ustar")] {
      header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    let sum = header.reduce(8 * 32) { $0 + Int($1) }
    let digits = String(sum, radix: 8)
    let field = String(repeating: "0", count: 6 - digits.count) + digits + "\0"
    header.replaceSubrange(148..<155, with: field.utf8)
    let bytes = header + Array("abc".utf8) + [UInt8](repeating: 0, count: 509 + 1024)
    let archive = try TarArchive(parsing: bytes, named: "x")
    #expect(try archive.bytes(of: "name") == Array("abc".utf8))
    for end in stride(from: 0, to: bytes.count, by: 100) {
      _ = try? TarArchive(parsing: Array(bytes[..<end]), named: "x")
    }
    // The last byte of the checksum's field means nothing.
    for place in 0..<512 where place != 155 {
      var damaged = bytes
      damaged[place] ^= 0x15
      #expect(throws: FileError.self) { try TarArchive(parsing: damaged, named: "x") }
    }
  }
}

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
