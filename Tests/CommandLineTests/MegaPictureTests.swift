import Foundation
import FoundationXML
import Testing

/// Alignment and attention of the posts that come with the package, on the command line.
@Suite("mega with pictures") struct MegaPictureTests {
  /// A tool whose folder holds the prepared posts and, in both formats, their weights.
  private func aligned() throws -> Tool {
    let tool = try Tool("mega")
    let folder = Tool.repository("Datasets/posts")
    let prepared = try tool.run(
      "prepare", "--train", "\(folder)/posts-train.txt", "--val", "\(folder)/posts-val.txt",
      "--test", "\(folder)/posts-test.txt", "--relations", "\(folder)/relations.json",
      "--parses", "\(folder)/posts.conllu", "--scene-information",
      "\(folder)/custom_data_info.json", "--scene-predictions",
      "\(folder)/custom_prediction.json", "--output", "posts.jsonl.gz")
    try #require(prepared.code == 0, "\(prepared.errors)")
    for (format, output) in [("rel", "rel_1"), ("safetensors", "weights")] {
      let outcome = try tool.run(
        "align", "posts.jsonl.gz", "--format", format, "--output", output)
      try #require(outcome.code == 0, "\(outcome.errors)")
    }
    return tool
  }

  #if Torch
    private func train(
      _ tool: Tool, _ model: String, _ alignment: String, preset: String = "paper",
      to output: String
    ) throws -> Tool.Outcome {
      let folder = Tool.repository("Datasets/posts")
      if !FileManager.default.fileExists(atPath: tool.folder.path + "/bert") {
        try TinyBERT.write(to: tool.folder.appendingPathComponent("bert"))
      }
      let arguments = [
        "train", "\(folder)/posts-train.txt", "--validation", "\(folder)/posts-val.txt",
        "--relations", "\(folder)/relations.json", "--model", model,
        "--encoder", "bert:bert", "--epochs", "2", "--head-rate", "0.01", "--alignment", alignment,
        "--threads", "1", "--output", output,
      ]
      return try tool.run(arguments + (model == "mega" ? ["--preset", preset] : []))
    }

    @Test(
      "gives the same from either format of weights", arguments: ["paper", "release", "aligned"])
    func formats(_ preset: String) throws {
      let tool = try aligned()
      let test = Tool.repository("Datasets/posts") + "/posts-test.txt"
      // The splits one by one, or the folder that holds them.
      for (paths, output) in [
        ("rel_1/train,rel_1/val", "a"), ("weights/train.safetensors,weights/val.safetensors", "b"),
        ("weights", "c"), ("rel_1", "d"),
      ] {
        let outcome = try train(tool, "mega", paths, preset: preset, to: output)
        try #require(outcome.code == 0, "\(outcome.errors)")
        #expect(!outcome.errors.contains("zeros"), "\(outcome.errors)")
        let evaluated = try tool.run(
          "evaluate", output, test, "--alignment",
          output == "a"
            ? "rel_1/test"
            : paths == "rel_1"
              ? "rel_1" : "weights/test.safetensors", "--predictions", output + ".jsonl",
          "--threads", "1")
        #expect(evaluated.code == 0 && evaluated.errors.isEmpty, "\(evaluated.errors)")
        // Bit by bit: every gradient and every logit was the same.
        let parameters = try ["a", output].map {
          try Data(contentsOf: tool.folder.appendingPathComponent($0 + "/model.safetensors"))
        }
        #expect(parameters[0] == parameters[1], "\(output)")
        #expect(try tool.read("a.jsonl") == tool.read(output + ".jsonl"), "\(output)")
      }
      // Without the weights the predictions are others, and the tool says what is missing.
      let zeros = try tool.run(
        "evaluate", "a", test, "--alignment", "rel_1/train", "--predictions", "z.jsonl")
      #expect(zeros.code == 0 && zeros.errors.contains("16 pictures have no alignment"))
      #expect(try tool.read("a.jsonl") != tool.read("z.jsonl"))
      // Nor are they used without saying so where there are none at all.
      let none = try tool.run("evaluate", "a", test)
      #expect(none.code == 0 && none.errors.contains("none given"), "\(none.errors)")
      #expect(try tool.run("evaluate", "a", test, "--quiet").errors.isEmpty)
      // Neither a folder nor a file, and a file without samples in it.
      #expect(try tool.run("evaluate", "a", test, "--alignment", "nowhere").code == 3)
      let other = try tool.run("evaluate", "a", test, "--alignment", "a/model.safetensors")
      #expect(other.code == 3 && other.errors.contains("model.safetensors"), "\(other.errors)")
    }

