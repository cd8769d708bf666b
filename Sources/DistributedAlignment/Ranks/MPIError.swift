internal import CMPI

/// What MPI says of a message that could not be sent.
package struct MPIError: Error, Equatable, CustomStringConvertible {
  /// What was tried.
  package let operation: String
  /// What MPI calls the trouble.
  package let reason: String

  /// An error in words.
  package init(operation: String, reason: String) {
    (self.operation, self.reason) = (operation, reason)
  }

  /// Throws if a code of ``CMPI`` is one of an error.
  static func check(_ code: Int32, _ operation: String) throws(MPIError) {
    guard code != 0 else { return }
    var text = [CChar](repeating: 0, count: 1024)
    unsafe ga_mpi_describe(code, &text, Int32(text.count))
    let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    throw MPIError(operation: operation, reason: String(decoding: bytes, as: UTF8.self))
  }

  /// The operation and the reason.
  package var description: String { "MPI could not \(operation): \(reason)" }
}
