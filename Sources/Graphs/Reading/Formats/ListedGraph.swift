/// What a file lists that has its nodes apart from its edges: names, attributes, edges and their weights.
struct ListedGraph {
  /// A value as the file has it.
  enum Value: Equatable {
    /// A number with a point or an exponent, or of a type that has them.
    case number(Double)
    /// Anything else; whole numbers as well, which may be numbers of groups.
    case text(String)
  }

  /// What the file is called in notes.
  let format: String
  var isDirected = false
  /// Whether ids are strings even if all look like whole numbers, since the file tells the two apart.
  var hasStringNames = false
  private(set) var names: [String] = []
  private(set) var indices: [String: Int32] = [:]
  private(set) var sources: [Int32] = []
  private(set) var targets: [Int32] = []
  /// `nil` as long as every edge weighs 1.
  private(set) var weights: [Double]?
  /// Edges without direction in a graph whose others have one: they are there in both.
  private(set) var mirroredCount = 0
  /// The values of each attribute, by node, and the attributes in their order.
  private(set) var values: [String: [Int32: Value]] = [:]
  private(set) var attributeOrder: [String] = []
  /// What the file says of its edges, by their places in ``sources``, and what of it are weights.
  private(set) var edgeData = EdgeData()
  var weightName: String?
  var remarks: [String] = []
  var doubts: [String] = []
  var unused: [String] = []

  init(format: String) { self.format = format }

  /// Adds a node.
  ///
  /// - Throws: when there is one of that name.
  mutating func addNode(_ name: String, line: Int?) throws(LineFailure) -> Int32 {
    guard indices[name] == nil else {
      throw LineFailure(line: line, reason: "a second node is called \(quoted(name.utf8))")
    }
    return try node(name)
  }

  /// The node of a name, which becomes one if it is none yet.
  mutating func node(_ name: String) throws(LineFailure) -> Int32 {
    if let index = indices[name] { return index }
    guard names.count < Int(Int32.max) else {
      throw LineFailure(line: nil, reason: "holds more than \(Int32.max) nodes")
    }
    let index = Int32(names.count)
    indices[name] = index
    names.append(name)
    return index
  }

  /// Adds an edge.
  ///
  /// - Parameters:
  ///   - isMirrored: whether it has both directions, while others have one.
  ///   - data: what else the file says of it.
  /// - Precondition: the weight is finite.
  mutating func addEdge(
    _ source: Int32, _ target: Int32, weight: Double = 1, isMirrored: Bool = false,
    data: [(name: String, value: String)] = []
  ) {
    for (name, value) in data { edgeData.add(name, value, of: sources.count) }
    if weight != 1, weights == nil { weights = Array(repeating: 1, count: sources.count) }
    sources.append(source)
    targets.append(target)
    weights?.append(weight)
    guard isMirrored, source != target else { return }
    for (name, value) in data { edgeData.add(name, value, of: sources.count) }
    mirroredCount += 1
    sources.append(target)
    targets.append(source)
    weights?.append(weight)
  }

  mutating func set(_ attribute: String, of node: Int32, to value: Value) {
    if values[attribute] == nil { attributeOrder.append(attribute) }
    values[attribute, default: [:]][node] = value
  }

  /// A weight as text.
  static func weight(
    _ text: some Collection<UInt8>, line: Int?, options: GraphReadingOptions
  ) throws(LineFailure) -> Double {
    guard let weight = decimalNumber(text) else {
      throw LineFailure(line: line, reason: "expected a weight, found \(quoted(text))")
    }
    if options.ignoresWeights { return 1 }
    guard weight.isFinite else {
      throw LineFailure(line: line, reason: "edge weights must be finite, found \(quoted(text))")
    }
    return weight
  }
}

