internal import Synchronization

/// The results of `transform` for 0, 1, …, `count` − 1, computed several at once.
///
/// For coarse work only, as every result takes a lock: a dozen pieces of a file, not its lines.
package func parallelMap<Result: Sendable>(
  _ count: Int, _ transform: @Sendable (Int) -> Result
) -> [Result] {
  let results = Mutex([Result?](repeating: nil, count: count))
  parallelFor(count, grain: 1) { range in
    for i in range {
      let result = transform(i)
      results.withLock { $0[i] = result }
    }
  }
  return results.withLock { $0.map { $0! } }
}
