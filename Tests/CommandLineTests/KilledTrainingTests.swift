import Foundation
import Testing

#if Torch
  @Suite("mega train, killed") struct KilledTrainingTests {
    private func posts(_ count: Int) -> String {
      (0..<count).map { i in
        "{'token': ['Ana', '\(i % 2 == 0 ? "lives" : "thinks")', 'near', 'w\(i % 7)'], "
          + "'h': {'name': 'Ana', 'pos': [0, 1]}, 't': {'name': 'w', 'pos': [3, 4]}, "
          + "'img_id': 'p\(i).jpg', 'relation': '\(i % 2 == 0 ? "in" : "None")'}\n"
      }.joined()
    }

    /// Starts the tool and kills it so many milliseconds after its log has grown, or at its start.
    private func kill(_ tool: Tool, _ arguments: [String], log: String, after milliseconds: Int) throws
      -> Bool
    {
      let process = Process()
      process.executableURL = tool.executable
      process.arguments = arguments
      process.currentDirectoryURL = tool.folder
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      let path = tool.folder.appendingPathComponent(log).path
      func size() -> Int {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
      }
      let before = size()
      try process.run()
      // What is killed is a training at work, and not a program that still loads its libraries.
      let end = ContinuousClock.now + .seconds(60)
      while process.isRunning, size() == before, ContinuousClock.now < end { usleep(1000) }
      usleep(UInt32(milliseconds) * 1000)
      let isAlive = process.isRunning
      if isAlive { Foundation.kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      return isAlive
    }

    @Test("goes on to the same weights, whenever it is killed")
    func killed() throws {
      let tool = try Tool("mega")
      try tool.write(posts(400), to: "train.txt")
      try tool.write(posts(40), to: "val.txt")
      let arguments = [
        "train", "train.txt", "--validation", "val.txt", "--model", "pcnn", "--batch-size", "4", "--epochs",
        "40",
        "--checkpoint-every", "7", "--threads", "1", "--quiet", "--output",
      ]
      let whole = try tool.run(arguments + ["whole"])
      #expect(whole.code == 0, "\(whole.errors)")
      var generator = SystemRandomNumberGenerator()
      var moments: [Int] = []
      while moments.count < 20 {
        let moment = Int.random(in: 0...90, using: &generator)
        moments.append(moment)
        let resume = moments.count == 1 ? [] : ["--resume"]
        // A training that came to its end is not killed any more.
        guard try kill(tool, arguments + ["killed"] + resume, log: "killed/log.jsonl", after: moment) else {
          break
        }
      }
      let last = try tool.run(arguments + ["killed", "--resume"])
      #expect(last.code == 0, "after \(moments): \(last.errors)")
      #expect(moments.count == 20, "it came to its end after \(moments)")
      for name in ["model.safetensors", "rel2id.json", "words.txt", "config.json"] {
        let files = try ["whole/", "killed/"].map {
          try Data(contentsOf: tool.folder.appendingPathComponent($0 + name))
        }
        #expect(files[0] == files[1], "\(name) after \(moments)")
      }
      let logs = try ["whole", "killed"].map { try tool.read("\($0)/log.jsonl").split(separator: "\n").count }
      #expect(logs[0] == logs[1] && logs[0] == 40 * 101)
    }
  }
#endif
