/// A CHOLMOD routine that did not succeed.
public struct CHOLMODError: Error, Equatable, CustomStringConvertible {
  /// The routine, for example `cholmod_ssmult`.
  public let routine: String
  /// Its status: −2 out of memory, −3 too large for 32-bit indices, −4 an invalid argument.
  public let status: Int

  /// The failure of a routine with a status below 0.
  public init(routine: String, status: Int) {
    self.routine = routine
    self.status = status
  }

  /// The routine, its status, and what that means, such as “out of memory”.
  public var description: String {
    let reason =
      switch status {
      case -2: " (out of memory)"
      case -3: " (too large for 32-bit indices)"
      case -4: " (invalid argument)"
      default: ""
      }
    return "\(routine) failed with status \(status)\(reason)"
  }
}
