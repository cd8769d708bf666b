internal import CMPI

extension Ranks {
  /// Sends elements to the rank before this one and receives the next one's, while `work` computes; all ranks.
  ///
  /// - Parameters:
  ///   - elements: what is sent.
  ///   - count: how many elements come.
  ///   - work: must not call MPI.
  /// - Returns: what came, and what `work` returned.
  func shift<Element: BitwiseCopyable, Result>(
    _ elements: [Element], receiving count: Int, during work: () throws -> Result
  ) throws -> (received: [Element], result: Result) {
    var outcome: Swift.Result<Result, any Error>?
    var failure: MPIError?
    let (to, from) = (Int32((own + self.count - 1) % self.count), Int32((own + 1) % self.count))
    let size = MemoryLayout<Element>.stride
    let received = unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = count
      let into = UnsafeMutableRawBufferPointer(buffer).baseAddress
      unsafe elements.withUnsafeBytes { bytes in
        var shift: OpaquePointer?
        do throws(MPIError) {
          // SAFETY: both buffers stay where they are until the shift is finished, below.
          try MPIError.check(
            unsafe ga_mpi_begin_shift(
              bytes.baseAddress, Int64(bytes.count), to, into, Int64(count * size), from,
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
