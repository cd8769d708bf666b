internal import ArgumentParser
internal import CommandLineSupport

/// A verb that this build does not have.
struct TorchNeeded: ExitCoded, CustomStringConvertible {
  let verb: String

  let exitCode: Int32 = 2

  var description: String {
    """
    this build of mega has no models, which “\(verb)” needs. Install libtorch and build again:
      Scripts/dependencies.sh torch
      swift build -c release --traits Torch --product mega
    """
  }
}

/// A verb that needs models. In a build without them it takes any arguments, and says what to do.
protocol ModelCommand: ParsableCommand {}

#if !Torch
  struct AnyArguments: ParsableArguments {
    @Argument(parsing: .captureForPassthrough, help: .hidden)
    var rest: [String] = []
  }

  extension ModelCommand {
    func run() throws { throw TorchNeeded(verb: Self.configuration.commandName ?? "") }
  }
#endif
