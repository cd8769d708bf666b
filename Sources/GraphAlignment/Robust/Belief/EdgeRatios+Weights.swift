internal import Foundation

/// Ratios of classes of weights, by their distance.
struct WeightRatios {
  /// Classes of both signs, and 0 for none.
  private let width: Int
  /// ρ of two classes, by `a * width + b`.
  private let table: [Float]

  /// Fits h to the distances between the weights of edges that correspond.
  ///
  /// `nil` without weights, or where they tell no more than as many fitted numbers would by chance.
  init?(_ seen: CorrespondingEdges, _ source: EdgeLabeling, _ target: EdgeLabeling) {
    guard source.weightClassCount > 0 else { return nil }
    let classCount = Int32(source.weightClassCount)
    let width = Int(2 * classCount) + 1
    self.width = width
    var joint = [Double](repeating: 0, count: width * width)
    for pair in seen.pairs {
      let (a, b) = (source.parts[pair.source].outgoing, target.parts[pair.target].outgoing)
      if a > 0 && b > 0 { joint[Int(a) * width + Int(b)] += pair.weight }
    }
    let total = joint.reduce(0, +)
    guard total > 0 else { return nil }
    let distances = (0..<width * width).map { key in
      WeightClasses.distance(
        Int32(key / width), Int32(key % width), classCount: classCount)
    }
    var (p, q) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
    for key in joint.indices {
      p[key / width] += joint[key] / total
      q[key % width] += joint[key] / total
    }
    var counts = [Double](repeating: 0, count: WeightClasses.distanceCount)
    for key in joint.indices { counts[distances[key]] += joint[key] }
    var h = [Double](repeating: 1, count: counts.count)
    var (forward, backward) = (p, q)
    func normalize() {
      forward = .init(repeating: 0, count: width)
      backward = forward
      for key in joint.indices {
        forward[key / width] += q[key % width] * h[distances[key]]
        backward[key % width] += p[key / width] * h[distances[key]]
      }
    }
    for _ in 0..<30 {
      normalize()
      var expected = [Double](repeating: 0, count: counts.count)
      for key in joint.indices {
        let (a, b) = (key / width, key % width)
        let scale = (max(forward[a], 1e-12) * max(backward[b], 1e-12)).squareRoot()
        expected[distances[key]] += total * p[a] * q[b] / scale
      }
      // Two observations as expected keep a distance that was never seen from being impossible.
      h = zip(counts, expected).map { ($0 + 2) / ($1 + 2) }
    }
    normalize()
    var ratios = [Float](repeating: 1, count: width * width)
    var gain = 0.0
    for key in joint.indices {
      let scale = (forward[key / width] * backward[key % width]).squareRoot()
      guard scale > 0 else { continue }
      let ratio = h[distances[key]] / scale
      ratios[key] = Float(ratio)
      gain += joint[key] * log(ratio)
    }
    // Each fitted number gains half an observation's worth from noise alone, and each edge is here from
    // both its ends.
    guard gain > 2 * Double(counts.count) else { return nil }
    table = ratios
  }

  /// Multiplies ρ of pairs of labels by the factors of the weights they have in common.
  func multiply(_ ratios: inout [Float], _ source: EdgeLabeling, _ target: EdgeLabeling) {
    for (a, row) in source.parts.enumerated() {
      for (b, column) in target.parts.enumerated() {
        var factor: Float = 1
        if row.outgoing > 0 && column.outgoing > 0 {
          factor *= table[Int(row.outgoing) * width + Int(column.outgoing)]
        }
        if row.incoming > 0 && column.incoming > 0 {
          factor *= table[Int(row.incoming) * width + Int(column.incoming)]
        }
        ratios[a * target.count + b] *= factor
      }
    }
  }
}
