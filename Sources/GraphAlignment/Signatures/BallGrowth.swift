package import Graphs

/// How many nodes there are within 1, 2, … steps of a node, on average.
///
/// A signature should look as far as there is something to tell nodes apart, and no further than where
/// every ball holds everything: two or three steps in a social network, half a dozen in a road network.
package struct BallGrowth: Sendable {
  /// The mean number of nodes within k + 1 steps, at place k, the node itself included.
  package let meanSizes: [Double]

  /// Looks at `sampleCount` nodes, evenly spread, or at all if there are fewer.
  ///
  /// A ball stops growing once it has more than `sizeLimit` nodes.
  ///
  /// - Complexity: O(n + sampleCount · sizeLimit · degree)
  package init(
    _ adjacency: Adjacency, stepLimit: Int = 9, sampleCount: Int = 500, sizeLimit: Int = 20_000
  ) {
    let nodeCount = adjacency.nodeCount
    var sums = [Double](repeating: 0, count: stepLimit)
    var metBy = [Int32](repeating: -1, count: nodeCount)
    let step = max(1, nodeCount / sampleCount)
    var sampled = 0
    for node in stride(from: 0, to: nodeCount, by: step) {
      var ball = [Int32(node)]
      metBy[node] = Int32(node)
      var begin = 0
      for k in 0..<stepLimit {
        let end = ball.count
        if end <= sizeLimit {
          for i in begin..<end {
            let row = adjacency[Int(ball[i])]
            for j in row.indices where metBy[Int(row[j])] != node {
              metBy[Int(row[j])] = Int32(node)
              ball.append(row[j])
            }
          }
          begin = end
        }
        sums[k] += Double(ball.count)
      }
      sampled += 1
    }
    meanSizes = sums.map { $0 / Double(max(sampled, 1)) }
  }
}
