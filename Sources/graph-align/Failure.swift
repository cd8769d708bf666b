internal import ArgumentParser
internal import Files
internal import Foundation
internal import Graphs

/// How the tool ends when something is wrong.
enum Failure {
  /// Says what is wrong on standard error and ends the process: 2 for wrong usage, 3 for data that
  /// cannot be used, 1 for anything else. A request for help is no failure.
  static func exit(with error: any Error) -> Never {
    switch error {
    case let error as FileError: end(3, "\(error)")
    case let error as OptionError: end(2, "\(error)")
    case let error as DataError: end(3, error.description)
    default: break
    }
    let message = GraphAlign.fullMessage(for: error)
    let code = GraphAlign.exitCode(for: error)
    if code == .success {
      print(message)
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

/// Data that can be read but not used together.
struct DataError: Error, CustomStringConvertible {
  let description: String
}
