internal import Foundation
internal import LinearAlgebra

extension [Matrix] {
  /// Makes columns of robust signatures comparable; see ``RobustSignatureOptions/Scaling``.
  ///
  /// - Complexity: O(n · columns), with a factor of log n for quantiles
  mutating func scaleColumns(_ scaling: RobustSignatureOptions.Scaling) {
    guard let width = first?.columnCount else { return }
    switch scaling {
    case .none: return
    case .deviation:
      for column in 0..<width {
        let deviation = deviation(ofColumn: column)
        guard deviation > 0 else { continue }
        for graph in indices { self[graph].mapColumn(column) { $0 / deviation } }
      }
    case .quantiles:
      for column in 0..<width {
        let reference = self[0].column(column).sorted()
        for graph in indices.dropFirst() {
          let sorted = self[graph].column(column).sorted()
          guard !reference.isEmpty, !sorted.isEmpty else { continue }
          let match = QuantileMatch(from: sorted, to: reference)
          self[graph].mapColumn(column) { match($0) }
        }
      }
    }
  }

  /// The standard deviation of a column over all graphs.
  private func deviation(ofColumn column: Int) -> Float {
    let values = flatMap { $0.column(column) }.map(Double.init)
    guard !values.isEmpty else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Float((squares / Double(values.count)).squareRoot())
  }
}

extension [Matrix] {
  /// Multiplies the columns of hop k by discountᵏ⁻¹; the last column, the degree, stays.
  mutating func discountHops(_ discount: Double, hopCount: Int) {
    guard discount != 1, hopCount > 1, let width = first?.columnCount else { return }
    let bucketCount = (width - 1) / hopCount
    for graph in indices {
      for column in bucketCount..<Swift.max(width - 1, bucketCount) {
        let factor = Float(pow(discount, Double(column / bucketCount)))
        self[graph].mapColumn(column) { $0 * factor }
      }
    }
  }
}

/// Maps a value to the value of the same rank among others.
struct QuantileMatch {
  private let values: [Float]
  private let others: [Float]

  /// - Parameters:
  ///   - values: ascending, not empty.
  ///   - others: ascending, not empty.
  init(from values: [Float], to others: [Float]) { (self.values, self.others) = (values, others) }

  func callAsFunction(_ value: Float) -> Float {
    // Equal values share the middle of their ranks.
    let (low, high) = (values.firstIndex(notBelow: value), values.firstIndex(above: value))
    let rank = (Double(low + high) / 2 / Double(values.count)) * Double(others.count) - 0.5
    let below = min(max(Int(rank.rounded(.down)), 0), others.count - 1)
    let above = min(below + 1, others.count - 1)
    let share = Float(min(max(rank - Double(below), 0), 1))
    return others[below] + share * (others[above] - others[below])
  }
}

extension [Float] {
  fileprivate func firstIndex(notBelow value: Float) -> Int { partition { $0 < value } }
  fileprivate func firstIndex(above value: Float) -> Int { partition { $0 <= value } }

  /// How many elements at the start of a sorted array satisfy a condition.
  private func partition(_ isBefore: (Float) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Matrix {
  fileprivate func column(_ index: Int) -> [Float] {
    (0..<rowCount).map { elements[$0 * columnCount + index] }
  }

  fileprivate mutating func mapColumn(_ index: Int, _ transform: (Float) -> Float) {
    for row in 0..<rowCount {
      elements[row * columnCount + index] = transform(elements[row * columnCount + index])
    }
  }
}
