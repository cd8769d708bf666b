internal import Foundation
internal import Parallel

/// Names cut into character n-grams, which are numbered.
///
/// Case and the marks of letters are ignored, and what separates words is one blank, also at both ends.
struct NameGrams {
  /// How long n-grams are: two and three letters, or one and two where a letter is a syllable or a word.
  let lengths: ClosedRange<Int>
  private var numbers: [UInt64: Int32] = [:]

  /// - Precondition: lengths are from 1 to 3.
  init(lengths: ClosedRange<Int>) {
    precondition(1...3 ~= lengths.lowerBound && lengths.upperBound <= 3, "n-grams of \(lengths) letters")
    self.lengths = lengths
  }

  /// The number of different n-grams so far.
  var count: Int { numbers.count }

  /// The n-grams of each name, ascending, as often as they occur.
  ///
  /// - Complexity: O(letters)
  mutating func grams(of names: [[UInt32]]) -> [[Int32]] {
    names.map { letters in
      var result: [Int32] = []
      for length in lengths where letters.count > length {
        for start in 0...letters.count - length {
          result.append(number(of: Self.packed(letters[start..<start + length])))
        }
      }
      return result.sorted()
    }
  }

  private mutating func number(of gram: UInt64) -> Int32 {
    if let number = numbers[gram] { return number }
    let number = Int32(numbers.count)
    numbers[gram] = number
    return number
  }

  /// An n-gram of at most three letters in one number: no letter is 0, and none takes more than 21 bits.
  private static func packed(_ gram: ArraySlice<UInt32>) -> UInt64 {
    gram.reduce(0) { $0 << 21 | UInt64($1) }
  }

  /// The letters of names, at most ``longest`` of each.
  static func letters(of names: [String]) -> [[UInt32]] {
    var result = [[UInt32]](repeating: [], count: names.count)
    result.mutableSpan.forEachRow(rowCount: names.count, grain: 256) { name, own in
      own[0] = letters(of: names[name])
    }
    return result
  }

  private static func letters(of name: String) -> [UInt32] {
    var letters: [UInt32] = [32]
    for scalar in name.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
      let properties = scalar.properties
      if properties.generalCategory == .nonspacingMark { continue }
      if properties.isAlphabetic || properties.numericType != nil {
        letters.append(scalar.value)
      } else if letters.last != 32 {
        letters.append(32)
      }
      if letters.count > longest { break }
    }
    if letters.last != 32 { letters.append(32) }
    return letters
  }

  /// Longer names are cut: what is alike in them stands before, and a text is no name.
  private static let longest = 200

  /// Whether letters are syllables or words, as in Chinese: alphabets have a few dozen.
  static func areSyllables(_ names: [[UInt32]]) -> Bool {
    var letters: Set<UInt32> = []
    for name in names { letters.formUnion(name) }
    return letters.count > 500
  }
}
