internal import Foundation

/// What BERT does to text before cutting it: control characters go, white space becomes spaces, and, if the model
/// is so, Chinese characters stand alone, letters become small and lose their accents.
///
/// Every result remembers the scalar it came from.
struct TextNormalizer {
  struct Output {
    var scalar: Unicode.Scalar
    var origin: Int
  }

  private let isUncased, stripsAccents, separatesChinese: Bool

  init(_ configuration: TokenizerConfiguration = TokenizerConfiguration()) {
    isUncased = configuration.isUncased
    stripsAccents = configuration.stripsAccents ?? configuration.isUncased
    separatesChinese = configuration.separatesChinese
  }

  /// - Complexity: O(scalars)
  func normalize(_ text: String) -> [Output] {
    var clean: [Output] = []
    for (i, scalar) in text.unicodeScalars.enumerated() where !Self.isDropped(scalar) {
      let (own, space) = (Output(scalar: scalar, origin: i), Output(scalar: " ", origin: i))
      if separatesChinese, Self.isChinese(scalar) {
        clean += [space, own, space]
      } else {
        clean.append(scalar.properties.isWhitespace ? space : own)
      }
    }
    guard isUncased || stripsAccents else { return clean }
    var result: [Output] = []
    result.reserveCapacity(clean.count)
    for output in clean {
      // Most text is ASCII, of which nothing decomposes.
      if output.scalar.isASCII {
        let value = output.scalar.value
        let small = isUncased && (0x41...0x5a).contains(value) ? value + 32 : value
        result.append(Output(scalar: Unicode.Scalar(small)!, origin: output.origin))
        continue
      }
      // The order of accents does not matter, since all of them go; so scalars can be decomposed one
      // by one. Accents are dropped before letters become small, as in BERT: “İ” gives an “i” only.
      let whole = String(output.scalar)
      let parts = stripsAccents ? whole.decomposedStringWithCanonicalMapping : whole
      for part in parts.unicodeScalars
      where !stripsAccents || part.properties.generalCategory != .nonspacingMark {
        let own = isUncased ? part.properties.lowercaseMapping : String(part)
        for scalar in own.unicodeScalars { result.append(Output(scalar: scalar, origin: output.origin)) }
      }
    }
    return result
  }

  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\0" || scalar == "\u{fffd}" { return true }
    if scalar == "\t" || scalar == "\n" || scalar == "\r" { return false }
    // Scalars that are not assigned yet stay, as in Hugging Face's tokenizers though not in the first
    // implementation: otherwise a new emoji would vanish or not with the age of a library.
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .surrogate: return true
    default: return false
    }
  }

  /// The blocks of Chinese characters as BERT lists them. Japanese kana and Korean are not among them.
  ///
  /// Hugging Face's tokenizers leave U+2B820 to U+2B91F out, by a slip it seems.
  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4e00...0x9fff, 0x3400...0x4dbf, 0x20000...0x2a6df, 0x2a700...0x2b73f,
      0x2b740...0x2b81f, 0x2b820...0x2ceaf, 0xf900...0xfaff, 0x2f800...0x2fa1f:
      true
    default: false
    }
  }

  /// What stands alone: ASCII that is no letter, digit or space, and Unicode's punctuation.
  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 33...47, 58...64, 91...96, 123...126: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }
}
