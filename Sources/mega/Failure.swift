internal import ArgumentParser
internal import Files
internal import Foundation
internal import Graphs
internal import RelationExtraction

/// How the tool ends when something is wrong.
enum Failure {
  /// Says what is wrong on standard error and ends the process: 2 for wrong usage, 3 for data that
  /// cannot be read, understood or written, 1 for anything else. A request for help is no failure.
  static func exit(with error: any Error) -> Never {
    switch error {
    case let error as FileError: end(3, "\(error)")
    case let error as MissingGraphError: end(3, "\(error)")
    case let error as OptionError: end(2, "\(error)")
    case let error as TorchNeeded: end(2, "\(error)")
    default: break
    }
    let message = Mega.fullMessage(for: error)
    let code = Mega.exitCode(for: error)
    if code == .success {
      do {
        try say(message)
      } catch {
        end(3, "\(error)")
      }
      Foundation.exit(0)
    }
    if code == .validationFailure {
      complain(message)
      Foundation.exit(2)
    }
    end(1, message.isEmpty ? "\(error)" : message)
  }

  private static func end(_ code: Int32, _ message: String) -> Never {
    complain(message.hasPrefix("Error: ") ? message : "Error: \(message)")
    Foundation.exit(code)
  }

  static func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
