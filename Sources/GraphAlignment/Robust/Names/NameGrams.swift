internal import Foundation

/// Names cut into character n-grams, which are numbered.
///
/// Case and the marks of letters are ignored, and what separates words is one blank, also at both ends.
struct NameGrams {
  /// How long n-grams are: two and three letters, or one and two where a letter is a syllable or a word.
  let lengths: ClosedRange<Int>
  private var numbers: [[UInt32]: Int32] = [:]

  init(lengths: ClosedRange<Int>) { self.lengths = lengths }

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
          let gram = Array(letters[start..<start + length])
          let number = numbers[gram] ?? Int32(numbers.count)
          numbers[gram] = number
          result.append(number)
        }
      }
      return result.sorted()
    }
  }

  /// The letters of names, at most ``longest`` of each.
  static func letters(of names: [String]) -> [[UInt32]] {
    names.map { name in
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

/// Names as sparse vectors of unit length: numbers of n-grams, ascending, with their weights.
struct GramVectors {
  typealias Entry = (gram: Int32, weight: Float)
  var rows: [[Entry]]

  /// Vectors of how often n-grams occur, times ln of how rare they are.
  ///
  /// - Parameter rarity: see ``rarity(of:count:)``.
  init(_ lists: [[Int32]], rarity: [Float]) {
    rows = lists.map { list in
      var entries: [Entry] = []
      for gram in list where rarity[Int(gram)] > 0 {
        if entries.last?.gram == gram {
          entries[entries.count - 1].weight += rarity[Int(gram)]
        } else {
          entries.append((gram, rarity[Int(gram)]))
        }
      }
      return Self.unit(entries)
    }
  }

  init(rows: [[Entry]]) { self.rows = rows }

  /// ln(names / names with an n-gram), 0 for those in more than a tenth of all names (and more than 100), so that
  /// the search stays sparse.
  static func rarity(of lists: [[Int32]], count: Int) -> [Float] {
    var frequency = [Int](repeating: 0, count: count)
    for list in lists { for gram in Set(list) { frequency[Int(gram)] += 1 } }
    let total = Double(lists.count)
    return frequency.map { count in
      Double(count) > max(100, total / 10) ? 0 : Float(log((total + 1) / Double(max(count, 1))))
    }
  }

  static func unit(_ entries: [Entry]) -> [Entry] {
    let norm = entries.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
    return norm > 0 ? entries.map { ($0.gram, $0.weight / norm) } : []
  }

  /// The sum of two vectors for each name.
  func adding(_ other: GramVectors) -> GramVectors {
    GramVectors(
      rows: zip(rows, other.rows).map { a, b in
        var sums: [Int32: Float] = [:]
        for entry in a + b { sums[entry.gram, default: 0] += entry.weight }
        return Self.unit(sums.map { ($0.key, $0.value) }.sorted { $0.gram < $1.gram })
      })
  }
}
