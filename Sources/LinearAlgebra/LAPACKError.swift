/// A LAPACK routine that did not succeed.
public struct LAPACKError: Error, Equatable, CustomStringConvertible {
  /// The routine, for example `dsyevd`.
  public let routine: String
  /// What it returned: negative for an illegal argument, positive when it did not converge.
  public let info: Int

  /// An error of a routine that returned `info`.
  public init(routine: String, info: Int) {
    self.routine = routine
    self.info = info
  }

  /// The routine and what it returned, in one line.
  public var description: String { "\(routine) failed with info = \(info)" }
}
