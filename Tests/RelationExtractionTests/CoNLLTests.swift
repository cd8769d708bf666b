import Files
import RelationExtraction
import Testing

@Suite("CoNLL files") struct CoNLLTests {
  private func parse(_ text: String) throws -> [ParsedSentence] {
    try ParsedSentence.parse(text.replacing("|", with: "\t"), named: "x.conllu")
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
    #expect(sentence.graph.words.map(\.surface) == [nil, "can't", "", nil, nil])
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
      _ = try ParsedSentence.parse(String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}
