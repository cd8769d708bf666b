internal import Foundation
internal import Graphs
internal import LinearAlgebra

/// The precision in which an embedding is computed. It is stored in `Float` either way.
public enum EmbeddingPrecision: String, Sendable, Codable, CaseIterable {
  /// `Float` for the n × p part, `Double` for the p × p part.
  case single
  /// `Double` throughout, several times slower: the twin by which ``single`` is judged.
  case double
}

/// Ỹ = C·U·Σ^½ with rows of unit length (REGAL, section 3.2; Williams & Seeger, NIPS 2001).
///
/// C is never held as a whole: rows are computed, multiplied and scaled a block at a time.
struct NystromEmbedding {
  let rows: Matrix
  /// The nodes whose similarity to every landmark is zero, even in `Double`.
  let underflowed: [Int]

  /// - Complexity: O(n · p · (b + r) + p³) time, O(n · r) space
  init(
    _ exponents: SimilarityExponents, landmarks: [Int], cutoff: Double,
    precision: EmbeddingPrecision
  ) throws(LAPACKError) {
    let p = landmarks.count
    var similarities = DoubleMatrix(rowCount: p, columnCount: p)
    for i in 0..<p {
      for j in 0...i {
        let value = exp(-exponents.exponent(landmarks[i], landmarks[j]))
        similarities[i, j] = value
        similarities[j, i] = value
      }
    }
    let factor = try LandmarkFactor(similarities, cutoff: cutoff).factor
    let nodeCount = exponents.signatures.rowCount
    var isZero = [Bool](repeating: false, count: nodeCount)
    rows = unsafe Matrix(rowCount: nodeCount, columnCount: factor.columnCount) { elements in
      unsafe isZero.withUnsafeMutableBufferPointer { isZero in
        let output = unsafe Output(elements: elements, isZero: isZero, width: factor.columnCount)
        switch precision {
        case .single: unsafe Self.fillSingle(output, exponents, landmarks, factor)
        case .double: unsafe Self.fillDouble(output, exponents, landmarks, factor)
        }
      }
    }
    underflowed = isZero.indices.filter { isZero[$0] }
  }

  /// Where rows go. Each thread writes only the rows of its own nodes.
  @unsafe private struct Output: @unchecked Sendable {
    let elements: UnsafeMutableBufferPointer<Float>
    let isZero: UnsafeMutableBufferPointer<Bool>
    let width: Int

    /// Stores a row at unit length; a row of zeros, or one beyond underflow, is stored as zeros and
    /// marked.
    func store(
      _ node: Int, _ row: UnsafeBufferPointer<some BinaryFloatingPoint>, leastExponent: Double
    ) {
      var sum = 0.0
      for i in row.indices { sum += unsafe Double(row[i]) * Double(row[i]) }
      guard leastExponent < Kernel.underflowExponent, sum > 0, sum.isFinite else {
        unsafe isZero[node] = true
        for i in row.indices { unsafe elements[node * width + i] = 0 }
        return
      }
      let scale = 1 / sum.squareRoot()
      for i in row.indices {
        unsafe elements[node * width + i] = Float(Double(row[i]) * scale)
      }
    }
  }

  private static func fillSingle(
    _ output: Output, _ exponents: SimilarityExponents, _ landmarks: [Int], _ factor: DoubleMatrix
  ) {
    let source = LandmarkRows(exponents, landmarks: landmarks)
    let (stride, width) = (source.stride, factor.columnCount)
    // Rows of zeros below the factor meet the zeros that fill up the rows of C.
    let small = factor.elements.map(Float.init)
    let padded = small + [Float](repeating: 0, count: (stride - landmarks.count) * width)
    let grain = 256
    parallelFor(exponents.signatures.rowCount, grain: grain) { nodes in
      unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: grain * (stride + width + 1)) {
        memory in
        let block = unsafe UnsafeMutableBufferPointer(rebasing: memory[..<(grain * stride)])
        let product = unsafe UnsafeMutableBufferPointer(
          rebasing: memory[(grain * stride)..<(grain * (stride + width))])
        let least = unsafe UnsafeMutableBufferPointer(
          rebasing: memory[(grain * (stride + width))...])
        unsafe source.fill(nodes, block: block, least: least)
        unsafe Float.multiply(
          block.baseAddress!, padded, transposed: false, rows: nodes.count, columns: width,
          inner: stride, into: product.baseAddress!)
        for node in nodes {
          let local = node - nodes.lowerBound
          let row = unsafe UnsafeBufferPointer(
            rebasing: product[local * width..<(local + 1) * width])
          unsafe output.store(node, row, leastExponent: Double(least[local]))
        }
      }
    }
  }

  private static func fillDouble(
    _ output: Output, _ exponents: SimilarityExponents, _ landmarks: [Int], _ factor: DoubleMatrix
  ) {
    let (p, width) = (landmarks.count, factor.columnCount)
    parallelFor(exponents.signatures.rowCount, grain: 64) { nodes in
      var block = DoubleMatrix(rowCount: nodes.count, columnCount: p)
      var least = [Double](repeating: 0, count: nodes.count)
      for node in nodes {
        let local = node - nodes.lowerBound
        let row = landmarks.map { exponents.exponent(node, $0) }
        least[local] = row.min() ?? 0
        for j in 0..<p { block[local, j] = exp(least[local] - row[j]) }
      }
      let product = block.multiplied(by: factor)
      unsafe product.elements.withUnsafeBufferPointer { product in
        for node in nodes {
          let local = node - nodes.lowerBound
          let row = unsafe UnsafeBufferPointer(
            rebasing: product[local * width..<(local + 1) * width])
          unsafe output.store(node, row, leastExponent: least[local])
        }
      }
    }
  }
}
