#if Torch
  import Foundation
  import Testing

  /// From a file as PyTorch writes it to probabilities, by the commands that the documentation names.
  @Suite(
    "Published checkpoints as files",
    .enabled(if: TorchPython.command != nil, Comment(rawValue: TorchPython.absence)))
  struct PublishedCheckpointFileTests {
    private struct Expected: Decodable {
      let relations: [String]
      let models: [String: [[Double]]]
    }

    private struct Line: Decodable {
      let prediction: String
      let relations: [Pair]
      struct Pair: Decodable {
        let name: String
        let score: Double

        init(from decoder: any Decoder) throws {
          var parts = try decoder.unkeyedContainer()
          name = try parts.decode(String.self)
          score = try parts.decode(Double.self)
        }
      }
    }

    /// A folder with checkpoints that the script in Tests/Golden makes, converted.
    private func converted() throws -> (tool: Tool, expected: Expected) {
      let (tool, python) = (try Tool("mega"), try #require(TorchPython.command))
      let folder = tool.folder.path
      let made = try TorchPython.run(
        python + [Tool.repository("Tests/Golden/make_checkpoint.py"), folder])
      try #require(made.code == 0, "\(made.output)")
      for kind in ["mega", "mtb"] {
        let outcome = try TorchPython.run(
          python + [
            Tool.repository("Scripts/convert-checkpoint.py"), "\(folder)/\(kind).pth.tar",
            "\(folder)/\(kind).safetensors",
          ])
        try #require(outcome.code == 0, "\(outcome.output)")
        let model = try tool.run(
          "convert", "checkpoint", "\(kind).safetensors", "--bert", ".", "--relations",
          "rel2id.json", "--output", kind)
        try #require(model.code == 0 && model.output.hasPrefix(kind), "\(model.errors)")
      }
      let features = try tool.run(
        "convert", "features", "imgSG", "--width", "6", "--output", "features.safetensors")
      try #require(features.code == 0, "\(features.errors)")
      let expected = try JSONDecoder().decode(
        Expected.self, from: Data(tool.read("expected.json").utf8))
      return (tool, expected)
    }

    @Test("give the probabilities that PyTorch computes")
    func probabilities() throws {
      let (tool, expected) = try converted()
      for (kind, rows) in expected.models {
        let pictures =
          kind == "mega" ? ["--features", "features.safetensors", "--alignment", "rel"] : []
        let outcome = try tool.run(
          ["predict", kind, "samples.txt", "--top", "5", "--threads", "1"] + pictures)
        try #require(outcome.code == 0 && outcome.lines.count == rows.count, "\(outcome.errors)")
        for (text, row) in zip(outcome.lines, rows) {
          let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
          let own = Dictionary(uniqueKeysWithValues: line.relations.map { ($0.name, $0.score) })
          for (name, value) in zip(expected.relations, row) {
            // Single precision here, double there, and six decimals in the file.
            #expect(abs(own[name]! - value) <= 5e-5, "\(kind): \(name) \(own[name]!), not \(value)")
          }
        }
        // Every wrong one of the three samples would show in these counts.
        let evaluated = try tool.run(["evaluate", kind, "samples.txt"] + pictures)
        #expect(evaluated.code == 0, "\(evaluated.errors)")
        let best = rows.map { row in row.indices.max { row[$0] < row[$1] }! }
        let right = best.indices.count { best[$0] == $0 }
        let accuracy = String(format: "%.2f", 100 * Double(right) / 3)
        #expect(
          evaluated.lines.contains { $0.hasPrefix("accuracy") && $0.hasSuffix(accuracy) },
          "\(evaluated.output)")
      }
      // Features are needed as soon as objects are aligned.
      let without = try tool.run("predict", "mega", "samples.txt", "--alignment", "rel")
      #expect(without.code == 2 && without.errors.contains("--features"), "\(without.errors)")
    }

    @Test("are refused if they are damaged or no arrays")
    func damage() throws {
      let (tool, python) = (try Tool("mega"), try #require(TorchPython.command))
      try tool.write("no checkpoint", to: "a.pth.tar")
      let script = Tool.repository("Scripts/convert-checkpoint.py")
      for name in ["a.pth.tar", "nothing.pth.tar"] {
        let outcome = try TorchPython.run(
          python + [script, tool.folder.path + "/" + name, tool.folder.path + "/b.safetensors"])
        #expect(outcome.code == 1 && outcome.output.hasPrefix("Error: "), "\(outcome.output)")
        #expect(outcome.output.split(separator: "\n").count == 1)
      }
      #expect(try tool.files() == ["a.pth.tar"])
    }
  }
#else
  import Testing

  @Suite("Published checkpoints as files") struct PublishedCheckpointFileTests {
    @Test("are read", .disabled("the trait Torch is off: see Scripts/test.sh"))
    func areRead() {}
  }
#endif
