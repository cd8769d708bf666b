import Foundation
import Testing

/// Commands that write, each with what it leaves when nothing goes wrong.
struct WritingCommand: Sendable, CustomTestStringConvertible {
  var tool: String
  var arguments: [String]
  var outputs: [String]

  var testDescription: String { "\(tool) \(arguments.prefix(2).joined(separator: " "))" }

  static let all: [WritingCommand] = [
    .init(
      tool: "graph-align", arguments: ["align", "a.txt", "b.txt", "--top", "50", "--output", "o"],
      outputs: ["o"]),
    .init(
      tool: "graph-align",
      arguments: [
        "align", "a.txt", "b.txt", "--preset", "regal", "--top", "9", "--format", "json", "-o",
        "o.gz",
      ],
      outputs: ["o.gz"]),
    .init(
      tool: "graph-align", arguments: ["align-all", "a.txt", "b.txt", "c.txt", "--output", "o"],
      outputs: ["o"]),
    .init(tool: "graph-align", arguments: ["batch", "list.txt"], outputs: ["o1", "o2"]),
    .init(
      tool: "graph-align",
      arguments: ["refine", "m.tsv", "--source", "a.txt", "--target", "b.txt", "--output", "o"],
      outputs: ["o"]),
    .init(
      tool: "graph-align",
      arguments: [
        "perturb", "large.txt", "--remove", "0.1", "--seed", "1", "--output-graph", "o.graphml.gz",
        "--output-truth", "p",
      ], outputs: ["o.graphml.gz", "p"]),
    .init(
      tool: "graph-align",
      arguments: ["report", "m.tsv", "--source", "a.txt", "--target", "b.txt", "--output", "o.html"],
      outputs: ["o.html"]),
    .init(
      tool: "graph-align", arguments: ["convert", "large.txt", "o.gml"], outputs: ["o.gml"]),
    .init(
      tool: "graph-align", arguments: ["embed", "large.txt", "--output", "o.npy"],
      outputs: ["o.npy", "o.ids.tsv"]),
    .init(
      tool: "graph-align",
      arguments: [
        "generate", "power-law-cluster", "--nodes", "30000", "--edges-per-node", "5", "--triangles",
        "0.5",
        "--output", "o.gz",
      ], outputs: ["o.gz"]),
    .init(
      tool: "mega", arguments: ["prepare", "--train", "posts.txt", "--output", "o.gz"],
      outputs: ["o.gz"]),
    .init(tool: "mega", arguments: ["align", "posts.jsonl", "--output", "o"], outputs: ["o"]),
    .init(
      tool: "mega",
      arguments: ["explain", "posts.jsonl", "--format", "svg", "--output", "o.svg"],
      outputs: ["o.svg"]),
  ]

  /// Writes what the commands read.
  static func prepare(_ tool: Tool) throws {
    for (name, data) in try graphs.get() {
      try data.write(to: tool.folder.appendingPathComponent(name))
    }
    try tool.write("a.txt b.txt o1\nb.txt c.txt o2\n", to: "list.txt")
    guard tool.executable.lastPathComponent == "mega" else { return }
    for (name, data) in try posts.get() {
      try data.write(to: tool.folder.appendingPathComponent(name))
    }
  }

  /// Graphs and matches, made once for all commands.
  private static let graphs = Result {
    let tool = try Tool()
    for (name, nodes) in [("a", "400"), ("large", "20000")] {
      try make(
        tool, "generate", "barabasi-albert", "--nodes", nodes, "--edges-per-node", "4", "--output",
        "\(name).txt")
    }
    for (name, seed) in [("b", "1"), ("c", "2")] {
      try make(
        tool, "perturb", "a.txt", "--remove", "0.1", "--seed", seed, "--output-graph",
        "\(name).txt", "--output-truth", "truth.tsv")
    }
    try make(tool, "align", "a.txt", "b.txt", "--preset", "regal", "--output", "m.tsv")
    return try ["a.txt", "b.txt", "c.txt", "large.txt", "m.tsv"].map { ($0, try tool.data($0)) }
  }

  /// Posts as they come, and prepared.
  private static let posts = Result {
    let tool = try Tool("mega")
    let posts = (0..<3000).map {
      HostileFiles.sample(relation: "None").replacing("p.jpg", with: "p\($0).jpg")
    }
    try tool.write(posts.joined(), to: "posts.txt")
    try make(
      tool, "prepare", "--train", "posts.txt", "--fallback", "chain", "--output", "posts.jsonl")
    return try ["posts.txt", "posts.jsonl"].map { ($0, try tool.data($0)) }
  }

  private static func make(_ tool: Tool, _ arguments: String...) throws {
    let outcome = try tool.run(arguments)
    #expect(outcome.code == 0, "\(outcome.errors)")
  }
}

@Suite("Commands that are ended while they write") struct InterruptionTests {
  /// Everything below a name: nothing, the bytes of a file, or those of all files of a folder.
  private func contents(_ name: String, _ tool: Tool) -> [String: Data] {
    let path = tool.folder.appendingPathComponent(name)
    if let data = try? Data(contentsOf: path) { return [name: data] }
    let inside = FileManager.default.enumerator(atPath: path.path)?.compactMap { $0 as? String }
    var all: [String: Data] = [:]
    for file in inside ?? [] {
      all[file] = (try? Data(contentsOf: path.appendingPathComponent(file))) ?? Data()
    }
    return all
  }

