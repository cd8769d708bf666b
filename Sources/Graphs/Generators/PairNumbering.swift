/// All pairs of different nodes, numbered 0, 1, 2, …, so that a random pair is a random number.
///
/// Without direction the pairs {i, j}, i < j, are numbered column by column,
///
///     {0,1} {0,2} {1,2} {0,3} {1,3} {2,3} …        number of {i, j} = j(j − 1)/2 + i
///
/// so that a pair's number does not depend on how many nodes there are. With direction they are
/// numbered row by row, (0,1) (0,2) … (1,0) (1,2) …, without the diagonal.
struct PairNumbering {
  let nodeCount: Int
  let isDirected: Bool

  init(nodeCount: Int, isDirected: Bool) {
    checkNodeCount(nodeCount)
    (self.nodeCount, self.isDirected) = (nodeCount, isDirected)
  }

  /// How many pairs there are; fits `Int` because a node fits `Int32`.
  var count: Int {
    let ordered = nodeCount * max(nodeCount - 1, 0)
    return isDirected ? ordered : ordered / 2
  }

  /// The pair with a number; without direction the smaller node comes first.
  ///
  /// - Precondition: `number` is in `0..<count`.
  /// - Complexity: O(1)
  func pair(_ number: Int) -> (source: Int, target: Int) {
    if isDirected {
      let (row, column) = number.quotientAndRemainder(dividingBy: nodeCount - 1)
      return (row, column < row ? column : column + 1)
    }
    // The root of j(j − 1)/2 = number may be off by one once 8 · number exceeds 2⁵³.
    var larger = Int((1 + (1 + 8 * Double(number)).squareRoot()) / 2)
    while larger * (larger - 1) / 2 > number { larger -= 1 }
    while (larger + 1) * larger / 2 <= number { larger += 1 }
    return (number - larger * (larger - 1) / 2, larger)
  }

  /// The number of a pair; without direction in either order.
  ///
  /// - Precondition: the nodes differ.
  /// - Complexity: O(1)
  func number(_ source: Int, _ target: Int) -> Int {
    if isDirected {
      return source * (nodeCount - 1) + (target < source ? target : target - 1)
    }
    let (smaller, larger) = (min(source, target), max(source, target))
    return larger * (larger - 1) / 2 + smaller
  }
}
