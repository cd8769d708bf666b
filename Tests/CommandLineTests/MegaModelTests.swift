import Foundation
import FoundationXML
import Testing

#if Torch
  @Suite("mega with models") struct MegaModelTests {
    /// Sixty posts in which one word tells the relation.
    private func posts(_ count: Int, offset: Int = 0) -> String {
      let names = ["Ana", "Ben", "Zoe", "Ivo"]
      let places = ["Umber", "Elm", "Harbor"]
      return (offset..<offset + count).map { i in
        let (name, place) = (names[i % 4], places[i % 3])
        let verb = i % 2 == 0 ? "lives" : "thinks"
        let relation = i % 2 == 0 ? "/per/loc/place_of_residence" : "None"
        return "{'token': ['\(name)', '\(verb)', 'near', '\(place)'], "
          + "'h': {'name': '\(name)', 'pos': [0, 1]}, 't': {'name': '\(place)', 'pos': [3, 4]}, "
          + "'img_id': 'p\(i).jpg', 'relation': '\(relation)'}\n"
      }.joined()
    }

    private func trained() throws -> Tool {
      let tool = try Tool("mega")
      try tool.write(posts(60), to: "train.txt")
      try tool.write(posts(12, offset: 60), to: "val.txt")
      try tool.write("{\"None\": 0, \"/per/loc/place_of_residence\": 1}", to: "rel2id.json")
      let outcome = try tool.run(
        "train", "train.txt", "--validation", "val.txt", "--relations", "rel2id.json", "--model",
        "pcnn", "--batch-size", "10", "--epochs", "8", "--threads", "1", "--output", "run")
      #expect(outcome.code == 0 && outcome.output.contains("best epoch"), "\(outcome.errors)")
      return tool
    }

    @Test("learns, tells how well, and predicts")
    func workflow() throws {
      let tool = try trained()
      for name in [
        "config.json", "rel2id.json", "words.txt", "model.safetensors", "last.safetensors",
      ] {
        #expect(try !tool.read("run/" + name).isEmpty)
      }
      let curves = try tool.read("run/curves.svg")
      #expect(XMLParser(data: Data(curves.utf8)).parse() && curves.contains("best: epoch "))
      let log = try tool.read("run/log.jsonl").split(separator: "\n")
      #expect(log.count == 8 * 6 + 8)
      for line in log {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(object?["event"] as? String == (object?["step"] != nil ? "step" : "epoch"))
      }
      let evaluated = try tool.run(
        "evaluate", "run", "val.txt", "--per-relation", "--predictions", "p.jsonl", "--threads", "1"
      )
      #expect(evaluated.code == 0, "\(evaluated.errors)")
      #expect(evaluated.lines.contains { $0.hasPrefix("micro-F1") && $0.hasSuffix("100.00") })
      #expect(evaluated.output.contains("/per/loc/place_of_residence"))
      let compared = try tool.run("evaluate", "run", "val.txt", "--bootstrap", "p.jsonl")
      #expect(compared.code == 0 && compared.output.contains("+0.00"), "\(compared.errors)")

      let predicted = try tool.run("predict", "run", "-", "--top", "2", input: posts(3))
      #expect(predicted.code == 0 && predicted.lines.count == 3, "\(predicted.errors)")
      let first = try #require(
        try JSONSerialization.jsonObject(with: Data(predicted.lines[0].utf8)) as? [String: Any])
      #expect(first["prediction"] as? String == "/per/loc/place_of_residence")
      #expect((first["relations"] as? [[Any]])?.count == 2)
      let single = try tool.run(
        "predict", "run", "--text", "Zoe thinks near Elm", "--head", "0:1", "--tail", "3:4")
      #expect(single.code == 0 && single.output.contains("\"None\""), "\(single.errors)")
    }

    @Test("goes on where it stopped, to the same numbers")
    func resuming() throws {
      let tool = try trained()
      let arguments = [
        "train", "train.txt", "--validation", "val.txt", "--relations", "rel2id.json", "--model",
        "pcnn", "--batch-size", "10", "--epochs", "8", "--threads", "1", "--output",
      ]
      let stopped = try tool.run(arguments + ["other", "--max-steps", "17"])
      #expect(
        stopped.code == 0 && stopped.output.contains("stopped at step 17"), "\(stopped.errors)")
      let resumed = try tool.run(arguments + ["other", "--resume"])
      #expect(resumed.code == 0, "\(resumed.errors)")
      for name in ["model.safetensors"] {
        let files = try ["run/", "other/"].map {
          try Data(contentsOf: tool.folder.appendingPathComponent($0 + name))
        }
        #expect(files[0] == files[1], "\(name)")
      }
      #expect(try tool.read("other/log.jsonl").split(separator: "\n").count == 8 * 6 + 8)
      // A folder with a model is not written over, and other options are refused.
      #expect(try tool.run(arguments + ["other"]).code == 3)
      let changed = try tool.run(arguments + ["other", "--resume", "--head-rate", "0.2"])
      #expect(changed.code == 3 && changed.errors.contains("other options"), "\(changed.errors)")
    }

    @Test("learns with the defaults that its help names")
    func defaults() throws {
      let tool = try Tool("mega")
      try tool.write(posts(6), to: "train.txt")
      try TinyBERT.write(to: tool.folder.appendingPathComponent("bert"))
      struct Description: Decodable {
        struct Training: Decodable {
          let epochs, batchSize: Int
          let warmUpSteps: Int?
          let encoderRate, headRate, decay, warmUpShare: Double
          let gradientLimit: Double?
          let lowersRate: Bool
        }
        struct Model: Decodable {
          let dropout: Double
          let maximumLength: Int
        }
        let model: Model
        let training: Training
      }
      func trained(_ arguments: String...) throws -> Description {
        let output = "run\(try tool.files().count)"
        let outcome = try tool.run(
          ["train", "train.txt", "--max-steps", "1", "--output", output] + arguments)
        #expect(outcome.code == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(
          Description.self, from: Data(tool.read(output + "/config.json").utf8))
      }
      let help = try tool.run("train", "--help").output.split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
      let paper = try trained("--model", "mtb", "--encoder", "bert:bert")
      let release = try trained(
        "--model", "mega", "--encoder", "bert:bert", "--preset", "release")
      let words = try trained("--model", "pcnn")
      let frozen = try trained("--model", "mtb", "--encoder", "frozen:bert")
      let faster = try trained(
        "--model", "mtb", "--encoder", "bert:bert", "--encoder-rate", "0.5")
      for (text, holds) in [
        (
          "(default: 10; glove-cnn, pcnn: 100)",
          paper.training.epochs == 10 && release.training.epochs == 10
            && words.training.epochs == 100
        ),
        (
          "(default: 10; release: 32; glove-cnn, pcnn: 160)",
          [paper, release, words].map(\.training.batchSize) == [10, 32, 160]
        ),
        ("encoder (default: 2e-5)", paper.training.encoderRate == 2e-5),
        (
          "(default: the encoder's; on an encoder that does not learn 1e-3; glove-cnn, pcnn: 0.1)",
          release.training.headRate == 2e-5 && words.training.headRate == 0.1
            && faster.training.headRate == 0.5 && frozen.training.headRate == 1e-3
        ),
        (
          "(default: 0.01; glove-cnn, pcnn: 1e-5)",
          [paper, release, words].map(\.training.decay) == [0.01, 0.01, 1e-5]
        ),
        (
          "(default: a tenth of all; release: 300; glove-cnn, pcnn: 0, and rates stay as they are)",
          paper.training.warmUpShare == 0.1 && paper.training.warmUpSteps == nil
            && release.training.warmUpSteps == 300 && words.training.warmUpShare == 0
            && [paper, release, words].map(\.training.lowersRate) == [true, true, false]
        ),
        (
          "(default: 1; release, glove-cnn, pcnn: none)",
          [paper, release, words].map(\.training.gradientLimit) == [1, nil, nil]
        ),
        ("(default: 0.5)", [paper, release, words].allSatisfy { $0.model.dropout == 0.5 }),
        (
          "(default: 64; release, glove-cnn, pcnn: 128)",
          [paper, release, words].map(\.model.maximumLength) == [64, 128, 128]
        ),
      ] { #expect(help.contains(text) && holds, "\(text)") }
    }

    @Test("says what is wrong, and where")
    func errors() throws {
      let tool = try Tool("mega")
      try tool.write(posts(3), to: "train.txt")
      try tool.write("{\"None\": 0}", to: "rel2id.json")
      let train = ["train", "train.txt", "--output", "run", "--model"]
      #expect(try tool.run(train + ["mtb"]).code == 2)
      #expect(try tool.run(train + ["pcnn", "--encoder", "bert:x"]).code == 2)
      #expect(try tool.run(train + ["mtb", "--encoder", "x"]).code == 2)
      #expect(try tool.run(train + ["mtb", "--encoder", "bert:nowhere"]).code == 3)
      #expect(try tool.run(train + ["pcnn", "--epochs", "0"]).code == 2)
      let unknown = try tool.run(train + ["pcnn", "--relations", "rel2id.json"])
      #expect(unknown.code == 3 && unknown.errors.contains("train.txt:1"), "\(unknown.errors)")
      let device = try tool.run(train + ["pcnn", "--device", "cuda"])
      #expect(device.code == 0 || device.errors.contains("CUDA"), "\(device.errors)")
      #expect(try tool.run("evaluate", "nowhere", "train.txt").code == 3)
      #expect(try tool.run("predict", "nowhere").code == 2)
      #expect(try tool.run("predict", "nowhere", "--text", "a b", "--head", "0:1").code == 2)
    }

    @Test(
      "refuses rates and counts that cannot be",
      arguments: [
        ("--decay", "-0.1"), ("--decay", "nan"), ("--clip", "-1"), ("--clip", "inf"),
        ("--patience", "0"), ("--warm-up", "-1"),
      ])
    func learningOptions(_ option: String, _ value: String) throws {
      let tool = try Tool("mega")
      try tool.write(posts(3), to: "train.txt")
      // Without the space, what starts with a minus is a value for sure.
      let outcome = try tool.run(
        "train", "train.txt", "--output", "run", "--model", "pcnn", "\(option)=\(value)")
      #expect(outcome.code == 2 && outcome.errors.contains(option), "\(outcome.errors)")
      #expect(try tool.files() == ["train.txt"])
    }

    @Test("converts features")
    func conversion() throws {
      let tool = try Tool("mega")
      try FileManager.default.createDirectory(
        at: tool.folder.appendingPathComponent("imgSG"), withIntermediateDirectories: true)
      try tool.write("?\nman\tshirt\n0.5\t1\t-2\t3\n", to: "imgSG/a.jpg")
      try tool.write("?\n\n\n", to: "imgSG/b.jpg")
      let converted = try tool.run(
        "convert", "features", "imgSG", "--width", "2", "--output", "f.safetensors")
      #expect(converted.code == 0 && converted.errors.contains("2 pictures"), "\(converted.errors)")
      try tool.write("?\nman\n0.5\n", to: "imgSG/c.jpg")
      let damaged = try tool.run(
        "convert", "features", "imgSG", "--width", "2", "--output", "g.safetensors")
      #expect(damaged.code == 3 && damaged.errors.contains("c.jpg:3"), "\(damaged.errors)")
      #expect(!FileManager.default.fileExists(atPath: tool.folder.path + "/g.safetensors"))

    }

    /// Two seeds, since each one takes four trainings: the first is the default, which the documentation shows,
    /// and the other tells that this one is not a lucky exception.
    @Test("shows on the package's posts what alignment is for", arguments: [1, 3])
    func demo(_ seed: Int) throws {
      let tool = try Tool("mega")
      let arguments = ["demo", "--threads", "1", "--quiet", "--seed", "\(seed)"]
      let demo = try tool.run(arguments)
      #expect(demo.code == 0 && demo.lines.count { $0.contains("↔") } == 12, "\(demo.errors)")
      func accuracy(_ name: String) -> Double? {
        demo.lines.first { $0.hasPrefix(name) }?.split(separator: "  ").map {
          Double($0.trimmingCharacters(in: .whitespaces))
        }.compactMap { $0 }.first
      }
      // Two relations are left by the text of each post, and the aligned object decides between them.
      for name in ["text alone", "text and objects", "aligned, the paper's"] {
        let share = try #require(accuracy(name))
        #expect((0.2...0.8).contains(share), "\(name): \(share)")
      }
      #expect(try #require(accuracy("aligned objects seen")) >= 0.85, "\(demo.output)")
      let nowhere = try tool.run("demo", "--folder", "nowhere")
      #expect(nowhere.code == 3 && nowhere.errors.contains("nowhere/posts-train.txt"))
    }

    @Test("refuses posts that cannot be learned from, and says where")
    func demoData() throws {
      let tool = try Tool("mega")
      let folder = tool.folder.path + "/posts"
      try FileManager.default.copyItem(
        atPath: Tool.repository("Datasets/posts"), toPath: folder)
      func refuses(_ name: String, _ place: String, _ change: (String) -> String) throws {
        let old = try tool.read("posts/\(name)")
        let new = change(old)
        #expect(new != old)
        try tool.write(new, to: "posts/\(name)")
        let outcome = try tool.run("demo", "--folder", "posts", "--threads", "1")
        #expect(
          outcome.code == 3 && outcome.errors.contains("posts/\(place): "), "\(outcome.errors)")
        try tool.write(old, to: "posts/\(name)")
      }
      /// The same with another key in the place of the relation of the first line.
      func withoutRelation(_ text: String) -> String {
        guard let key = text.range(of: "'relation'") else { return text }
        return text.replacingCharacters(in: key, with: "'note'")
      }
      try refuses("posts-train.txt", "posts-train.txt:1", withoutRelation)
      try refuses("posts-test.txt", "posts-test.txt:1", withoutRelation)
      try refuses("relations.json", "posts-train.txt:1") { _ in "{\"None\": 0}" }
      try refuses("posts-train.txt", "posts-train.txt") { _ in "" }
    }
  }
#else
  @Suite("mega without models") struct MegaModelTests {
    @Test(
      "says how to get them", arguments: ["train", "evaluate", "predict", "convert", "reproduce", "demo"])
    func howToBuild(_ verb: String) throws {
      let outcome = try Tool("mega").run(verb, "--model", "mtb")
      #expect(outcome.code == 2 && outcome.errors.contains("--traits Torch"), "\(outcome.errors)")
    }
  }
#endif
