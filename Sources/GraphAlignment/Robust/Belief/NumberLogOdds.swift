internal import Foundation

/// What the distance of two binned numbers says, column by column; see ``AttributeEvidence``.
struct NumberLogOdds: Sendable {
  private static let classCount = 7
  /// columns × bins × bins.
  private let table: [Float]
  /// The sum over all columns if both nodes have 0 everywhere.
  private let base: Float
  private let bins: Int

  /// k(b, b′).
  static func distanceClass(_ a: Int, _ b: Int) -> Int {
    a == 0 && b == 0 ? 0 : a == 0 || b == 0 ? 1 : 2 + min(abs(a - b), 4)
  }

  init(_ codes: AttributeCodes, _ pairs: [MatchedPair]) {
    let (bins, count, classCount) = (codes.binCount, codes.numberCount, Self.classCount)
    self.bins = bins
    func frequencies(_ values: AttributeCodes.Bins) -> [Double] {
      let nodeCount = Double(max(values.offsets.count - 1, 1))
      var shares = [Double](repeating: 0, count: count * bins)
      for column in 0..<count { shares[column * bins] = 1 }
      for place in values.columns.indices {
        let column = Int(values.columns[place])
        shares[column * bins + Int(values.bins[place])] += 1 / nodeCount
        shares[column * bins] -= 1 / nodeCount
      }
      return shares
    }
    let (first, second) = (frequencies(codes.source), frequencies(codes.target))
    // For each column and bin the chance of each class, given the bin and a random partner.
    func chances(_ shares: [Double]) -> [Double] {
      var result = [Double](repeating: 0, count: count * bins * classCount)
      for column in 0..<count {
        for b in 0..<bins {
          for other in 0..<bins {
            result[(column * bins + b) * classCount + Self.distanceClass(b, other)] +=
              shares[column * bins + other]
          }
        }
      }
      return result
    }
    let (ofSource, ofTarget) = (chances(second), chances(first))
    var counts = [Double](repeating: 0, count: classCount)
    var (sourceBins, targetBins) = (
      [Double](repeating: 0, count: count * bins), [Double](repeating: 0, count: count * bins)
    )
    for pair in pairs {
      let weight = Double(pair.weight)
      let (x, y) = (codes.source.dense(pair.source, count), codes.target.dense(pair.target, count))
      for column in 0..<count {
        counts[Self.distanceClass(x[column], y[column])] += weight
        sourceBins[column * bins + x[column]] += weight
        targetBins[column * bins + y[column]] += weight
      }
    }
    var h = [Double](repeating: 1, count: classCount)
    func norms(_ chances: [Double]) -> [Double] {
      (0..<count * bins).map { row in
        max((0..<classCount).reduce(0) { $0 + chances[row * classCount + $1] * h[$1] }, 1e-12)
      }
    }
    for _ in 0..<100 {
      let (a, b) = (norms(ofSource), norms(ofTarget))
      var expected = [Double](repeating: 0, count: classCount)
      for row in 0..<count * bins where sourceBins[row] > 0 || targetBins[row] > 0 {
        for k in 0..<classCount {
          expected[k] +=
            0.5
            * (sourceBins[row] * ofSource[row * classCount + k] / a[row]
              + targetBins[row] * ofTarget[row * classCount + k] / b[row])
        }
      }
      let updated = (0..<classCount).map { (counts[$0] + 0.5) / (expected[$0] + 0.5) }
      let change = zip(h, updated).reduce(0) { max($0, abs(log($1.0 / $1.1))) }
      h = updated
      if change < 1e-6 { break }
    }
    let (a, b) = (norms(ofSource), norms(ofTarget))
    var table = [Float](repeating: 0, count: count * bins * bins)
    for column in 0..<count {
      for x in 0..<bins {
        for y in 0..<bins {
          table[(column * bins + x) * bins + y] = Float(
            log(max(h[Self.distanceClass(x, y)], 1e-6))
              - 0.5 * (log(a[column * bins + x]) + log(b[column * bins + y])))
        }
      }
    }
    self.table = table
    base = (0..<count).reduce(0) { $0 + table[$1 * bins * bins] }
  }

  /// - Complexity: O(numbers of the two nodes that are not zero)
  func score(_ source: Int, _ target: Int, _ codes: AttributeCodes) -> Float {
    let (x, y) = (codes.source, codes.target)
    var (p, q) = (x.offsets[source], y.offsets[target])
    let (pEnd, qEnd) = (x.offsets[source + 1], y.offsets[target + 1])
    var sum = base
    while p < pEnd || q < qEnd {
      let a = p < pEnd ? x.columns[p] : .max
      let b = q < qEnd ? y.columns[q] : .max
      let column = Int(min(a, b))
      var place = column * bins * bins
      sum -= table[place]
      if a <= b {
        place += Int(x.bins[p]) * bins
        p += 1
      }
      if b <= a {
        place += Int(y.bins[q])
        q += 1
      }
      sum += table[place]
    }
    return sum
  }
}

extension AttributeCodes.Bins {
  /// The bins of all columns of a node.
  fileprivate func dense(_ node: Int, _ count: Int) -> [Int] {
    var row = [Int](repeating: 0, count: count)
    for place in places(of: node) { row[Int(columns[place])] = Int(bins[place]) }
    return row
  }
}
