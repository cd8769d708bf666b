/// An option with a value that cannot be used.
public struct OptionError: Error, Equatable, CustomStringConvertible {
  /// The option as it is called in Swift, for example `signatures.hopCount`.
  public let name: String
  /// The value that it has.
  public let value: String
  /// What is wrong with the value, and what was expected instead.
  public let reason: String

  /// An error about the value of an option.
  public init(name: String, value: String, reason: String) {
    self.name = name
    self.value = value
    self.reason = reason
  }

  /// The option, its value and the reason in one line: `discount = 2.0: must be in 0...1`.
  public var description: String { "\(name) = \(value): \(reason)" }
}
