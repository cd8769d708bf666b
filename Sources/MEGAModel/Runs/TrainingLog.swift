#if Torch
  internal import Files
  internal import Foundation

  /// `log.jsonl`: a JSON object on every line, for every step and every epoch.
  ///
  /// Lines are appended, so that another program can follow them.
  struct TrainingLog {
    private let folder: CheckpointFolder
    private var path: String { folder.file("log.jsonl") }

    init(_ folder: CheckpointFolder) { self.folder = folder }

    private struct EpochLine: Encodable {
      let event = "epoch"
      let epoch: TrainingState.Epoch
    }
    private struct StepLine: Encodable {
      let event = "step"
      let step: Trainer.StepRecord
    }

    func append(_ epoch: TrainingState.Epoch) throws { try append(line: EpochLine(epoch: epoch)) }

    func append(_ step: Trainer.StepRecord) throws { try append(line: StepLine(step: step)) }

    /// Removes the lines of steps that will be taken again.
    func forget(after step: Int) throws {
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return }
      struct Line: Decodable {
        struct Step: Decodable { let step: Int }
        let step: Step?
      }
      var kept: [Substring] = []
      for line in text.split(separator: "\n") {
        guard let own = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)) else {
          continue
        }
        if let number = own.step?.step, number > step { break }
        kept.append(line)
      }
      try folder.write(text: kept.joined(separator: "\n"), to: "log.jsonl")
    }

    private func append(line: some Encodable) throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      let data = try encoder.encode(line) + Data("\n".utf8)
      if !FileManager.default.fileExists(atPath: path) {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
      }
      guard let file = FileHandle(forWritingAtPath: path) else {
        throw FileError(file: path, reason: "cannot be opened")
      }
      defer { try? file.close() }
      do {
        try file.seekToEnd()
        try file.write(contentsOf: data)
      } catch {
        throw FileError(file: path, reason: "cannot be written: \(error.localizedDescription)")
      }
    }
  }
#endif
