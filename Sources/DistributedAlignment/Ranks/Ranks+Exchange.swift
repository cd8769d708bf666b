internal import CMPI

extension Ranks {
  /// Gives all ranks the elements of one; all ranks.
  ///
  /// - Parameter elements: is looked at where this rank is `root`.
  package func broadcast<Element: BitwiseCopyable>(
    _ elements: [Element], from root: Int = 0
  ) throws(MPIError) -> [Element] {
    guard self.count > 1 else { return elements }
    var size = [Int64(elements.count)]
    try MPIError.check(
      unsafe ga_mpi_broadcast(&size, 8, Int32(root)), "tell all ranks a number of elements")
    let count = Int(size[0])
    var code: Int32 = 0
    if own == root {
      unsafe elements.withUnsafeBytes { bytes in
        // SAFETY: the root only reads.
        unsafe code = ga_mpi_broadcast(
          UnsafeMutableRawPointer(mutating: bytes.baseAddress), Int64(bytes.count), Int32(root))
      }
      try MPIError.check(code, "send elements to all ranks")
      return elements
    }
    let received = unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      unsafe code = ga_mpi_broadcast(
        bytes.baseAddress, Int64(count * MemoryLayout<Element>.stride), Int32(root))
      initialized = count
    }
    try MPIError.check(code, "receive elements from rank \(root)")
    return received
  }

  /// Sends every rank elements of its own, and returns those from each; all ranks.
  ///
  /// - Parameters:
  ///   - elements: those for rank 0, then those for rank 1, and so on.
  ///   - counts: how many of them are for each rank.
  /// - Returns: elements from rank 0, then from rank 1, and so on.
  package func exchange<Element: BitwiseCopyable>(
    _ elements: [Element], counts: [Int]
  ) throws(MPIError) -> (elements: [Element], counts: [Int]) {
    precondition(counts.count == count, "\(counts.count) numbers for \(count) ranks")
    precondition(counts.reduce(0, +) == elements.count, "elements are for no rank")
    guard count > 1 else { return (elements, counts) }
    let sent = counts.map(Int64.init)
    var expected = [Int64](repeating: 0, count: count)
    try MPIError.check(
      unsafe ga_mpi_exchange_numbers(sent, &expected), "tell ranks numbers of elements")
    let size = MemoryLayout<Element>.stride
    var code: Int32 = 0
    let total = Int(expected.reduce(0, +))
    let received = unsafe [Element](unsafeUninitializedCapacity: total) { buffer, initialized in
      let into = UnsafeMutableRawBufferPointer(buffer).baseAddress
      unsafe elements.withUnsafeBytes { bytes in
        unsafe code = ga_mpi_exchange(bytes.baseAddress, sent, into, expected, Int64(size))
      }
      initialized = total
    }
    try MPIError.check(code, "exchange elements")
    return (received, expected.map(Int.init))
  }

  /// The same where elements are in lists, one for each rank.
  package func exchange<Element: BitwiseCopyable>(
    _ lists: [[Element]]
  ) throws(MPIError) -> (elements: [Element], counts: [Int]) {
    var joined: [Element] = []
    joined.reserveCapacity(lists.reduce(0) { $0 + $1.count })
    for list in lists { joined += list }
    return try exchange(joined, counts: lists.map(\.count))
  }

  /// The elements of all ranks, those of rank 0 first; all ranks get them.
  package func allGather<Element: BitwiseCopyable>(
    _ elements: [Element]
  ) throws(MPIError) -> (elements: [Element], counts: [Int]) {
    guard count > 1 else { return (elements, [elements.count]) }
    // Gathered by one and then broadcast: no rank holds more than the result.
    let gathered = try gather(elements)
    let counts = try broadcast(gathered.counts)
    return (try broadcast(gathered.elements), counts)
  }

  /// The elements of all ranks, those of rank 0 first; all ranks, of which `root` gets them.
  package func gather<Element: BitwiseCopyable>(
    _ elements: [Element], at root: Int = 0
  ) throws(MPIError) -> (elements: [Element], counts: [Int]) {
    var counts = [Int](repeating: 0, count: count)
    counts[root] = elements.count
    return try exchange(elements, counts: counts)
  }

  /// Hands out the elements that `root` has for each rank; all ranks.
  package func scatter<Element: BitwiseCopyable>(
    _ elements: [Element], counts: [Int], from root: Int = 0
  ) throws(MPIError) -> [Element] {
    try exchange(
      own == root ? elements : [],
      counts: own == root ? counts : [Int](repeating: 0, count: count)
    ).elements
  }
}
