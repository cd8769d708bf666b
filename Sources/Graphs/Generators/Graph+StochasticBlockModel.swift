internal import Parallel

extension Graph {
  /// A graph of communities: a pair of nodes is an edge with a probability that depends on the blocks
  /// the two belong to.
  ///
  /// ```swift
  /// let graph = Graph.stochasticBlockModel(
  ///   blockSizes: [50, 30], probabilities: [[0.3, 0.02], [0.02, 0.4]], seed: 1)
  /// ```
  ///
  /// Nodes are numbered block by block. With a single block this is
  /// ``erdosRenyi(nodeCount:edgeProbability:seed:isDirected:)``.
  ///
  /// - SeeAlso: Holland, Laskey & Leinhardt, "Stochastic blockmodels: first steps", Social Networks
  ///   1983, doi:10.1016/0378-8733(83)90021-7.
  /// - Parameters:
  ///   - blockSizes: how many nodes each of the B blocks has.
  ///   - probabilities: the symmetric B × B matrix of edge probabilities.
  ///   - seed: decides what is drawn.
  /// - Precondition: sizes are not negative; the matrix is symmetric, with entries in `0...1`.
  /// - Complexity: O(n + m + B²) for the m edges drawn.
  public static func stochasticBlockModel(
    blockSizes: [Int], probabilities: [[Double]], seed: UInt64
  ) -> Graph {
    check(blockSizes: blockSizes, probabilities: probabilities)
    var starts = [0]
    for size in blockSizes { starts.append(starts.last! + size) }
    checkNodeCount(starts.last!)
    var generator = SeededGenerator(seed: seed)
    var edges = EdgeColumns(expecting: 0)
    for block in blockSizes.indices {
      let (first, size) = (starts[block], blockSizes[block])
      for other in 0..<block {
        let (otherFirst, otherSize) = (starts[other], blockSizes[other])
        generator.forEachSuccess(
          below: size * otherSize, probability: probabilities[block][other]
        ) { number in
          edges.append(otherFirst + number % otherSize, first + number / otherSize)
        }
      }
      let pairs = PairNumbering(nodeCount: size, isDirected: false)
      generator.forEachSuccess(below: pairs.count, probability: probabilities[block][block]) {
        let (source, target) = pairs.pair($0)
        edges.append(first + source, first + target)
      }
    }
    return edges.graph(nodeCount: starts.last!)
  }

  private static func check(blockSizes: [Int], probabilities: [[Double]]) {
    let count = blockSizes.count
    precondition(
      probabilities.count == count && probabilities.allSatisfy { $0.count == count },
      "\(count) blocks need \(count) × \(count) probabilities")
    for (block, size) in blockSizes.enumerated() {
      precondition(size >= 0, "block \(block) cannot have \(size) nodes")
      for other in 0...block {
        checkProbability(probabilities[block][other], "the probability of (\(block), \(other))")
        precondition(
          probabilities[block][other] == probabilities[other][block],
          "the probabilities of (\(block), \(other)) and (\(other), \(block)) differ")
      }
    }
  }
}
