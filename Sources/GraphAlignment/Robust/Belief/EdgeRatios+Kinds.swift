internal import Foundation
internal import Parallel

/// A table of ratios of two sets of classes, of which only some pairs have been seen.
struct ClassRatios: Sendable {
  /// How often each pair of classes was seen, by `row * columnCount + column`.
  let counts: [Int: Double]
  let rowCount, columnCount: Int
  private(set) var rowSums, columnSums: [Double]
  /// p and q: the frequencies of the classes.
  private(set) var rowShares, columnShares: [Double]
  /// α: how many observations the prior is worth.
  private(set) var alpha = 1e6

  /// - Parameter prior: ρ₀ of a row and a column.
  init(
    _ counts: [Int: Double], rowCount: Int, columnCount: Int, prior: (Int, Int) -> Double
  ) {
    self.counts = counts
    (self.rowCount, self.columnCount) = (rowCount, columnCount)
    rowSums = .init(repeating: 0, count: rowCount)
    columnSums = .init(repeating: 0, count: columnCount)
    let keys = counts.keys.sorted()
    for key in keys {
      rowSums[key / columnCount] += counts[key]!
      columnSums[key % columnCount] += counts[key]!
    }
    let total = rowSums.reduce(0, +)
    rowShares = rowSums.map { max($0, 0.5) / max(total, 1) }
    columnShares = columnSums.map { max($0, 0.5) / max(total, 1) }
    var (best, chosen) = (-Double.infinity, 1e6)
    for alpha in [1e6, 1e4, 1e3, 300, 100, 30, 10, 3, 1, 0.3] {
      self.alpha = alpha
      // Each observation is predicted from all others: what α takes for granted must earn it.
      let fit = keys.reduce(0.0) { sum, key in
        let prior = prior(key / columnCount, key % columnCount)
        return sum + counts[key]! * logRatio(key, prior: prior, without: 1)
      }
      if best == -.infinity || fit > best + 1e-9 { (best, chosen) = (fit, alpha) }
    }
    alpha = chosen
  }

  /// ln ρ of a pair that has been seen.
  ///
  /// - Parameter without: how many of its observations to leave out.
  func logRatio(_ key: Int, prior: Double, without: Double = 0) -> Double {
    let (row, column) = key.quotientAndRemainder(dividingBy: columnCount)
    let count = max((counts[key] ?? 0) - without, 0)
    let forward =
      (count / columnShares[column] + alpha * prior) / (max(rowSums[row] - without, 0) + alpha)
    let backward =
      (count / rowShares[row] + alpha * prior) / (max(columnSums[column] - without, 0) + alpha)
    return 0.5 * (log(forward) + log(backward))
  }

  /// What remains of the prior for a row's pairs that have not been seen, as a factor.
  func rowRest(_ row: Int) -> Double { (alpha / (rowSums[row] + alpha)).squareRoot() }
  func columnRest(_ column: Int) -> Double { (alpha / (columnSums[column] + alpha)).squareRoot() }
}

/// Ratios of directions and relations.
struct KindRatios: Sendable {
  /// Of three directions each.
  let directions: ClassRatios
  /// Of relations with their directions, if there are any.
  let relations: ClassRatios?

  init(_ seen: CorrespondingEdges, _ rows: [EdgeLabeling.Parts], _ columns: [EdgeLabeling.Parts]) {
    var counts: [Int: Double] = [:]
    for pair in seen.pairs {
      let key = rows[pair.source].kindDirection * 3 + columns[pair.target].kindDirection
      counts[key, default: 0] += pair.weight
    }
    let directions = ClassRatios(counts, rowCount: 3, columnCount: 3) { _, _ in 1 }
    self.directions = directions
    let rowCount = Int(rows.map(\.relation).max() ?? 0) + 1
    let columnCount = Int(columns.map(\.relation).max() ?? 0) + 1
    guard rowCount > 1, columnCount > 1 else {
      relations = nil
      return
    }
    var relationCounts: [Int: Double] = [:]
    for pair in seen.pairs {
      let (a, b) = (Int(rows[pair.source].relation), Int(columns[pair.target].relation))
      relationCounts[a * columnCount + b, default: 0] += pair.weight
    }
    relations = ClassRatios(relationCounts, rowCount: rowCount, columnCount: columnCount) { a, b in
      Self.direction(directions, relation: a, b)
    }
  }

  private static func direction(_ ratios: ClassRatios, relation a: Int, _ b: Int) -> Double {
    let key =
      EdgeLabeling.Parts.direction(ofRelation: a) * 3 + EdgeLabeling.Parts.direction(ofRelation: b)
    return exp(ratios.logRatio(key, prior: 1))
  }

  /// ρ of every pair of labels.
  func table(_ rows: [EdgeLabeling.Parts], _ columns: [EdgeLabeling.Parts]) -> [Float] {
    let plain = (0..<9).map { Float(exp(directions.logRatio($0, prior: 1))) }
    let columnDirections = columns.map(\.kindDirection)
    var table = [Float](repeating: 1, count: rows.count * columns.count)
    let columnRests = columns.map { Float(relations?.columnRest(Int($0.relation)) ?? 1) }
    table.mutableSpan.forEachRow(rowCount: rows.count, grain: 16) { a, table in
      let row = rows[a]
      let rest = Float(relations?.rowRest(Int(row.relation)) ?? 1)
      let own = plain[(3 * row.kindDirection)..<(3 * row.kindDirection + 3)].map { $0 * rest }
      for b in table.indices { table[b] = own[columnDirections[b]] * columnRests[b] }
    }
    guard let relations else { return table }
    // The pairs that have been seen, in whatever labels they are.
    var rowsOf: [Int: [Int]] = [:]
    for (a, row) in rows.enumerated() { rowsOf[Int(row.relation), default: []].append(a) }
    var columnsOf: [Int: [Int]] = [:]
    for (b, column) in columns.enumerated() {
      columnsOf[Int(column.relation), default: []].append(b)
    }
    for key in relations.counts.keys {
      let (x, y) = key.quotientAndRemainder(dividingBy: relations.columnCount)
      let prior = Self.direction(directions, relation: x, y)
      let ratio = Float(exp(relations.logRatio(key, prior: prior)))
      for a in rowsOf[x] ?? [] {
        for b in columnsOf[y] ?? [] { table[a * columns.count + b] = ratio }
      }
    }
    return table
  }
}

extension EdgeLabeling.Parts {
  /// The direction that counts: that of the relation, if there is one, else that of the edge.
  var kindDirection: Int { relation > 0 ? Self.direction(ofRelation: Int(relation)) : direction }

  static func direction(ofRelation number: Int) -> Int { number == 0 ? 2 : (number - 1) % 2 }
}
