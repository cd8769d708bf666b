internal import CMPI

extension Ranks {
  /// Sends bytes to the rank before this one and receives the next one's, while `work` computes; all ranks.
  ///
  /// - Parameters:
  ///   - bytes: what is sent.
  ///   - count: how many bytes come.
  ///   - work: must not call MPI.
  /// - Returns: what came, and what `work` returned.
  func shift<Result>(
    _ bytes: [UInt8], receiving count: Int, during work: () throws -> Result
  ) throws -> (received: [UInt8], result: Result) {
    var outcome: Swift.Result<Result, any Error>?
    var failure: MPIError?
    let (to, from) = (Int32((own + self.count - 1) % self.count), Int32((own + 1) % self.count))
    let received = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = count
      unsafe bytes.withUnsafeBufferPointer { bytes in
        var shift: OpaquePointer?
        do throws(MPIError) {
          // SAFETY: both buffers stay where they are until the shift is finished, below.
          try MPIError.check(
            unsafe ga_mpi_begin_shift(
              bytes.baseAddress, Int64(bytes.count), to, buffer.baseAddress, Int64(count), from,
              &shift), "send a block on")
        } catch {
          failure = error
          return
        }
        outcome = Swift.Result { try work() }
        do throws(MPIError) {
          try MPIError.check(unsafe ga_mpi_finish_shift(shift), "receive a block")
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
    return (received, try outcome!.get())
  }
}
