internal import Foundation

extension GnuplotFigure {
  /// Draws the figure; without gnuplot, says so in a line on standard error and goes on.
  ///
  /// The drawing replaces the file only when it is complete.
  ///
  /// - Returns: whether there is a drawing now.
  @discardableResult
  func write(svg path: String) throws -> Bool {
    let url = URL(fileURLWithPath: path)
    let unfinished = url.deletingLastPathComponent()
      .appendingPathComponent(
        ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: unfinished) }
    guard let gnuplot = Self.program(named: "gnuplot") else {
      FileHandle.standardError.write(
        Data("\(path) is not drawn: gnuplot is not installed (apt-get install gnuplot-nox)\n".utf8))
      return false
    }
    let process = Process()
    let input = Pipe()
    process.executableURL = gnuplot
    process.standardInput = input
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(script(output: unfinished.path).utf8))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    guard process.terminationStatus == 0, FileManager.default.fileExists(atPath: unfinished.path)
    else {
      throw PlotError(path: path, status: process.terminationStatus)
    }
    let drawing = try Data(contentsOf: unfinished)
    try drawing.write(to: url, options: .atomic)
    return true
  }

  /// Where the shell would find a program.
  private static func program(named name: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}

/// gnuplot did not draw.
struct PlotError: Error, CustomStringConvertible {
  var path: String
  var status: Int32
  var description: String { "\(path): gnuplot ended with status \(status)" }
}
