import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra

/// Slow and plain ways to solve the assignment problem. Gains of 0 or less stand for “no entry”.
enum AssignmentTwins {
  /// Tries everything: the first row takes each of its entries or none, and so on.
  static func bruteForce(_ gains: DoubleMatrix) -> Double {
    func best(_ row: Int, _ taken: Set<Int>) -> Double {
      guard row < gains.rowCount else { return 0 }
      var result = best(row + 1, taken)
      for column in 0..<gains.columnCount where gains[row, column] > 0 && !taken.contains(column) {
        result = max(result, gains[row, column] + best(row + 1, taken.union([column])))
      }
      return result
    }
    return best(0, [])
  }

  /// The Hungarian method with potentials on a square matrix of costs, O(n³): Kuhn 1955,
  /// doi:10.1002/nav.3800020109. Missing entries, and the rows and columns that make it square, cost 0.
  static func hungarian(_ gains: DoubleMatrix) -> Double {
    let n = max(gains.rowCount, gains.columnCount)
    func cost(_ i: Int, _ j: Int) -> Double {
      i < gains.rowCount && j < gains.columnCount ? -max(gains[i, j], 0) : 0
    }
    // Row and column 0 are not in use, which saves all special cases.
    var (u, v) = ([Double](repeating: 0, count: n + 1), [Double](repeating: 0, count: n + 1))
    var rowOfColumn = [Int](repeating: 0, count: n + 1)
    for i in stride(from: 1, through: n, by: 1) {
      var (slack, way) = (
        [Double](repeating: .infinity, count: n + 1), [Int](repeating: 0, count: n + 1)
      )
      var isDone = [Bool](repeating: false, count: n + 1)
      var column = 0
      rowOfColumn[0] = i
      repeat {
        isDone[column] = true
        let row = rowOfColumn[column]
        var (delta, next) = (Double.infinity, 0)
        for j in 1...n where !isDone[j] {
          let reduced = cost(row - 1, j - 1) - u[row] - v[j]
          if reduced < slack[j] { (slack[j], way[j]) = (reduced, column) }
          if slack[j] < delta { (delta, next) = (slack[j], j) }
        }
        for j in 0...n {
          if isDone[j] {
            u[rowOfColumn[j]] += delta
            v[j] -= delta
          } else {
            slack[j] -= delta
          }
        }
        column = next
      } while rowOfColumn[column] != 0
      while column != 0 {
        rowOfColumn[column] = rowOfColumn[way[column]]
        column = way[column]
      }
    }
    return (0..<n).reduce(0) { $0 - cost(rowOfColumn[$1 + 1] - 1, $1) }
  }
}

extension Alignment {
  /// An alignment in which every gain above 0 is a candidate.
  init(gains: DoubleMatrix) {
    self.init(
      candidates: (0..<gains.rowCount).map { row in
        (0..<gains.columnCount).filter { gains[row, $0] > 0 }
          .sorted { (-gains[row, $0], $0) < (-gains[row, $1], $1) }
          .map { Candidate(target: $0, similarity: Float(gains[row, $0])) }
      },
      sourceIdentifiers: .consecutive(gains.rowCount),
      targetIdentifiers: .consecutive(gains.columnCount))
  }

  /// The similarities of the best matches, added up.
  var totalSimilarity: Double {
    (0..<sourceCount).reduce(0) { sum, node in
      let row = candidates(of: node)
      return row.isEmpty ? sum : sum + Double(row[0].similarity)
    }
  }

  /// Whether no node has more than one partner.
  var isOneToOne: Bool {
    let matches = bestMatches.compactMap { $0 }
    return candidateCount <= 1 && Set(matches).count == matches.count
  }
}
