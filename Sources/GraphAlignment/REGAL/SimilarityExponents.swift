internal import CKernels
internal import Graphs
package import LinearAlgebra

/// The exponents of similarities, γ_s·d^(1 or 2) + γ_a·m, between nodes of several graphs.
package struct SimilarityExponents: Sendable {
  let signatures: Matrix
  let attributes: AttributeTable?
  let kernel: Kernel
  let structureWeight: Double
  let attributeWeight: Double

  /// Exponents of nodes that only signatures tell apart.
  package init(signatures: Matrix, of regal: REGAL) {
    self.init(
      signatures: signatures, attributes: nil, kernel: regal.kernel,
      structureWeight: regal.structureWeight, attributeWeight: regal.attributeWeight)
  }

  init(
    signatures: Matrix, attributes: AttributeTable?, kernel: Kernel, structureWeight: Double,
    attributeWeight: Double
  ) {
    (self.signatures, self.attributes, self.kernel) = (signatures, attributes, kernel)
    (self.structureWeight, self.attributeWeight) = (structureWeight, attributeWeight)
  }

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
  ///   - nodes: the nodes, in any order.
  ///   - block: room for `nodes.count` × ``stride``; places beyond the p-th become zero.
  ///   - least: room for `nodes.count` exponents.
  /// - Complexity: O(nodes · p · b)
  func fill(
    _ nodes: ArraySlice<Int32>, block: UnsafeMutableBufferPointer<Float>,
    least: UnsafeMutableBufferPointer<Float>
  ) {
    let (width, p) = (exponents.signatures.columnCount, landmarks.count)
    let rows = block.baseAddress!
    if width > 0 {
      unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: nodes.count * width) {
        signatures in
        for (local, node) in nodes.enumerated() {
          let row = exponents.signatures[row: Int(node)]
          for column in 0..<width { unsafe signatures[local * width + column] = row[column] }
        }
        unsafe ga_landmark_distances(
          signatures.baseAddress!, Int64(nodes.count), Int64(width), transposed, Int64(stride),
          exponents.kernel == .gaussian ? 1 : 0, rows)
      }
    } else {
      unsafe block.update(repeating: 0)
    }
    // Infinity times a distance of zero would not be zero.
    let (structureWeight, attributeWeight) = (
      Float(min(exponents.structureWeight, Double(Float.greatestFiniteMagnitude))),
      Float(min(exponents.attributeWeight, Double(Float.greatestFiniteMagnitude)))
    )
    for (local, node) in nodes.enumerated() {
      let row = unsafe rows + local * stride
      if structureWeight != 1 {
        for j in 0..<p { unsafe row[j] *= structureWeight }
      }
      if let attributes = exponents.attributes {
        for j in 0..<p {
          unsafe row[j] += attributeWeight * attributes.distance(Int(node), landmarks[j])
        }
      }
      unsafe least[local] = ga_shifted_exp(row, Int64(p))
    }
  }
}
