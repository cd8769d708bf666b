package import ArgumentParser
internal import Dispatch
internal import Files
internal import Foundation
internal import Options
package import Synchronization

/// What the command-line tools have in common: how they start, and how they end.
package enum Tool {
  /// What ends other processes that work with this one, when it fails and has said why; its exit code is given.
  package static let whenFailing = Mutex<(@Sendable (Int32) -> Void)?>(nil)

  /// Runs the command that the arguments name, and ends the process when something is wrong: with 2 for
  /// wrong usage, 3 for data that cannot be read, understood or written, 130 and 143 when interrupted, 141 when
  /// nobody reads the output any more, 1 for anything else, such as too little memory. A request for help is no
  /// failure.
  ///
  /// - Parameters:
  ///   - root: the command that has all others.
  ///   - rewriting: makes of the arguments as they are typed those that are parsed.
  ///   - options: what options are called on the command line, by their names in Swift.
  package static func main(
    _ root: (some ParsableCommand).Type, options: KeyValuePairs<String, String> = [:],
    rewriting: ([String]) -> [String] = { $0 }
  ) {
    occupyStandardStreams()
    requireAddresses()
    // A reader that went away ends the tool in order, so that temporary files go as well.
    signal(SIGPIPE, SIG_IGN)
    OutOfMemory.catchAborts()
    let interruptions = [SIGINT, SIGTERM].map(removingTemporaries)
    defer { for source in interruptions { source.cancel() } }
    do {
      var command = try root.parseAsRoot(
        rewriting(joiningNegativeNumbers(CommandLine.arguments.dropFirst())))
      if let command = command as? any FileCommand {
        command.memory.apply()
        try command.checkFiles()
      }
      try command.run()
      // A thread of OpenBLAS that waits for memory would be waited for.
      if MemoryLimit.isAddressSpaceLimited { leave(0) }
    } catch let error as OptionError {
      end(error.exitCode, sentence(error, options))
    } catch let error as ValidationError {
      // Found after parsing, so that there is nothing to be said about the usage as a whole.
      end(2, error.message)
    } catch {
      exit(with: error, of: root)
    }
  }

  /// Sees to it that no file gets the number of a standard stream that is closed: what is printed would go there.
  private static func occupyStandardStreams() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
      // The wrong way round, so that using it is an error; what is said may go unheard. The lowest number that is
      // free is that of the stream.
      let mode = [STDIN_FILENO: O_WRONLY, STDOUT_FILENO: O_RDONLY][stream] ?? O_RDWR
      _ = unsafe open("/dev/null", mode)
    }
  }

  /// Ends the process where the shell allows too few addresses for the stacks of threads and buffers of OpenBLAS: the
  /// library that hands out work would wait for a thread that it cannot start, for ever.
  private static func requireAddresses() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      limit.rlim_cur < 1 << 29
    else { return }
    end(1, "there is not enough memory: at least 512 MB of addresses are needed (ulimit -v 524288)")
  }

  /// Makes `--top=-1` of `--top -1`, which would be taken for an option without a value, and an option `-1`.
  static func joiningNegativeNumbers(_ arguments: some Collection<String>) -> [String] {
    var joined: [String] = []
    for argument in arguments {
      if argument.hasPrefix("-"), Double(argument) != nil, let last = joined.last,
        last.hasPrefix("--"), last.count > 2, !last.contains("=")
      {
        joined[joined.count - 1] = "\(last)=\(argument)"
      } else {
        joined.append(argument)
      }
    }
    return joined
  }

  /// The error with the name that the option has on the command line: `--hops must be at least 1, not 0`.
  private static func sentence(
    _ error: OptionError, _ options: KeyValuePairs<String, String>
  ) -> String {
    guard let option = options.first(where: { $0.key == error.name })?.value else {
      return "\(error)"
    }
    return "\(option) \(error.reason), not \(error.value)"
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
    // As other tools do when `head` has seen enough.
    if let error = error as? FileError, error.isBrokenPipe { leave(128 + SIGPIPE) }
    if let error = error as? any ExitCoded { end(error.exitCode, "\(error)") }
    let message = root.fullMessage(for: error)
    switch root.exitCode(for: error) {
    case .success:
      do {
        try say(message)
      } catch {
        exit(with: error, of: root)
      }
      leave(0)
    case .validationFailure:
      complain(message)
      leave(2)
    default:
      end(1, message.isEmpty ? "\(error)" : message)
    }
  }

  private static func end(_ code: Int32, _ message: String) -> Never {
    complain(message.hasPrefix("Error: ") ? message : "Error: \(message)")
    leave(code)
  }

  /// Ends the process without asking libraries to put their things away: threads of OpenBLAS that wait for memory
  /// which a limit denies them would be waited for without end.
  private static func leave(_ code: Int32) -> Never {
    fflush(nil)
    if code != 0, let end = whenFailing.withLock({ $0 }) { end(code) }
    _exit(code)
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

extension MemoryError: ExitCoded {
  package var exitCode: Int32 { 1 }
}
