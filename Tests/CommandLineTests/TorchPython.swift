import Foundation

/// A Python that has PyTorch: the one that `TEST_TORCH_PYTHON` names, or `python3`.
enum TorchPython {
  static let absence = "there is no python3 with PyTorch: set TEST_TORCH_PYTHON, or install it"

  static let command: [String]? = {
    let named = ProcessInfo.processInfo.environment["TEST_TORCH_PYTHON"]
    let command = [named ?? "python3"]
    return (try? run(command + ["-c", "import torch"]))?.code == 0 ? command : nil
  }()

  /// Runs a program with its arguments, found as a shell finds it.
  static func run(_ command: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // No folders of compiled modules beside the scripts.
    process.arguments = ["PYTHONDONTWRITEBYTECODE=1"] + command
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
