internal import Foundation
internal import Parallel

/// Names as sparse vectors of unit length: numbers of n-grams, ascending, with their weights.
struct GramVectors {
  typealias Entry = (gram: Int32, weight: Float)
  var rows: [[Entry]]

  /// Vectors of how often n-grams occur, times ln of how rare they are.
  ///
  /// - Parameters:
  ///   - lists: the n-grams of each name, ascending.
  ///   - rarity: see ``rarity(of:count:)``.
  init(_ lists: [[Int32]], rarity: [Float]) {
    self.init(count: lists.count) { name in
      var entries: [Entry] = []
      for gram in lists[name] where rarity[Int(gram)] > 0 {
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

  /// Vectors that are made several at once.
  private init(count: Int, _ row: @Sendable (_ name: Int) -> [Entry]) {
    rows = [[Entry]](repeating: [], count: count)
    rows.mutableSpan.forEachRow(rowCount: count, grain: 256) { name, own in own[0] = row(name) }
  }

  /// ln(names / names with an n-gram), 0 for those in more than a tenth of all names (and more than 100), so that
  /// the search stays sparse.
  ///
  /// - Parameter lists: the n-grams of each name, ascending.
  static func rarity(of lists: [[Int32]], count: Int) -> [Float] {
    var frequency = [Int](repeating: 0, count: count)
    for list in lists {
      var previous: Int32 = -1
      for gram in list where gram != previous {
        frequency[Int(gram)] += 1
        previous = gram
      }
    }
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
    precondition(rows.count == other.rows.count, "other names")
    return GramVectors(count: rows.count) { Self.unit(Self.sum(rows[$0], other.rows[$0])) }
  }

  private static func sum(_ a: [Entry], _ b: [Entry]) -> [Entry] {
    var result: [Entry] = []
    result.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i].gram == b[j].gram {
        result.append((a[i].gram, a[i].weight + b[j].weight))
        (i, j) = (i + 1, j + 1)
      } else if a[i].gram < b[j].gram {
        result.append(a[i])
        i += 1
      } else {
        result.append(b[j])
        j += 1
      }
    }
    return result + a[i...] + b[j...]
  }
}
