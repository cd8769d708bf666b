import AlignmentTestSupport
import Foundation

/// Calls `body` with a folder that is removed afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = try TemporaryFolder()
  defer { withExtendedLifetime(folder) {} }
  return try body(folder.url)
}

/// Writes a file into a folder, and returns its path.
func write(_ text: String, to name: String, in folder: URL) throws -> String {
  let file = folder.appending(path: name)
  try FileManager.default.createDirectory(
    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(text.utf8).write(to: file)
  return file.path
}

/// The system's Python, which some tests compare with.
enum Python {
  static let isHere = (try? run("import ast", input: "")) != nil
  static let absence = "there is no python3 to compare with"

  struct Failure: Error {}

  /// What a program prints that reads `input`.
  static func run(_ program: String, input: String) throws -> String {
    try withFolder { folder in
      let file = try write(input, to: "input", in: folder)
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["python3", "-W", "ignore", "-c", program]
      process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { throw Failure() }
      return text
    }
  }
}
