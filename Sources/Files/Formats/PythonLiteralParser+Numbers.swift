extension PythonLiteralParser {
  /// Reads a number with at most one sign.
  package mutating func number() throws(FileError) -> PythonLiteral {
    let start = scanner.position
    let isNegative = scanner.byte == UInt8(ascii: "-")
    if isNegative || scanner.byte == UInt8(ascii: "+") {
      scanner.position += 1
      skipSpaces()
    }
    let digits = scanner.position
    while scanner.byte.isASCIILetterOrDigit || scanner.byte == UInt8(ascii: ".")
      || scanner.byte == UInt8(ascii: "_") || isExponentSign
    {
      scanner.position += 1
    }
    let word = scanner.text(digits..<scanner.position).lowercased()
    guard let value = Self.value(of: word, isNegative: isNegative) else {
      scanner.position = start
      throw scanner.failure("expected a number, found \(scanner.next)")
    }
    return value
  }

  /// Whether a sign comes next that belongs to an exponent.
  private var isExponentSign: Bool {
    guard scanner.byte == UInt8(ascii: "+") || scanner.byte == UInt8(ascii: "-") else {
      return false
    }
    return scanner.byte(ahead: -1) | 0x20 == UInt8(ascii: "e")
  }

  /// - Parameter word: in lower case.
  private static func value(of word: String, isNegative: Bool) -> PythonLiteral? {
    // An underscore stands between digits, or between a radix and its first digit.
    let parts = word.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    for (left, right) in zip(parts, parts.dropFirst()) {
      let isRadix = ["0x", "0o", "0b"].contains(left) && left.startIndex == word.startIndex
      guard right.first!.isHexDigit, isRadix || left.last!.isHexDigit else { return nil }
    }
    let plain = parts.joined()
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where plain.hasPrefix(prefix) {
      let sign = isNegative ? "-" : ""
      return plain.dropFirst(2).allSatisfy(\.isHexDigit)
        ? Int(sign + plain.dropFirst(2), radix: radix).map { .integer($0) } : nil
    }
    let allowed = plain.utf8.allSatisfy {
      $0.isASCIIDigit || [UInt8](".e+-".utf8).contains($0)
    }
    guard allowed, plain.utf8.contains(where: \.isASCIIDigit) else { return nil }
    if plain.utf8.allSatisfy(\.isASCIIDigit) {
      // 007 is an octal number in some languages, hence none in Python.
      guard plain.utf8.first != 0x30 || plain.utf8.allSatisfy({ $0 == 0x30 }) else { return nil }
      return Int((isNegative ? "-" : "") + plain).map { .integer($0) }
    }
    // An underscore is between digits of a decimal number as well; “1e_5” and “1_.5” are none.
    for (left, right) in zip(parts, parts.dropFirst())
    where !(left.last!.isNumber && right.first!.isNumber) { return nil }
    // Python takes “1.”, “.5” and “1.e3”.
    var padded = plain.hasPrefix(".") ? "0" + plain : plain
    padded = padded.replacing(".e", with: ".0e")
    if padded.hasSuffix(".") { padded += "0" }
    guard let value = Double(padded) else { return nil }
    return .number(isNegative ? -value : value)
  }
}