    @Test("refuses weights that contradict each other, and takes those that agree")
    func contradictions() throws {
      let tool = try aligned()
      let copy = "rel_1/test/post_000.txt"
      let own = try tool.read("rel_1/train/post_000.txt")
      try tool.write(own, to: copy)
      let agreeing = try train(tool, "mega", "rel_1", to: "a")
      #expect(agreeing.code == 0, "\(agreeing.errors)")
      let zero = try #require(own.range(of: "0.000000000000000000e+00"))
      try tool.write(own.replacingCharacters(in: zero, with: "5.000000000000000000e-01"), to: copy)
      let contradicting = try train(tool, "mega", "rel_1", to: "b")
      #expect(contradicting.code == 3, "\(contradicting.output)")
      for path in [copy, "rel_1/train/post_000.txt"] {
        #expect(contradicting.errors.contains(path), "\(contradicting.errors)")
      }
      let single = try train(tool, "mega", "rel_1/train,rel_1/val", to: "c")
      #expect(single.code == 0, "\(single.errors)")

      let broader = try tool.run(
        "align", "posts.jsonl.gz", "--format", "safetensors", "--top-k", "3", "--output",
        "other")
      try #require(broader.code == 0, "\(broader.errors)")
      let files = try train(tool, "mega", "weights,other", to: "d")
      #expect(
        files.code == 3 && files.errors.contains("weights/train.safetensors")
          && files.errors.contains("other/train.safetensors"), "\(files.errors)")
    }

    @Test("refuses numbers of objects that cannot be", arguments: ["-1", "00", "1e"])
    func objectCount(_ count: String) throws {
      let tool = try aligned()
      let file = tool.folder.appendingPathComponent("weights/train.safetensors")
      var data = try Data(contentsOf: file)
      let place = try #require(data.range(of: Data("\"objects\":\"10\"".utf8)))
      data.replaceSubrange(place, with: Data("\"objects\":\"\(count)\"".utf8))
      try data.write(to: file)
      let outcome = try train(tool, "mega", "weights", to: "a")
      #expect(
        outcome.code == 3 && outcome.errors.contains("weights/train.safetensors: “objects”"),
        "\(outcome.errors)")
    }

    @Test("shows what a model attends to, as table, values and picture")
    func attention() throws {
      let tool = try aligned()
      let trained = try train(tool, "mega", "rel_1/train,rel_1/val", to: "run")
      try #require(trained.code == 0, "\(trained.errors)")
      let arguments = ["explain", "posts.jsonl.gz", "--split", "test", "--sample", "2"]
      let plain = try tool.run(arguments + ["--format", "tsv"])
      let values = try tool.run(arguments + ["--format", "tsv", "--model", "run"])
      #expect(values.code == 0, "\(values.errors)")
      func cells(_ lines: [String]) -> [[String]] {
        lines.map {
          $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
      }
      let (without, with) = (cells(plain.lines), cells(values.lines))
      let columns = without[0].count
      #expect(with.count == without.count + 1 && with.allSatisfy { $0.count == with[0].count })
      for (a, b) in zip(without, with) { #expect(Array(b.prefix(columns)) == a) }
      #expect(with[0][columns].hasPrefix("β:0:") && with[0].count == 2 * columns - 2)
      for column in columns..<with[0].count {
        let shares = try with.dropFirst().map { try #require(Double($0[column])) }
        // The words and all that is no word are everything an object attends to.
        #expect(shares.allSatisfy { $0 >= 0 } && abs(shares.reduce(0, +) - 1) < 1e-5)
        #expect(shares.dropLast().allSatisfy { $0 > 0 })
      }

      let table = try tool.run(arguments + ["--model", "run"])
      #expect(table.code == 0 && table.output.contains("β: what each object"), "\(table.errors)")
      // The same prediction as that of the verb for it.
      let predicted = try tool.run(
        "predict", "run", Tool.repository("Datasets/posts") + "/posts-test.txt", "--alignment",
        "rel_1/test")
      let line = try #require(
        try JSONSerialization.jsonObject(with: Data(predicted.lines[2].utf8)) as? [String: Any])
      let (relation, score) = (
        try #require(line["prediction"] as? String), try #require(line["score"] as? Double)
      )
      #expect(
        table.output.contains("run predicts \(relation), \(String(format: "%.3f", score))"),
        "\(table.output) \(predicted.lines[2])")

      let picture = try tool.run(arguments + ["--model", "run", "--format", "svg", "-o", "a.svg"])
      #expect(picture.code == 0, "\(picture.errors)")
      let parser = XMLParser(data: Data(try tool.read("a.svg").utf8))
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      #expect(try tool.read("a.svg").contains("β: what each object attends to"))
    }

    @Test("says which models have no attention, and which option is missing")
    func refusals() throws {
      let tool = try aligned()
      let trained = try train(tool, "mtb", "rel_1/train,rel_1/val", to: "run")
      try #require(trained.code == 0, "\(trained.errors)")
      // Nor does it miss pictures.
      let evaluated = try tool.run(
        "evaluate", "run", Tool.repository("Datasets/posts") + "/posts-test.txt")
      #expect(evaluated.code == 0 && evaluated.errors.isEmpty, "\(evaluated.errors)")
      let explained = try tool.run("explain", "posts.jsonl.gz", "--model", "run")
      #expect(
        explained.code == 2 && explained.errors.contains("pays no attention"), "\(explained.errors)"
      )
      #expect(try tool.run("explain", "posts.jsonl.gz", "--model", "nowhere").code == 3)
      #expect(try tool.run("explain", "posts.jsonl.gz", "--features", "f").code == 2)
    }
  #else
    @Test("says how to get models that attend")
    func attention() throws {
      let outcome = try aligned().run("explain", "posts.jsonl.gz", "--model", "run")
      #expect(outcome.code == 2 && outcome.errors.contains("--traits Torch"), "\(outcome.errors)")
    }
  #endif
}
