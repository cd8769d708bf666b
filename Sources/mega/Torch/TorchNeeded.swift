/// A verb that this build does not have.
struct TorchNeeded: Error, CustomStringConvertible {
  let verb: String

  var description: String {
    """
    this build of mega has no models, which “\(verb)” needs. Install libtorch and build again:
      Scripts/dependencies.sh torch
      swift build -c release --traits Torch --product mega
    """
  }
}
