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
