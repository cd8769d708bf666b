import AlignmentTestSupport
import Foundation
import Testing

@Suite("mega prepare, on large files") struct MegaMemoryTests {
  /// Writes predictions of Scene-Graph-Benchmark, nearly all of it scores that are passed over.
  ///
  /// - Returns: the number of bytes.
  private func generate(_ tool: Tool, pictures: Int, pairsPerPicture: Int) throws -> Int {
    let scores = "[" + repeatElement("0.01234567890123456", count: 51).joined(separator: ", ") + "]"
    let all = repeatElement(scores, count: pairsPerPicture).joined(separator: ", ")
    let record =
      "{\"bbox\": [[0, 0, 9, 9], [1, 1, 5, 5]], \"bbox_labels\": [1, 2], \"bbox_scores\": [0.9, 0.8], "
      + "\"rel_pairs\": [[0, 1]], \"rel_labels\": [1], \"rel_scores\": [0.7], \"rel_all_scores\": [\(all)]}"
    let path = tool.folder.appendingPathComponent("predictions.json")
    _ = FileManager.default.createFile(atPath: path.path, contents: nil)
    let handle = try FileHandle(forWritingTo: path)
    var count = 0
    for i in 0..<pictures {
      let text = Data("\(i == 0 ? "{" : ", ")\"\(i)\": \(record)".utf8)
      count += text.count
      try handle.write(contentsOf: text)
    }
    try handle.write(contentsOf: Data("}".utf8))
    try handle.close()
    let names = (0..<pictures).map { "\"p\($0).jpg\"" }.joined(separator: ", ")
    try tool.write(
      "{\"idx_to_files\": [\(names)], \"ind_to_classes\": [\"-\", \"man\", \"hat\"], "
        + "\"ind_to_predicates\": [\"-\", \"wearing\"]}", to: "information.json")
    let samples = (0..<pictures).map {
      "{'token': ['a', 'b'], 'h': {'name': 'a', 'pos': [0, 1]}, 't': {'name': 'b', 'pos': [1, 2]}, "
        + "'img_id': 'p\($0).jpg', 'relation': 'None'}\n"
    }
    try tool.write(samples.joined(), to: "samples.txt")
    return count
  }

  /// Prepares posts with so many pictures, and says how much memory that has needed, in kB.
  private func peak(pictures: Int, isPacked: Bool) throws -> (peak: Int, bytes: Int) {
    let tool = try Tool("mega")
    let count = try generate(tool, pictures: pictures, pairsPerPicture: 6320)
    if isPacked {
      let gzip = Process()
      gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      gzip.arguments = ["gzip", "-1", "predictions.json"]
      gzip.currentDirectoryURL = tool.folder
      try gzip.run()
      gzip.waitUntilExit()
    }
    let file = isPacked ? "predictions.json.gz" : "predictions.json"
    let start = ContinuousClock.now
    let (outcome, peak) = try tool.runMeasured(
      "prepare", "--train", "samples.txt", "--scene-information", "information.json",
      "--scene-predictions", file, "--output", "posts.jsonl")
    print(
      "\(count / 1_000_000) MB, \(file): \(peak / 1000) MB at most, \(ContinuousClock.now - start)")
    #expect(outcome.code == 0 && outcome.output.contains("\(pictures)"), "\(outcome.errors)")
    return (peak, count)
  }

  /// `GRAPH_ALIGNMENT_LARGE_MEGABYTES` makes the file larger.
  @Test(
    "needs as much memory for many pictures as for two, packed or not",
    .enabled(if: Sanitizer.isAbsent, "\(Sanitizer.presence)"), arguments: [false, true])
  func memory(isPacked: Bool) throws {
    let wanted =
      ProcessInfo.processInfo.environment["GRAPH_ALIGNMENT_LARGE_MEGABYTES"].flatMap { Int($0) }
      ?? 60
    // A picture of 6320 pairs, as the benchmark writes at most, is 6.8 MB. What the program itself needs depends
    // on what it is linked with.
    let least = try peak(pictures: 2, isPacked: isPacked)
    let most = try peak(pictures: max(wanted * 10 / 68, 8), isPacked: isPacked)
    #expect(least.peak > 1000)
    #expect(most.bytes > 3 * least.bytes)
    #expect(
      most.peak < least.peak + 16_000,
      "\(most.peak) kB for \(most.bytes) bytes, \(least.peak) kB for \(least.bytes)")
  }
}

extension Tool {
  /// Runs the tool, and looks again and again how much memory it has needed, in kB.
  func runMeasured(_ arguments: String...) throws -> (Outcome, peak: Int) {
    let process = try start(arguments)
    var peak = 0
    while process.isRunning {
      let status = try? String(
        contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
      let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
      if let line, let value = Int(line.split(separator: " ").dropLast().last ?? "") {
        peak = max(peak, value)
      }
      usleep(2000)
    }
    return (try finish(process), peak)
  }

  /// Starts the tool with its output going to files.
  private func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    try write("", to: ".output")
    try write("", to: ".errors")
    process.standardOutput = try FileHandle(
      forWritingTo: folder.appendingPathComponent(".output"))
    process.standardError = try FileHandle(
      forWritingTo: folder.appendingPathComponent(".errors"))
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func finish(_ process: Process) throws -> Outcome {
    process.waitUntilExit()
    return Outcome(
      code: process.terminationStatus, output: try read(".output"), errors: try read(".errors"))
  }
}
