internal import ArgumentParser
internal import Foundation

/// A page from numbers that are there already.
struct ReportBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Draw results that --json has kept on one page.",
    discussion: """
      Results of accuracy, pairs, compare, scale, stages and overview are drawn: accuracy
      against noise and by evidence, speed against peers, growth. Other files of a folder
      are left out.

      EXAMPLES
        bench report Benchmarks/Results --output benchmarks.html
        bench report compare.json scale.json
      """)

  @Argument(help: "Files that --json has written, or folders of them.")
  var results: [String]

  @Option(
    name: [.short, .long], help: ArgumentHelp("Where the page goes.", valueName: "file"))
  var output = "benchmarks.html"

  func validate() throws {
    guard !results.isEmpty else { throw ValidationError("give a file or a folder of results") }
  }

  func run() throws {
    var parts: [BenchmarkPage.Part] = []
    for path in results {
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw ValidationError("there is no “\(path)”")
      }
      let files =
        isFolder.boolValue
        ? try FileManager.default.contentsOfDirectory(atPath: path).sorted()
          .filter { $0.hasSuffix(".json") }.map { "\(path)/\($0)" }
        : [path]
      for file in files {
        guard file != output else {
          throw ValidationError("the output “\(output)” is an input, too, and would be lost")
        }
        let found = try Self.parts(file)
        // Of a folder only some can be drawn; of a file that is named, that is expected.
        if found.isEmpty, !isFolder.boolValue {
          throw ValidationError(
            "“\(file)” is no result of accuracy, pairs, compare, scale, stages or overview")
        }
        parts += found
      }
    }
    guard !parts.isEmpty else {
      throw ValidationError("there is no result of accuracy, pairs, compare, scale, stages or overview")
    }
    try BenchmarkPage(parts: parts).write(to: output)
    note("\(output): open it in a browser")
  }

  /// What a file holds that can be drawn.
  private static func parts(_ path: String) throws -> [BenchmarkPage.Part] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    func decoded<Result: Decodable>(_ type: Result.Type) -> Result? {
      try? JSONDecoder().decode(type, from: data)
    }
    if let all = decoded(OverviewBenchmark.Result.self) {
      return [.init(all.scale, named: name), .init(all.stages, named: name)]
    }
    if let result = decoded(AccuracyBenchmark.Result.self) { return [.init(result, named: name)] }
    if let result = decoded(PairsResult.self) { return [.init(result, named: name)] }
    if let result = decoded(CompareBenchmark.Result.self) { return [.init(result, named: name)] }
    if let result = decoded(ScaleBenchmark.Result.self) { return [.init(result, named: name)] }
    if let result = decoded(StagesBenchmark.Result.self) { return [.init(result, named: name)] }
    return []
  }
}
