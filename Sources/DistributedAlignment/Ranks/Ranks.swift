internal import CMPI

/// The processes that align together: this one, and how many there are.
///
/// Whatever all ranks must do together says so. Numbers that are added up are whole, so that neither the number of
/// ranks nor their order shows in a sum.
package struct Ranks: Sendable, Equatable {
  /// This one, from 0.
  package let own: Int
  /// How many there are.
  package let count: Int

  /// Whether this build knows MPI; without it there is one rank.
  package static var isBuilt: Bool { ga_mpi_is_built() == 1 }

  /// Whether this rank speaks for all.
  package var isFirst: Bool { own == 0 }

  private init(own: Int, count: Int) { (self.own, self.count) = (own, count) }

  /// A rank alone, which never calls MPI.
  package static var alone: Ranks { Ranks(own: 0, count: 1) }

  /// Joins the others that `mpirun` has started; once in a process.
  package static func join() throws(MPIError) -> Ranks {
    try MPIError.check(ga_mpi_start(), "start")
    return Ranks(own: Int(ga_mpi_rank()), count: Int(ga_mpi_count()))
  }

  /// Takes leave; all ranks.
  package func leave() throws(MPIError) { try MPIError.check(ga_mpi_finish(), "finish") }

  /// Ends all ranks.
  package func abort(_ code: Int32) -> Never { ga_mpi_abort(code) }

  /// How many ranks share this machine; all ranks.
  package func countHere() throws(MPIError) -> Int {
    var count: Int32 = 1
    try MPIError.check(unsafe ga_mpi_count_here(&count), "count the ranks of a machine")
    return Int(count)
  }

  /// How many bytes this rank has sent to others so far.
  package static var bytesSent: Int { Int(ga_mpi_bytes_sent()) }
}

extension Ranks {
  /// Waits for all ranks.
  package func meet() throws(MPIError) {
    guard count > 1 else { return }
    try MPIError.check(ga_mpi_barrier(), "wait for all ranks")
  }

  /// The sums over all ranks; all ranks.
  package func sum(_ numbers: [Int]) throws(MPIError) -> [Int] {
    guard count > 1 else { return numbers }
    var sums = numbers.map(Int64.init)
    try MPIError.check(unsafe ga_mpi_sum(&sums, Int64(sums.count)), "add numbers up")
    return sums.map(Int.init)
  }

  /// The sum over all ranks; all ranks.
  package func sum(_ number: Int) throws(MPIError) -> Int { try sum([number])[0] }

  /// The sum over all ranks, modulo 2⁶⁴; all ranks.
  package func sum(hash: UInt64) throws(MPIError) -> UInt64 {
    guard count > 1 else { return hash }
    var sums = [hash]
    try MPIError.check(unsafe ga_mpi_sum_unsigned(&sums, 1), "add hashes up")
    return sums[0]
  }

  /// The bits that any rank has set; all ranks.
  package func union(_ bits: [UInt64]) throws(MPIError) -> [UInt64] {
    guard count > 1 else { return bits }
    var union = bits
    try MPIError.check(unsafe ga_mpi_unite(&union, Int64(union.count)), "unite sets")
    return union
  }

  /// The smallest over all ranks; all ranks.
  package func least(_ number: Double) throws(MPIError) -> Double {
    guard count > 1 else { return number }
    var numbers = [number]
    try MPIError.check(unsafe ga_mpi_least(&numbers, 1), "find the smallest number")
    return numbers[0]
  }

  /// The largest over all ranks; all ranks.
  package func largest(_ number: Double) throws(MPIError) -> Double {
    guard count > 1 else { return number }
    var numbers = [number]
    try MPIError.check(unsafe ga_mpi_largest(&numbers, 1), "find the largest number")
    return numbers[0]
  }

  /// The largest over all ranks, exact below 2⁵³; all ranks.
  package func largest(_ number: Int) throws(MPIError) -> Int { Int(try largest(Double(number))) }

  /// Whether something holds for any rank; all ranks.
  package func any(_ condition: Bool) throws(MPIError) -> Bool { try sum(condition ? 1 : 0) > 0 }
}
