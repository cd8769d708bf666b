internal import CKernels
internal import Graphs
internal import LinearAlgebra

/// The exponents of similarities, γ_s·d^(1 or 2) + γ_a·m, between nodes of several graphs.
struct SimilarityExponents: Sendable {
  let signatures: Matrix
  let attributes: AttributeTable?
  let kernel: Kernel
  let structureWeight: Double
  let attributeWeight: Double

  /// The exponent of two nodes' similarity, in `Double`: the plain twin of ``LandmarkRows``.
  ///
  /// - Complexity: O(b + attributes)
  func exponent(_ a: Int, _ b: Int) -> Double {
    let squared = squaredDistance(signatures[row: a], signatures[row: b])
    let distance = kernel == .gaussian ? squared : squared.squareRoot()
    let mismatch = attributes.map { Double($0.distance(a, b)) } ?? 0
    return structureWeight * distance + attributeWeight * mismatch
  }
}

/// Rows of the similarity matrix C, n × p, in single precision and a few at a time.
struct LandmarkRows: Sendable {
  let exponents: SimilarityExponents
  let landmarks: [Int]
  /// The landmarks' signatures, coordinate by coordinate, filled up with zeros.
  private let transposed: [Float]

  /// p, rounded up to whole vectors.
  let stride: Int

  init(_ exponents: SimilarityExponents, landmarks: [Int]) {
    self.exponents = exponents
    self.landmarks = landmarks
    stride = (landmarks.count + 15) / 16 * 16
    let width = exponents.signatures.columnCount
    var transposed = [Float](repeating: 0, count: width * stride)
    for (j, landmark) in landmarks.enumerated() {
      for i in 0..<width { transposed[i * stride + j] = exponents.signatures[landmark, i] }
    }
    self.transposed = transposed
  }

  /// Computes rows of C, each divided by its largest element, which is exp(−`least`).
  ///
  /// - Parameters:
  ///   - block: room for `nodes.count` × ``stride``; places beyond the p-th become zero.
  ///   - least: room for `nodes.count` exponents.
  /// - Complexity: O(nodes · p · b)
  func fill(
    _ nodes: Range<Int>, block: UnsafeMutableBufferPointer<Float>,
    least: UnsafeMutableBufferPointer<Float>
  ) {
    let (width, p) = (exponents.signatures.columnCount, landmarks.count)
    let rows = block.baseAddress!
    if width > 0 {
      unsafe exponents.signatures.elements.withUnsafeBufferPointer { signatures in
        unsafe ga_landmark_distances(
          signatures.baseAddress! + nodes.lowerBound * width, Int64(nodes.count), Int64(width),
          transposed, Int64(stride), exponents.kernel == .gaussian ? 1 : 0, rows)
      }
    } else {
      unsafe block.update(repeating: 0)
    }
    // Infinity times a distance of zero would not be zero.
    let (structureWeight, attributeWeight) = (
      Float(min(exponents.structureWeight, Double(Float.greatestFiniteMagnitude))),
      Float(min(exponents.attributeWeight, Double(Float.greatestFiniteMagnitude)))
    )
    for node in nodes {
      let row = unsafe rows + (node - nodes.lowerBound) * stride
      if structureWeight != 1 {
        for j in 0..<p { unsafe row[j] *= structureWeight }
      }
      if let attributes = exponents.attributes {
        for j in 0..<p {
          unsafe row[j] += attributeWeight * attributes.distance(node, landmarks[j])
        }
      }
      unsafe least[node - nodes.lowerBound] = ga_shifted_exp(row, Int64(p))
      for j in p..<stride { unsafe row[j] = 0 }
    }
  }
}
