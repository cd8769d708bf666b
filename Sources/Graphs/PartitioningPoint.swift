extension Range where Bound == Int {
  /// The first index from which on a condition holds, found by halving; the end if it holds for none.
  ///
  /// ```swift
  /// let place = names.indices.partitioningPoint { names[$0] >= name }
  /// ```
  ///
  /// - Parameter isBehind: is false for a number of indices and true for all that follow.
  /// - Complexity: O(log count)
  @inlinable package func partitioningPoint(_ isBehind: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if isBehind(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
