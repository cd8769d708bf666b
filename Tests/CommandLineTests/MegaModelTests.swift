import Foundation
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
      #expect(try tool.read("run/curves.svg").contains("<polyline"))
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
      #expect(evaluated.lines.contains { $0.hasPrefix("F1") && $0.hasSuffix("100.00") })
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

    @Test("converts features, and shows what alignment is for")
    func conversionAndDemo() throws {
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

      let demo = try tool.run("demo", "--posts", "400", "--threads", "1", "--quiet")
      #expect(demo.code == 0 && demo.output.contains("↔"), "\(demo.errors)")
    }
  }
#else
  @Suite("mega without models") struct MegaModelTests {
    @Test("says how to get them", arguments: ["train", "evaluate", "predict", "convert", "demo"])
    func howToBuild(_ verb: String) throws {
      let outcome = try Tool("mega").run(verb, "--model", "mtb")
      #expect(outcome.code == 2 && outcome.errors.contains("--traits Torch"), "\(outcome.errors)")
    }
  }
#endif