extension ListedGraph {
  /// The graph, its nodes ordered by identifier.
  func graph(_ options: GraphReadingOptions) throws(LineFailure) -> ReadGraph {
    let kind =
      options.identifiers == .automatic && hasStringNames ? .strings : options.identifiers
    guard let (order, identifiers) = NodeIdentifiers.ordered(names, kind) else {
      let name = names.first { canonicalInteger($0.utf8) == nil }!
      throw LineFailure(
        line: nil, reason: "expected integer node ids, found \(quoted(name.utf8))")
    }
    var ranks = [Int32](repeating: 0, count: names.count)
    for (rank, node) in order.enumerated() { ranks[node] = Int32(rank) }
    let (columns, about) = options.ignoresAttributes ? (nil, []) : try attributes(order)
    let graph = Graph(
      nodeCount: names.count, sources: sources.map { ranks[Int($0)] },
      targets: targets.map { ranks[Int($0)] },
      weights: options.ignoresWeights ? nil : weights,
      isDirected: options.isDirected ?? isDirected, identifiers: identifiers, attributes: columns)
    let loops = zip(sources, targets).count { $0 == $1 }
    let zeros =
      options.ignoresWeights
      ? 0 : zip(weights ?? [], zip(sources, targets)).count { $0 == 0 && $1.0 != $1.1 }
    // Read without directions, the second of two mirrored entries is no repetition.
    let listed = sources.count - (graph.isDirected ? 0 : mirroredCount)
    var read = ReadGraph(
      graph, format: format, listedCount: listed, loopCount: loops, zeroCount: zeros)
    read.notes.remarks = remarks + about
    read.notes.doubts = doubts
    read.notes.unused = unused
    read.add(
      edgeData, weightName: weightName,
      to: sources.indices.map { i in
        (
          ranks[Int(sources[i])], ranks[Int(targets[i])],
          options.ignoresWeights || weights.map { $0[i] != 0 } ?? true
        )
      })
    if options.ignoresAttributes, !values.isEmpty {
      read.notes.remarks.append("data of nodes ignored")
    }
    return read
  }

  /// A column for each attribute, of numbers if it has some that are not whole and nothing else.
  private func attributes(
    _ order: [Int]
  ) throws(LineFailure) -> (NodeAttributes?, remarks: [String]) {
    var (columns, remarks): ([NodeAttributes.Column], [String]) = ([], [])
    for name in attributeOrder {
      let known = values[name]!
      var hasNumbers = false
      let areNumbers = known.values.allSatisfy { value in
        switch value {
        case .number(let number):
          hasNumbers = true
          return !number.isInfinite
        case .text(let text):
          return text.isEmpty || decimalNumber(text.utf8).map { !$0.isInfinite } ?? false
        }
      }
      guard areNumbers, hasNumbers else {
        columns.append(
          .init(
            name: name,
            categories: order.map { node in
              switch known[Int32(node)] {
              case .number(let number): "\(number)"
              case .text(let text): text
              case nil: ""
              }
            }))
        continue
      }
      let numbers = order.map { node -> Double? in
        switch known[Int32(node)] {
        case .number(let number): number.isNaN ? nil : number
        case .text(let text): decimalNumber(text.utf8).flatMap { $0.isNaN ? nil : $0 }
        case nil: nil
        }
      }
      let (column, remark) = NodeAttributes.Column.fillingGaps(name, numbers)
      if let column { columns.append(column) }
      if let remark { remarks.append(remark) }
    }
    return (columns.isEmpty ? nil : NodeAttributes(columns), remarks)
  }
}

extension NodeAttributes.Column {
  /// A column of numbers in which the median stands for those that are missing.
  ///
  /// - Returns: no column if all are missing; and what there is to say.
  static func fillingGaps(
    _ name: String, _ numbers: [Double?]
  ) -> (column: NodeAttributes.Column?, remark: String?) {
    let known = numbers.compactMap { $0 }.sorted()
    guard !known.isEmpty else {
      return (nil, numbers.isEmpty ? nil : "“\(name)” has no numbers and is left out")
    }
    let median = known[known.count / 2]
    let count = numbers.count - known.count
    let remark =
      "“\(name)” is missing for \(count) node\(count == 1 ? "" : "s"), for which the median stands"
    return (
      .init(name: name, numbers: numbers.map { $0 ?? median }), count > 0 ? remark : nil
    )
  }
}
