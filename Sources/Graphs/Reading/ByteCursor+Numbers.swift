/// What a token turned out to be where a node number is expected.
enum ScannedInteger {
  case value(Int64)
  case negative
  case tooLarge
  /// Digits that start with a zero: as a number it would not come out again as it went in.
  case padded
  case other
}

// SAFETY: digits, points and tokens end before the line feed, where the loops stop; what is looked at
// after a loop is at most that line feed.
extension ByteCursor {
  /// Reads a token as a whole number from 0 to 2⁶³ − 1. Unless it is one, the cursor stays.
  ///
  /// - Parameter allowsZeros: whether leading zeros do not matter.
  @inline(__always)
  mutating func scanInteger(allowsZeros: Bool = false) -> ScannedInteger {
    let start = unsafe position
    var value: UInt64 = 0
    while unsafe isDigit(position.pointee) {
      value = unsafe value &* 10 &+ UInt64(position.pointee &- 0x30)
      unsafe position += 1
    }
    let digitCount = unsafe position - start
    // Eighteen digits always fit; no digits, or a token that goes on, is for the slow path.
    if digitCount > 0, digitCount <= 18, unsafe isAtTokenEnd,
      unsafe start.pointee != 0x30 || digitCount == 1
    {
      return .value(Int64(value))
    }
    unsafe position = unsafe start
    return unsafe scanUnusualInteger(allowsZeros)
  }

  @inline(never)
  private mutating func scanUnusualInteger(_ allowsZeros: Bool) -> ScannedInteger {
    var probe = unsafe self
    let token = unsafe probe.token(from: position)
    let digits = unsafe token.first == UInt8(ascii: "-") ? token.dropFirst() : token[...]
    guard unsafe !digits.isEmpty, unsafe digits.allSatisfy(isDigit) else { return .other }
    guard unsafe digits.count == token.count else { return .negative }
    var value: Int64 = 0
    for digit in unsafe Array(digits) {
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflows) = product.addingReportingOverflow(Int64(digit - 0x30))
      if isTooLarge || overflows { return .tooLarge }
      value = sum
    }
    guard unsafe allowsZeros || digits.count == 1 || digits.first != 0x30 else { return .padded }
    unsafe self = unsafe probe
    return .value(value)
  }

  /// Reads a token as a decimal number; `nan` and `inf` count, hexadecimal and underscores do not.
  ///
  /// - Returns: `nil`, with the cursor where it was, when the token is something else.
  @inline(__always)
  mutating func scanNumber() -> Double? {
    // At most 15 digits and no exponent: the digits as a whole number and a power of ten are both exact in
    // double precision, so their quotient is correctly rounded.
    let start = unsafe position
    var digits: UInt64 = 0
    var fractionCount = 0
    while unsafe isDigit(position.pointee) {
      digits = unsafe digits &* 10 &+ UInt64(position.pointee &- 0x30)
      unsafe position += 1
    }
    if unsafe position > start, unsafe position.pointee == UInt8(ascii: ".") {
      unsafe position += 1
      let point = unsafe position
      while unsafe isDigit(position.pointee) {
        digits = unsafe digits &* 10 &+ UInt64(position.pointee &- 0x30)
        unsafe position += 1
      }
      fractionCount = unsafe position - point
    }
    if unsafe position > start, unsafe position - start <= 15, unsafe isAtTokenEnd {
      if fractionCount == 0 { return Double(digits) }
      var power = 1.0
      for _ in 0..<fractionCount { power *= 10 }
      return Double(digits) / power
    }
    unsafe position = unsafe start
    return unsafe scanUnusualNumber()
  }

  @inline(never)
  private mutating func scanUnusualNumber() -> Double? {
    var probe = unsafe self
    let token = unsafe probe.token(from: position)
    guard let number = unsafe decimalNumber(token) else { return nil }
    unsafe self = unsafe probe
    return number
  }
}

/// The number that a text spells in decimal digits, with an exponent if need be, or as `nan` or `inf`.
///
/// The standard library's conversion also takes hexadecimal digits and the payload of a NaN, which no
/// other program that reads the same file would.
func decimalNumber(_ text: some Collection<UInt8>) -> Double? {
  guard text.count <= 400 else { return nil }
  let allowed = text.allSatisfy { byte in
    isDigit(byte) || byte == 0x2b || byte == 0x2d || byte == 0x2e || (byte | 0x20) == 0x65
  }
  let string = String(decoding: text, as: UTF8.self)
  if allowed { return Double(string) }
  let sign = string.hasPrefix("-") || string.hasPrefix("+") ? 1 : 0
  return ["nan", "inf", "infinity"].contains(string.dropFirst(sign).lowercased())
    ? Double(string) : nil
}
