import Foundation
import Testing

#if Torch
  @Suite("mega reproduce") struct ReproduceTests {
    /// Two hundred invented posts, and a small encoder.
    private func prepared() throws -> Tool {
      let tool = try Tool("mega")
      let data = tool.folder.appendingPathComponent("data")
      try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["python3", "-B", Tool.repository("Datasets/posts/make_posts.py"), "15", "5", "5"]
      process.currentDirectoryURL = data
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      try TinyBERT.write(to: tool.folder.appendingPathComponent("bert"))
      return tool
    }

    private let options = [
      "--encoder", "frozen:bert", "--seeds", "2", "--epochs", "2", "--batch-size", "20", "--head-rate",
      "1e-3",
      "--threads", "1",
    ]

    @Test("makes the tables and the figure of two hundred posts, and goes on where it was")
    func tables() throws {
      let tool = try prepared()
      // A reproduction that was interrupted in its second model.
      let first = try tool.run(
        ["reproduce", "table2", "data", "--output", "results", "--rows", "mtb"] + options)
      #expect(first.code == 0 && first.errors.contains("1 model, 2 seeds: about"), "\(first.errors)")
      let kept = try tool.read("results/mtb/seed-1/log.jsonl")
      let all = try tool.run(["reproduce", "table2", "data", "--output", "results"] + options)
      #expect(all.code == 0, "\(all.errors)")
      #expect(!all.errors.contains("mtb, seed"), "\(all.errors)")
      #expect(try tool.read("results/mtb/seed-1/log.jsonl") == kept)
      for row in ["mtb", "bert+sg", "bert+sg+att", "mega", "mega-aligned", "bert+phrases", "mega+phrases"] {
        #expect(all.lines.contains { $0.hasPrefix(row + " ") && $0.contains("±") }, "\(row)")
        let predictions = try tool.read("results/\(row)/seed-2/predictions.jsonl")
        #expect(predictions.split(separator: "\n").count == 40)
      }
      #expect(
        all.output.contains("60.96") && all.output.contains("66.41")
          && all.output.contains("2 seeds, 40 test"))
      #expect(try tool.read("results/table2.txt") == all.output)

      let again = try tool.run(["reproduce", "table2", "data", "--output", "results"] + options)
      #expect(again.output == all.output && !again.errors.contains(", seed"), "\(again.errors)")
      let third = try tool.run(["reproduce", "table3", "data", "--output", "results"] + options)
      #expect(third.code == 0 && third.output.contains("Recall in percent"), "\(third.errors)")
      #expect(third.lines.contains { $0.hasPrefix("Present_in") && $0.contains("74.32") })
      let figure = try tool.run(["reproduce", "figure5", "data", "--output", "results"] + options)
      #expect(
        figure.code == 0 && figure.output.contains("of 40 posts only mega gets right"), "\(figure.errors)")
      let count = Int(figure.output.prefix { $0.isNumber }) ?? -1
      let page = try tool.read("results/figure5.html")
      #expect(page.components(separatedBy: "<svg").count - 1 == min(count, 6))

      // Another plan does not mix with this one.
      let other = try tool.run(
        ["reproduce", "table2", "data", "--output", "results"] + options + ["--patience", "3"])
      #expect(other.code == 3 && other.errors.contains("another plan"), "\(other.errors)")
    }

    @Test("takes its plan from a file, trains controls, and says what is wrong with it")
    func plans() throws {
      let tool = try prepared()
      try tool.write(
        """
        # Two models, and one that sees other pictures.
        encoder: frozen:bert
        seeds: 1
        epochs: 1
        batchSize: 40
        rows:
          - {name: text, kind: mtb}
          - {name: other, kind: mega, preset: aligned, topK: 2, control: other-picture}
          - {name: rows, kind: mega, control: shuffled-rows}
          - {name: names, kind: bert+sg, control: masked-names}
          - {name: told, kind: mega+phrases, topK: 2, control: other-picture}

        """, to: "plan.yaml")
      let run = ["reproduce", "table2", "data", "--output", "results", "--threads", "1", "--config"]
      let outcome = try tool.run(run + ["plan.yaml"])
      #expect(outcome.code == 0, "\(outcome.errors)")
      for row in ["text", "other", "rows", "names", "told"] {
        #expect(outcome.lines.contains { $0.hasPrefix(row + " ") }, "\(row)")
      }
      for name in [
        "objects.safetensors", "objects-other-picture.safetensors", "alignment-top2-other-picture",
        "posts-other-picture.jsonl.gz", "states-told",
      ] {
        #expect(FileManager.default.fileExists(atPath: tool.folder.path + "/results/" + name), "\(name)")
      }
      for (text, reason) in [
        ("seed: 3\n", "“seed” is none of"), ("seeds: many\n", "plan2.yaml"), ("rows: [", "plan2.yaml"),
        ("{\"seeds\": 0}", "a seed"), ("{\"encoder\": \"bert\"}", "bert:DIR"),
      ] {
        try tool.write(text, to: "plan2.yaml")
        let wrong = try tool.run(
          ["reproduce", "table2", "data", "--output", "wrong", "--threads", "1", "--config", "plan2.yaml"])
        #expect([2, 3].contains(wrong.code) && wrong.errors.contains(reason), "\(text): \(wrong.errors)")
      }
      let missing = try tool.run("reproduce", "table2", "bert", "--encoder", "frozen:bert", "--output", "x")
      #expect(missing.code == 3 && missing.errors.contains("mnre_train.txt"), "\(missing.errors)")
    }
  }
#endif
