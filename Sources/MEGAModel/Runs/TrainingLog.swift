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

    private struct Line: Codable {
      var event: String
      var step: Trainer.StepRecord?
      var epoch: TrainingState.Epoch?
    }

    func append(_ epoch: TrainingState.Epoch) throws { try append(Line(event: "epoch", epoch: epoch)) }

    func append(_ step: Trainer.StepRecord) throws { try append(Line(event: "step", step: step)) }

    /// Removes the lines of steps and epochs that will be gone through again.
    func forget(after state: TrainingState) throws {
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return }
      // The last line may be half of one.
      let lines = text.split(separator: "\n").compactMap { text in
        (try? JSONDecoder().decode(Line.self, from: Data(text.utf8))).map {
          (text: text, step: $0.step?.step ?? 0, epoch: $0.epoch?.number ?? 0)
        }
      }
      let kept = lines.prefix { $0.step <= state.step && $0.epoch <= state.epoch }.map(\.text)
      try folder.write(text: kept.joined(separator: "\n"), to: "log.jsonl")
    }

    private func append(_ line: Line) throws {
      if !FileManager.default.fileExists(atPath: path) {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
      }
      guard let file = FileHandle(forWritingAtPath: path) else {
        throw FileError(file: path, reason: "cannot be opened")
      }
      defer { try? file.close() }
      do {
        try file.seekToEnd()
        try file.write(contentsOf: Data((try jsonText(line) + "\n").utf8))
      } catch {
        throw FileError(file: path, reason: "cannot be written: \(error.localizedDescription)")
      }
    }
  }
#endif