  private func start(_ command: WritingCommand, _ tool: Tool) throws -> Process {
    let process = Process()
    process.executableURL = tool.executable
    process.arguments = command.arguments
    process.currentDirectoryURL = tool.folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func remove(_ names: [String], _ tool: Tool) throws {
    for name in names {
      try? FileManager.default.removeItem(at: tool.folder.appendingPathComponent(name))
    }
  }

  /// `GRAPH_ALIGNMENT_KILLS=50` tries as many moments as that.
  private static let momentCount =
    ProcessInfo.processInfo.environment["GRAPH_ALIGNMENT_KILLS"].flatMap { Int($0) } ?? 4

  /// What ends a command at which of the moments: always SIGKILL, and the two that can be caught in turn.
  private static let signals: [(moment: Int, signal: Int32)] = {
    var signals: [(moment: Int, signal: Int32)] = []
    for moment in 0..<momentCount {
      signals.append((moment, SIGKILL))
      if moment % 2 == 1 { signals.append((moment, moment % 4 == 1 ? SIGTERM : SIGINT)) }
    }
    return signals
  }()

  @Test(
    "leave all of an output or nothing, at whatever moment that is", arguments: WritingCommand.all)
  func moments(command: WritingCommand) throws {
    let tool = try Tool(command.tool)
    try WritingCommand.prepare(tool)
    let before = try tool.files()
    let clock = ContinuousClock.now
    let process = try start(command, tool)
    process.waitUntilExit()
    let duration = (ContinuousClock.now - clock) / .seconds(1)
    #expect(process.terminationStatus == 0)
    let whole = Dictionary(uniqueKeysWithValues: command.outputs.map { ($0, contents($0, tool)) })
    #expect(whole.values.allSatisfy { !$0.isEmpty })
    try remove(command.outputs, tool)

    for (index, signal) in Self.signals {
      let process = try start(command, tool)
      usleep(UInt32(1e6 * 1.1 * duration * (Double(index) + 0.5) / Double(Self.momentCount)))
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      for name in command.outputs {
        let left = contents(name, tool)
        #expect(left.isEmpty || left == whole[name], "\(name) after signal \(signal)")
      }
      let others = Set(try tool.files()).subtracting(before).subtracting(command.outputs)
      // Only what cannot be caught leaves temporary files, and those are hidden.
      #expect(others.allSatisfy { $0.hasPrefix(".") }, "\(others)")
      if signal != SIGKILL, process.terminationReason == .exit,
        process.terminationStatus == 128 + signal
      {
        #expect(others.isEmpty, "\(others)")
      }
      try remove(command.outputs + Array(others), tool)
    }
  }

  @Test(
    "end quietly, with the code of SIGPIPE, when nobody reads on",
    arguments: ["graph-align", "mega"])
  func pipes(name: String) throws {
    let tool = try Tool(name)
    try WritingCommand.prepare(tool)
    let commands =
      name == "mega"
      ? [
        "prepare --train posts.txt --output -", "statistics posts.txt", "--help", "prepare --help",
      ]
      : [
        "align a.txt b.txt --top 50 --quiet", "generate r-mat --scale 12 --edges 40000",
        "info a.txt",
        "perturb large.txt --seed 1 --output-graph - --output-truth o", "--version",
        "demo --nodes 50",
        "align a.txt b.txt --quiet --output /dev/stdout",
      ]
    for command in commands {
      // `true` reads nothing; the tool starts writing once it is gone.
      let outcome = try tool.shell(
        "exec 3> >(exec true); sleep 0.1; \"$TOOL\" \(command) >&3")
      #expect(outcome.code == 128 + SIGPIPE, "\(command): \(outcome)")
      #expect(
        outcome.errors.split(separator: "\n").allSatisfy { !$0.contains("Error") }, "\(outcome)")
    }
    #expect(try !tool.files().contains("o"))
  }

  @Test(
    "say that a disk is full, or a folder is locked, and leave nothing",
    arguments: WritingCommand.all)
  func disks(command: WritingCommand) throws {
    // Only root may mount; others see the locked folder.
    let tool = try Tool(command.tool)
    try WritingCommand.prepare(tool)
    let folder = tool.folder.appendingPathComponent("small")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    let isRoot = geteuid() == 0
    if isRoot {
      let outcome = try tool.shell("mount -t tmpfs -o size=4k none small")
      guard outcome.code == 0 else { return }  // A container may not, even as root.
    }
    defer { if isRoot { _ = try? tool.shell("umount small") } }
    let inside = command.arguments.map { command.outputs.contains($0) ? "small/\($0)" : $0 }
    try tool.write("a.txt b.txt small/o1\nb.txt c.txt small/o2\n", to: "list.txt")
    // A picture of two words fits on the smallest disk.
    let fits = command.arguments[0] == "explain"
    let locks =
      isRoot && fits
      ? ["mount -o remount,ro small"]
      : isRoot ? ["true", "mount -o remount,ro small"] : ["chmod a-w small"]
    for lock in locks {
      #expect(try tool.shell(lock).code == 0)
      let outcome = try tool.run(inside)
      #expect(outcome.code == 3, "\(lock): \(outcome)")
      #expect(outcome.errors.contains("small/"), "\(outcome)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
  }
}
