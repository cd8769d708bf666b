/// Nodes in classes that can be split in time proportional to the part split off.
///
/// The nodes of a class lie side by side in one array:
///
///     nodes     4 1 | 0 3 2        starts  0 2     counts  2 3
///               class 0, class 1
package struct OrderedPartition: Sendable {
  /// The class of each node.
  package private(set) var classOf: [Int]
  private var nodes: [Int32]
  private var positions: [Int]
  private var starts: [Int] = []
  private var counts: [Int] = []
  /// Kept between refinements, since one that begins with a single pair of nodes may look at a few only.
  private var tally: Tally

  /// How many classes there are.
  package var classCount: Int { starts.count }

  /// The nodes of a class, in no particular order.
  package func members(of number: Int) -> ArraySlice<Int32> {
    nodes[starts[number]..<starts[number] + counts[number]]
  }

  /// Nodes with equal labels share a class.
  ///
  /// - Complexity: O(n log n)
  package init(classes labels: [Int]) {
    nodes = labels.indices.sorted { (labels[$0], $0) < (labels[$1], $1) }.map(Int32.init)
    positions = Array(repeating: 0, count: labels.count)
    classOf = positions
    tally = Tally(nodeCount: labels.count)
    for (position, node) in nodes.enumerated() {
      positions[Int(node)] = position
      if position == 0 || labels[Int(nodes[position - 1])] != labels[Int(node)] {
        starts.append(position)
        counts.append(0)
      }
      counts[counts.count - 1] += 1
      classOf[Int(node)] = starts.count - 1
    }
  }

  /// Splits classes until, for every class S, all nodes of a class have the same number of neighbors
  /// in S, in each of the relations.
  ///
  /// A class that has served as S and then splits need not serve again as a whole: when all of its
  /// parts but one have, the last has nothing to add. Leaving out the largest makes every node serve
  /// at most log₂ n times.
  ///
  /// - Complexity: O((n + m) log² n)
  package mutating func refine(by relations: [Adjacency]) {
    refine(by: relations, from: Array(0..<classCount))
  }

  /// Splits a class off that holds just the given nodes of one class, and then others for which that matters.
  ///
  /// - Precondition: the partition is stable, and the nodes share a class that has others, too.
  /// - Complexity: as of ``refine(by:)`` for all calls together, as long as each singles out few nodes.
  package mutating func individualize(_ singled: [Int], by relations: [Adjacency]) {
    let number = classOf[singled[0]]
    for (offset, node) in singled.enumerated() { move(node, to: offset) }
    let start = starts[number]
    for node in singled { classOf[node] = classCount }
    starts.append(start)
    counts.append(singled.count)
    starts[number] += singled.count
    counts[number] -= singled.count
    refine(by: relations, from: [classCount - 1])
  }

  private mutating func refine(by relations: [Adjacency], from first: [Int]) {
    var waiting = first
    // A set rather than an array: a refinement that begins with two nodes of a million must not look at all.
    var isWaiting = Set(first)
    var tally = Tally(nodeCount: 0)
    swap(&tally, &self.tally)
    defer { swap(&tally, &self.tally) }
    while let splitter = waiting.popLast() {
      isWaiting.remove(splitter)
      // A copy, for the splitter may split itself.
      let members = Array(nodes[starts[splitter]..<starts[splitter] + counts[splitter]])
      for relation in relations {
        for touched in tally.count(neighborsOf: members, in: relation, partition: &self) {
          let newClasses = split(touched, by: tally)
          var parts = newClasses
          if !isWaiting.contains(touched) {
            parts.append(touched)
            // The smaller number wins a tie, to be definite.
            let largest = parts.max { (counts[$0], $1) < (counts[$1], $0) }
            parts.removeAll { $0 == largest }
          }
          isWaiting.formUnion(parts)
          waiting += parts
        }
        tally.reset()
      }
    }
  }

  /// Moves a node to place `offset` of its class.
  fileprivate mutating func move(_ node: Int, to offset: Int) {
    let (old, new) = (positions[node], starts[classOf[node]] + offset)
    nodes.swapAt(old, new)
    positions[Int(nodes[old])] = old
    positions[node] = new
  }

  /// Splits a class by what its nodes counted, and returns the classes that came into being.
  ///
  /// The nodes that counted something are its first. The others keep the class, so that they need
  /// not be touched.
  private mutating func split(_ number: Int, by tally: Tally) -> [Int] {
    let (start, marked) = (starts[number], tally.marked[number])
    var end = start + marked
    let lowest = tally.counts[Int(nodes[start])]
    if nodes[start..<end].contains(where: { tally.counts[Int($0)] != lowest }) {
      nodes[start..<end].sort { tally.counts[Int($0)] < tally.counts[Int($1)] }
      for position in start..<end { positions[Int(nodes[position])] = position }
    }
    var newClasses: [Int] = []
    // From the back, so that what is left of the class stays in one piece.
    let hasRest = marked < counts[number]
    while end > start {
      let count = tally.counts[Int(nodes[end - 1])]
      var first = end - 1
      while first > start, tally.counts[Int(nodes[first - 1])] == count { first -= 1 }
      if first > start || hasRest {
        newClasses.append(classCount)
        for position in first..<end { classOf[Int(nodes[position])] = classCount }
        starts.append(first)
        counts.append(end - first)
      }
      end = first
    }
    if hasRest { starts[number] = start + marked }
    counts[number] -= newClasses.reduce(0) { $0 + counts[$1] }
    return newClasses
  }
}

/// How many neighbors each node has among some others.
private struct Tally: Sendable {
  /// The count of each node, and the nodes whose count is not 0.
  var counts: [Int32]
  private var nodes: [Int] = []
  /// How many nodes of each class have counted something; they are the first of their class.
  var marked: [Int] = []
  private var classes: [Int] = []

  init(nodeCount: Int) { counts = Array(repeating: 0, count: nodeCount) }

  /// Counts, for every node, its neighbors among `members`; returns the classes of these nodes.
  mutating func count(
    neighborsOf members: [Int32], in relation: Adjacency, partition: inout OrderedPartition
  ) -> [Int] {
    while marked.count < partition.classCount { marked.append(0) }
    for member in members {
      let row = relation[Int(member)]
      for i in row.indices {
        let node = Int(row[i])
        if counts[node] == 0 {
          let number = partition.classOf[node]
          if marked[number] == 0 { classes.append(number) }
          partition.move(node, to: marked[number])
          marked[number] += 1
          nodes.append(node)
        }
        counts[node] += 1
      }
    }
    return classes
  }

  mutating func reset() {
    for node in nodes { counts[node] = 0 }
    for number in classes { marked[number] = 0 }
    nodes.removeAll(keepingCapacity: true)
    classes.removeAll(keepingCapacity: true)
  }
}
