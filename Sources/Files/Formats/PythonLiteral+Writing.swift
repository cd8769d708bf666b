extension PythonLiteral: CustomStringConvertible {
  /// The value as Python's `repr` writes it, except that invisible and control characters are decided
  /// by the Unicode version of this machine.
  public var description: String {
    var text = ""
    write(into: &text, onlyASCII: false)
    return text
  }

  /// The value as Python's `ascii` writes it: every other character is escaped.
  public var asciiDescription: String {
    var text = ""
    write(into: &text, onlyASCII: true)
    return text
  }

  func write(into text: inout String, onlyASCII: Bool) {
    switch self {
    case .none: text += "None"
    case .boolean(let value): text += value ? "True" : "False"
    case .integer(let value): text += String(value)
    case .number(let value): text += Self.text(of: value)
    case .string(let value): Self.write(value, into: &text, onlyASCII: onlyASCII)
    case .list(let elements):
      text += "["
      Self.write(elements, into: &text, onlyASCII: onlyASCII)
      text += "]"
    case .tuple(let elements):
      text += "("
      Self.write(elements, into: &text, onlyASCII: onlyASCII)
      // Parentheses alone make no tuple; the comma does.
      text += elements.count == 1 ? ",)" : ")"
    case .set(let elements):
      text += elements.isEmpty ? "set(" : "{"
      Self.write(elements, into: &text, onlyASCII: onlyASCII)
      text += elements.isEmpty ? ")" : "}"
    case .dictionary(let entries):
      text += "{"
      for (i, entry) in entries.enumerated() {
        if i > 0 { text += ", " }
        entry.key.write(into: &text, onlyASCII: onlyASCII)
        text += ": "
        entry.value.write(into: &text, onlyASCII: onlyASCII)
      }
      text += "}"
    }
  }

  private static func write(
    _ elements: [PythonLiteral], into text: inout String, onlyASCII: Bool
  ) {
    for (i, element) in elements.enumerated() {
      if i > 0 { text += ", " }
      element.write(into: &text, onlyASCII: onlyASCII)
    }
  }

  /// Both languages write the fewest digits that are read back as the same number, but change to
  /// exponents at different sizes.
  private static func text(of number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    let text = number.description
    let size = number.magnitude
    if size >= 1e16, text.hasSuffix(".0") {
      // 12345678901234568.0 is 1.2345678901234568e+16 in Python.
      let sign = number < 0 ? "-" : ""
      let digits = text.dropLast(2).drop { $0 == "-" }
      var fraction = digits.dropFirst()
      while fraction.last == "0" { fraction.removeLast() }
      return
        "\(sign)\(digits.prefix(1))\(fraction.isEmpty ? "" : ".")\(fraction)e+\(digits.count - 1)"
    }
    return text
  }

  /// Single quotation marks, unless the text has some and no double ones.
  private static func write(_ value: String, into text: inout String, onlyASCII: Bool) {
    let scalars = value.unicodeScalars
    let mark: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
    var result = String.UnicodeScalarView()
    result.append(mark)
    for scalar in scalars {
      switch scalar {
      case mark, "\\":
        result.append("\\")
        result.append(scalar)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case " "..<"\u{7f}": result.append(scalar)
      case _ where !onlyASCII && isPrintable(scalar): result.append(scalar)
      default: result.append(contentsOf: escape(scalar).unicodeScalars)
      }
    }
    result.append(mark)
    text.unicodeScalars.append(contentsOf: result)
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let (letter, width) =
      scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
  }

  /// What Python's `str.isprintable` says of characters other than the space.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      false
    default: true
    }
  }
}
