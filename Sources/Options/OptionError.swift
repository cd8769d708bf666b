/// An option with a value that cannot be used.
public struct OptionError: Error, Equatable, CustomStringConvertible {
  /// The option, as it is called in the type that has it.
  public let name: String
  /// The value that cannot be used, in words.
  public let value: String
  /// What the value would have to be, or why it does not do.
  public let reason: String

  /// An error about an option of that name and value.
  public init(name: String, value: String, reason: String) {
    self.name = name
    self.value = value
    self.reason = reason
  }

  /// The option, its value and the reason, in one line.
  public var description: String { "\(name) = \(value): \(reason)" }
}
