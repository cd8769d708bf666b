internal import COpenBLAS
internal import Files
internal import Foundation
internal import Synchronization

/// OpenBLAS, held to one thread: rows are spread over threads by ``parallelFor(_:grain:_:)``.
///
/// Both at once were never faster, and the thread count of OpenBLAS belongs to the whole process,
/// so it is set once, before the first call.
package enum OpenBLAS {
  private static let configured: Void = openblas_set_num_threads(1)

  package static func prepare() { configured }

  /// Calls the library.
  static func call<Result>(_ body: () -> Result) -> Result {
    prepare()
    guard MemoryLimit.isAddressSpaceLimited else { return body() }
    let calls = running.add(1, ordering: .relaxed).newValue
    defer { running.subtract(1, ordering: .relaxed) }
    if calls > most.load(ordering: .relaxed) {
      requireBuffer()
      most.max(calls, ordering: .relaxed)
    }
    return body()
  }

  /// The calls that are going on, and the most that went on at once: each has a buffer, which is kept.
  private static let running = Atomic<Int>(0)
  private static let most = Atomic<Int>(0)

  /// Ends the process, as Swift does where there is no memory, if there is none for a buffer of the library: it
  /// would try again without end.
  private static func requireBuffer() {
    let size = 1 << 27 + 1 << 20
    let buffer = unsafe mmap(
      nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let buffer = unsafe buffer, unsafe buffer != MAP_FAILED else {
      errno = ENOMEM
      abort()
    }
    // SAFETY: nothing has been put there.
    unsafe munmap(buffer, size)
  }

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
    OpenBLAS.call {
      unsafe cblas_sgemm(
        CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans, Int32(m), Int32(n),
        Int32(k), 1, a, Int32(max(k, 1)), b, Int32(max(transposed ? k : n, 1)), 0, c,
        Int32(max(n, 1)))
    }
  }
}

extension Double: BLASScalar {
  package static func multiply(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, transposed: Bool, rows m: Int,
    columns n: Int, inner k: Int, into c: UnsafeMutablePointer<Double>
  ) {
    OpenBLAS.call {
      unsafe cblas_dgemm(
        CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans, Int32(m), Int32(n),
        Int32(k), 1, a, Int32(max(k, 1)), b, Int32(max(transposed ? k : n, 1)), 0, c,
        Int32(max(n, 1)))
    }
  }
}
