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

  /// A mirror with the yeast networks of so many edges each, in a ring whose nodes know the next ones.
  private func yeast(_ edgeCounts: [(share: Int, edges: Int)], in folder: URL) throws -> URL {
    let mirror = folder.appendingPathComponent("mirror")
    let path =
      "idea-iitd/Fugal/14e614be2221dcdce3859c2157d47b22e7f9cac9/data/real noise/MultiMagna"
    let data = mirror.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    for (share, edges) in edgeCounts {
      let lines = (0..<edges).map { "\($0 % 1004) \(($0 % 1004 + $0 / 1004 + 1) % 1004)\n" }
      try lines.joined().write(
        to: data.appendingPathComponent("yeast\(share)_Y2H1.txt"), atomically: true, encoding: .utf8)
    }
    return mirror
  }

  private func fetchPair(
    from mirror: URL, into target: URL
  ) throws -> (status: Int32, output: String, errors: String) {
    try run(
      "bash", [Self.script, "--pairs", target.path, "multimagna-yeast-10"],
      environment: ["GRAPH_DATASETS_BASE_URL": "file://\(mirror.path)"])
  }

  @Test("writes pairs whose target is renumbered, and leaves those alone that are there")
  func pairs() throws {
    try withTemporaryFolder { folder in
      let mirror = try yeast([(0, 8323), (10, 9155)], in: folder)
      let target = folder.appendingPathComponent("pairs")
      let (status, output, errors) = try fetchPair(from: mirror, into: target)
      #expect(status == 0 && output == "multimagna-yeast-10 fetched\n", "\(errors)")
      let pair = target.appendingPathComponent("multimagna-yeast-10")
      func lines(_ name: String) throws -> [[Int]] {
        try String(contentsOf: pair.appendingPathComponent(name), encoding: .utf8)
          .split(separator: "\n").map { $0.split(separator: "\t").map { Int($0)! } }
      }
      let truth = Dictionary(uniqueKeysWithValues: try lines("truth.tsv").map { ($0[0], $0[1]) })
      let edges = Set(try lines("target.edges"))
      #expect(truth.count == 1004 && edges.count == 9155)
      #expect(truth.count { $0.key == $0.value } < 20)
      // Every edge of the source is one of the target, by the truth.
      for edge in try lines("source.edges") {
        #expect(edges.contains([truth[edge[0]]!, truth[edge[1]]!].sorted()))
      }
      #expect(try fetchPair(from: mirror, into: target).output == "multimagna-yeast-10 is there\n")
    }
  }

  @Test("keeps nothing of a pair that is not the one expected")
  func wrongPair() throws {
    try withTemporaryFolder { folder in
      let mirror = try yeast([(0, 8323), (10, 9154)], in: folder)
      let target = folder.appendingPathComponent("pairs")
      let (status, _, errors) = try fetchPair(from: mirror, into: target)
      #expect(status == 1 && errors.contains("instead of (1004, 8323, 1004, 9155)"), "\(errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: target.path).isEmpty)
      let unreachable = try fetchPair(from: folder, into: target)
      #expect(unreachable.status == 1 && unreachable.errors.contains("multimagna-yeast-10: "))
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
