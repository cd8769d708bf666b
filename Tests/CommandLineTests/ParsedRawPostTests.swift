import Foundation
import Testing

#if Torch
  /// A Python that has spaCy and an English model: the one that `TEST_SPACY_PYTHON` names, or `python3`.
  enum ParserPython {
    static let absence =
      "there is no python3 with spaCy: set TEST_SPACY_PYTHON; see Scripts/parse-requirements.txt"

    static let program: String? = {
      let named = ProcessInfo.processInfo.environment["TEST_SPACY_PYTHON"] ?? "python3"
      return (try? TorchPython.run([named, "-c", "import spacy"]))?.code == 0 ? named : nil
    }()
  }

  @Suite("Raw posts", .enabled(if: ParserPython.program != nil, "\(ParserPython.absence)"))
  struct ParsedRawPostTests {
    private let script = Tool.repository("Scripts/parse-posts.py")

    private func parse(_ tool: Tool, _ arguments: String...) throws -> (code: Int32, output: String) {
      let own = arguments.map { $0.hasPrefix("@") ? tool.folder.path + "/" + $0.dropFirst() : $0 }
      return try TorchPython.run([ParserPython.program!, script] + own)
    }

    @Test("parses samples without touching their tokens, and captions")
    func parsing() throws {
      let tool = try Tool("mega")
      let sample =
        "{'token': ['Zoe', \"O'Hara\", '@FC_x', 'wins', 'gold!!'], 'h': {'name': 'Zoe', 'pos': [0, 1]}, "
        + "'t': {'name': 'gold!!', 'pos': [4, 5]}, 'img_id': 'a.jpg', 'relation': 'None'}\n"
      try tool.write(sample, to: "train.txt")
      let parsed = try parse(tool, "posts", "@train.txt", "--output", "@posts.conllu")
      #expect(parsed.code == 0 && parsed.output.contains("5 of 5 tokens"), "\(parsed.output)")
      let words = try tool.read("posts.conllu").split(separator: "\n").filter { !$0.hasPrefix("#") }
        .map { $0.split(separator: "\t")[1] }
      #expect(words == ["Zoe", "O'Hara", "@FC_x", "wins", "gold!!"])
      try tool.write("{'img_id': 'a.jpg', 'text': 'A man in a red shirt holds a cup.'}\n", to: "m_train.txt")
      try tool.write("{'img_id': 'a.jpg', 'text': 'The man with a cup smiles.'}\n", to: "n_train.txt")
      let captions = try parse(
        tool, "captions", "@m_train.txt", "@n_train.txt", "--output", "@captions.conllu.gz")
      #expect(
        captions.code == 0 && captions.output.contains("2 captions of 1 pictures"), "\(captions.output)")
      let prepared = try tool.run(
        "prepare", "--train", "train.txt", "--parses", "posts.conllu", "--captions", "captions.conllu.gz",
        "--output",
        "p.jsonl")
      #expect(prepared.code == 0, "\(prepared.errors)")
      let posts = try tool.read("p.jsonl")
      for text in ["\"label\":\"man\"", "\"label\":\"red shirt\"", "\"predicate\":\"hold\""] {
        #expect(posts.contains(text), "\(text)")
      }
      try tool.write("[1]\n", to: "damaged.txt")
      let damaged = try parse(tool, "captions", "@damaged.txt", "--output", "@x.conllu")
      #expect(damaged.code == 1 && damaged.output.contains("damaged.txt:1"), "\(damaged.output)")
      #expect(try !tool.files().contains("x.conllu"))
    }

    @Test("predicts for texts as people write them, and tells what was aligned")
    func predicting() throws {
      let tool = try Tool("mega")
      try tool.write(
        (0..<12).map { i in
          "{'token': ['Zoe', '\(i % 2 == 0 ? "joins" : "sees")', 'Harbor'], 'h': {'name': 'Zoe', 'pos': [0, 1]}, "
            + "'t': {'name': 'Harbor', 'pos': [2, 3]}, 'img_id': 'p\(i).jpg', "
            + "'relation': '\(i % 2 == 0 ? "in" : "None")'}\n"
        }.joined(), to: "train.txt")
      try TinyBERT.write(to: tool.folder.appendingPathComponent("bert"))
      let trained = try tool.run(
        "train", "train.txt", "--model", "mega", "--encoder", "bert:bert", "--epochs", "1", "--threads", "1",
        "--output",
        "run")
      #expect(trained.code == 0, "\(trained.errors)")
      try tool.write(
        "{\"text\": \"Zoe Ray joins Harbor FC tonight.\", \"head\": \"Zoe Ray\", \"tail\": \"Harbor FC\", "
          + "\"image\": \"a.jpg\"}\n", to: "raw.jsonl")
      try tool.write("{'img_id': 'a.jpg', 'text': 'A young woman holds a red scarf.'}\n", to: "captions.txt")
      let outcome = try tool.run(
        "predict", "run", "--posts", "raw.jsonl", "--captions", "captions.txt", "--python",
        ParserPython.program!, "--threads", "1")
      #expect(outcome.code == 0 && outcome.lines.count == 1, "\(outcome.errors)")
      let line = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      #expect(line["head"] as? String == "Zoe Ray" && line["tail"] as? String == "Harbor FC")
      #expect(["in", "None"].contains(line["prediction"] as? String))
      let aligned = try #require(line["aligned"] as? [[String: Any]])
      #expect(!aligned.isEmpty)
      #expect(aligned.allSatisfy { ["young woman", "red scarf"].contains($0["object"] as? String) })
      let wrong = try tool.run("predict", "run", "--captions", "captions.txt", "--text", "a b")
      #expect(wrong.code == 2)
    }
  }
#endif
