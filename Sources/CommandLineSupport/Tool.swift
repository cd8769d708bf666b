package import ArgumentParser
internal import Dispatch
internal import Files
internal import Foundation
internal import Options

/// What the command-line tools have in common: how they start, and how they end.
package enum Tool {
  /// Runs the command that the arguments name, and ends the process when something is wrong: with 2 for
  /// wrong usage, 3 for data that cannot be read, understood or written, 130 and 143 when interrupted,
  /// 1 for anything else. A request for help is no failure.
  package static func main(_ root: (some ParsableCommand).Type) {
    // A reader that went away is an error to report, not a reason to vanish.
    signal(SIGPIPE, SIG_IGN)
    let interruptions = [SIGINT, SIGTERM].map(removingTemporaries)
    defer { for source in interruptions { source.cancel() } }
    do {
      var command = try root.parseAsRoot()
      try command.run()
    } catch {
      exit(with: error, of: root)
    }
  }

  /// Leaves no partial output behind when a signal ends the process.
  private static func removingTemporaries(at number: Int32) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(
      signal: number, queue: DispatchQueue(label: "interruption", qos: .userInteractive))
    source.setEventHandler { TemporaryFiles.removeAll { _exit(128 + number) } }
    source.activate()
    return source
  }

  private static func exit(with error: any Error, of root: (some ParsableCommand).Type) -> Never {
    if let error = error as? any ExitCoded { end(error.exitCode, "\(error)") }
    let message = root.fullMessage(for: error)
    switch root.exitCode(for: error) {
    case .success:
      do {
        try say(message)
      } catch {
        end(error.exitCode, "\(error)")
      }
      Foundation.exit(0)
    case .validationFailure:
      complain(message)
      Foundation.exit(2)
    default:
      end(1, message.isEmpty ? "\(error)" : message)
    }
  }

  private static func end(_ code: Int32, _ message: String) -> Never {
    complain(message.hasPrefix("Error: ") ? message : "Error: \(message)")
    Foundation.exit(code)
  }
}

/// An error that says how the tool ends.
package protocol ExitCoded: Error {
  /// 2 for wrong usage, 3 for data that cannot be read, understood or written.
  var exitCode: Int32 { get }
}

extension FileError: ExitCoded {
  package var exitCode: Int32 { 3 }
}

extension OptionError: ExitCoded {
  package var exitCode: Int32 { 2 }
}
