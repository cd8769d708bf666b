import Foundation
import Testing

/// Runs `Datasets/fetch.sh` against a folder instead of the network.
@Suite("fetch.sh") struct FetchScriptTests {
  private static let script = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Datasets/fetch.sh").path

  @Test("lists what it can download")
  func list() throws {
    let (status, output, _) = try run("bash", [Self.script, "--list"])
    #expect(status == 0)
    #expect(output.contains("ca-GrQc"))
    #expect(output.split(separator: "\n").count == 11)
  }

  @Test("names the address it cannot reach and leaves nothing behind")
  func offline() throws {
    try withTemporaryFolder { folder in
      let target = folder.appendingPathComponent("graphs")
      let (status, _, errors) = try fetch("ca-GrQc", into: target, from: folder)
      #expect(status == 1)
      #expect(errors.contains("cannot download file://\(folder.path)/ca-GrQc.txt.gz"))
      #expect(!FileManager.default.fileExists(atPath: target.path))
    }
  }

  @Test("cleans what it downloads: both directions, self-loops, small components")
  func cleans() throws {
    try withTemporaryFolder { folder in
      // A ring in which every node knows the next three, some also the fourth: connected, and with as
      // many nodes and edges as the graph has whose name it borrows.
      var edges: [(Int, Int)] = []
      for step in 1...4 {
        for node in 0..<(step < 4 ? 4158 : 948) { edges.append((node, (node + step) % 4158)) }
      }
      var lines = ["# from SNAP, as it were", "# FromNodeId\tToNodeId"]
      lines += edges.flatMap { ["\($0)\t\($1)\r", "\($1)\t\($0)\r"] }
      lines += ["17\t17", "90000\t90000", "90001\t90002", "90002\t90003"]
      try compress(lines, to: "ca-GrQc.txt.gz", in: folder)
      let (status, output, errors) = try fetch("ca-GrQc", into: folder, from: folder)
      #expect(status == 0, "\(errors)")
      #expect(output == "ca-GrQc: 4158 nodes, 13422 edges\n")
      let sorted = edges.map { (min($0, $1), max($0, $1)) }.sorted { $0 < $1 }
      #expect(
        try String(contentsOf: folder.appendingPathComponent("ca-GrQc.edges"), encoding: .utf8)
          == sorted.map { "\($0) \($1)\n" }.joined())
      // A second call leaves it alone.
      #expect(
        try fetch("ca-GrQc", into: folder, from: folder).output == "ca-GrQc: already there\n")
    }
  }

  @Test("keeps nothing of a graph that is not the one expected")
  func wrongCounts() throws {
    try withTemporaryFolder { folder in
      try compress(["0 1", "1 2", "2 1"], to: "facebook_combined.txt.gz", in: folder)
      let (status, _, errors) = try fetch("ego-facebook", into: folder, from: folder)
      #expect(status == 1)
      #expect(errors.contains("expected 4039 nodes and 88234 edges"))
      #expect(errors.contains("found 3 and 2"))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
          == ["facebook_combined.txt.gz"])
    }
  }

  @Test("refuses a name it does not know")
  func unknownName() throws {
    try withTemporaryFolder { folder in
      let (status, _, errors) = try fetch("karate", into: folder, from: folder)
      #expect(status == 2)
      #expect(errors.contains("there is no graph 'karate'"))
    }
  }

  private func fetch(
    _ name: String, into target: URL, from mirror: URL
  ) throws -> (status: Int32, output: String, errors: String) {
    try run(
      "bash", [Self.script, target.path, name],
      environment: ["GRAPH_DATASETS_BASE_URL": "file://\(mirror.path)"])
  }

  private func compress(_ lines: [String], to name: String, in folder: URL) throws {
    let file = folder.appendingPathComponent(String(name.dropLast(3)))
    try lines.map { $0 + "\n" }.joined().write(to: file, atomically: true, encoding: .utf8)
    #expect(try run("gzip", [file.path]).status == 0)
  }

  private func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fetch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  /// Runs a program found on the path; its output must fit a pipe.
  private func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let texts = [output, errors].map {
      String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    process.waitUntilExit()
    return (process.terminationStatus, texts[0], texts[1])
  }
}
