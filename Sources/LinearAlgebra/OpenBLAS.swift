internal import COpenBLAS

/// OpenBLAS, held to one thread: rows are spread over threads by ``parallelFor(_:grain:_:)``.
///
/// Both at once were never faster, and the thread count of OpenBLAS belongs to the whole process,
/// so it is set once, before the first call.
package enum OpenBLAS {
  private static let configured: Void = openblas_set_num_threads(1)

  package static func prepare() { configured }

  /// The library's own description: version, kernels, threads.
  package static var configuration: String {
    prepare()
    return unsafe String(cString: openblas_get_config()) + ", "
      + String(cString: openblas_get_corename())
  }
}

/// Scalars with a BLAS.
package protocol BLASScalar: BinaryFloatingPoint, Sendable {
  /// C = A·B or A·Bᵀ, with A m × k, C m × n, all row by row and without gaps.
  static func multiply(
    _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, transposed: Bool, rows m: Int,
    columns n: Int, inner k: Int, into c: UnsafeMutablePointer<Self>)
}

extension Float: BLASScalar {
  package static func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, transposed: Bool, rows m: Int,
    columns n: Int, inner k: Int, into c: UnsafeMutablePointer<Float>
  ) {
    OpenBLAS.prepare()
    unsafe cblas_sgemm(
      CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans, Int32(m), Int32(n),
      Int32(k), 1, a, Int32(max(k, 1)), b, Int32(max(transposed ? k : n, 1)), 0, c,
      Int32(max(n, 1)))
  }
}

extension Double: BLASScalar {
  package static func multiply(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, transposed: Bool, rows m: Int,
    columns n: Int, inner k: Int, into c: UnsafeMutablePointer<Double>
  ) {
    OpenBLAS.prepare()
    unsafe cblas_dgemm(
      CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans, Int32(m), Int32(n),
      Int32(k), 1, a, Int32(max(k, 1)), b, Int32(max(transposed ? k : n, 1)), 0, c,
      Int32(max(n, 1)))
  }
}
