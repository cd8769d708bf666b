/// A value as Python writes it: what `repr` of strings, numbers, lists, tuples, sets and dictionaries gives.
///
/// ```swift
/// let value = try PythonLiteral(parsing: "{'pos': [3, 5]}", named: "example")
/// print(value["pos"]!)  // [3, 5]
/// ```
public enum PythonLiteral: Sendable, Hashable {
  /// `None`.
  case none
  /// `True` or `False`.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// A number with a point or an exponent.
  case number(Double)
  /// Text.
  case string(String)
  /// `[…]`.
  case list([PythonLiteral])
  /// `(…)`.
  case tuple([PythonLiteral])
  /// `{…}` without colons, in the order in which the elements were first written.
  case set([PythonLiteral])
  /// In the order in which the keys were first written.
  case dictionary([Entry])

  /// A key of a dictionary and what it stands for.
  public struct Entry: Sendable, Hashable {
    /// What the value is found by.
    public var key: PythonLiteral
    /// What the key stands for.
    public var value: PythonLiteral

    /// A key and its value.
    public init(key: PythonLiteral, value: PythonLiteral) {
      self.key = key
      self.value = value
    }
  }
}

extension PythonLiteral {
  /// What a string key stands for, if this is a dictionary that has it.
  ///
  /// - Complexity: O(keys)
  public subscript(_ key: String) -> PythonLiteral? {
    entries?.first { $0.key == .string(key) }?.value
  }

  /// The entries, if this is a dictionary.
  public var entries: [Entry]? {
    if case .dictionary(let entries) = self { entries } else { nil }
  }

  /// The text, if this is a string.
  public var string: String? {
    if case .string(let string) = self { string } else { nil }
  }

  /// The number, if this is a whole number.
  public var integer: Int? {
    if case .integer(let integer) = self { integer } else { nil }
  }

  /// The number, if this is a number of either type.
  public var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The elements, if this is a list or a tuple.
  public var elements: [PythonLiteral]? {
    switch self {
    case .list(let elements), .tuple(let elements): elements
    default: nil
    }
  }
}

extension PythonLiteral {
  /// Whether Python takes two keys for the same: `1`, `1.0` and `True` are.
  ///
  /// Strings are compared by their scalars, as Python does; Swift's `==` also equates characters that
  /// are composed in different ways.
  func isSameKey(as other: PythonLiteral) -> Bool {
    if case .string(let a) = self, case .string(let b) = other {
      return a.unicodeScalars.elementsEqual(b.unicodeScalars)
    }
    if case .tuple(let a) = self, case .tuple(let b) = other {
      return a.count == b.count && zip(a, b).allSatisfy { $0.isSameKey(as: $1) }
    }
    if let a = numericKey, let b = other.numericKey { return a == b }
    return self == other
  }

  private var numericKey: Double? {
    switch self {
    case .boolean(let value): value ? 1 : 0
    case .integer(let value): Double(exactly: value)
    case .number(let value): value
    default: nil
    }
  }
}
