/// A LAPACK routine that did not succeed.
public struct LAPACKError: Error, Equatable, CustomStringConvertible {
  /// The routine, for example `dsyevd`.
  public let routine: String
  /// What it returned: negative for an illegal argument, positive when it did not converge.
  public let info: Int

  public init(routine: String, info: Int) {
    self.routine = routine
    self.info = info
  }

  public var description: String { "\(routine) failed with info = \(info)" }
}
