/// An option with a value that cannot be used.
public struct OptionError: Error, Equatable, CustomStringConvertible {
  public let name: String
  public let value: String
  public let reason: String

  public init(name: String, value: String, reason: String) {
    self.name = name
    self.value = value
    self.reason = reason
  }

  public var description: String { "\(name) = \(value): \(reason)" }
}
