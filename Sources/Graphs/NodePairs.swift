public import Files

/// Pairs of node ids from a file: the true alignment, or anchor links that are known beforehand.
///
/// ```swift
/// let truth = try NodePairs(contentsOf: "truth.tsv")
/// for (i, j) in try truth.nodes(source: source.identifiers, target: target.identifiers) { … }
/// ```
///
/// The file has one pair per line, the source's id first, written as in edge lists: separated by
/// spaces, tabs, commas or semicolons, in double quotation marks if need be, with `#` and `%` comments
/// and perhaps a header over whole numbers.
public struct NodePairs: Sendable, Equatable {
  /// One line.
  public struct Pair: Sendable, Equatable {
    /// The id of the source node.
    public let source: String
    /// The id of the target node.
    public let target: String
    /// The line of the file, counted from 1.
    public let line: Int

    /// A pair of ids, and the line that errors name.
    public init(source: String, target: String, line: Int) {
      (self.source, self.target, self.line) = (source, target, line)
    }
  }

  /// The pairs, in the order of the file.
  public let pairs: [Pair]

  /// What errors call the file.
  public let file: String

  /// Reads the file at `path`, or standard input for `-`.
  ///
  /// - Throws: ``/Files/FileError`` for the first line that is not a pair, and when there is no pair.
  /// - Complexity: O(bytes)
  public init(contentsOf path: String) throws(FileError) {
    try self.init(try FileContents(at: path))
  }

  /// Reads pairs from bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: what the file would hold, compressed or not.
  ///   - name: what errors call the bytes.
  /// - Throws: ``/Files/FileError`` for the first line that is not a pair, and when there is no pair.
  /// - Complexity: O(bytes)
  public init(parsing bytes: [UInt8], named name: String) throws(FileError) {
    try self.init(try FileContents(bytes, name: name))
  }

  private init(_ contents: FileContents) throws(FileError) {
    file = contents.name
    var pairs: [Pair] = []
    var header: TokenLines.Line?
    let lines = try contents.tokenLines()
    for (index, line) in lines.enumerated() {
      guard line.tokens.count == 2 else {
        // Names of knowledge graphs may hold spaces and commas, where a tab is what separates them.
        if let names = line.columns, names.count == 2 {
          pairs.append(Pair(source: names[0], target: names[1], line: line.line))
          continue
        }
        throw FileError(
          file: file, line: line.line, reason: "expected two node ids, found \(line.shown)")
      }
      if index == 1, header != nil, line.tokens.allSatisfy(\.isInteger) { pairs = [] }
      if index == 0, !line.tokens.contains(where: \.isNumber) { header = line }
      pairs.append(
        Pair(source: line.tokens[0].text, target: line.tokens[1].text, line: line.line))
    }
    guard !pairs.isEmpty else { throw FileError(file: file, reason: "holds no pairs of nodes") }
    self.pairs = pairs
  }

  /// The pairs as numbers of nodes.
  ///
  /// - Throws: ``/Files/FileError`` with the line of an id that no node has, or of a source that has had a
  ///   target before.
  /// - Complexity: O(pairs + nodes)
  public func nodes(
    source: NodeIdentifiers, target: NodeIdentifiers
  ) throws(FileError) -> [(source: Int, target: Int)] {
    let (sources, targets) = (NodeLookup(source), NodeLookup(target))
    var lines: [Int: Int] = [:]
    var nodes: [(source: Int, target: Int)] = []
    for pair in pairs {
      guard let i = sources[pair.source] else {
        throw FileError(
          file: file, line: pair.line, reason: "the source graph has no node “\(pair.source)”")
      }
      guard let j = targets[pair.target] else {
        throw FileError(
          file: file, line: pair.line, reason: "the target graph has no node “\(pair.target)”")
      }
      if let line = lines.updateValue(pair.line, forKey: i) {
        throw FileError(
          file: file, line: pair.line,
          reason: "node “\(pair.source)” has a target already, on line \(line)")
      }
      nodes.append((i, j))
    }
    return nodes
  }
}

extension NodePairs {
  /// What is known of some source nodes, where a node may have several right targets.
  public struct Known: Sendable, Equatable {
    /// The right targets of each source node, ascending; none where they are unknown.
    public let targets: [[Int]]
    /// Source nodes that are known to correspond to nothing: the file has `-` in place of a target.
    public let unmatched: Set<Int>

    /// Source nodes with more than one right target.
    public var sourcesWithSeveral: Int { targets.count { $0.count > 1 } }

    /// Target nodes that are right for more than one source node.
    public var targetsWithSeveral: Int {
      var counts: [Int: Int] = [:]
      for target in targets.joined() { counts[target, default: 0] += 1 }
      return counts.values.count { $0 > 1 }
    }
  }

  /// The pairs as numbers of nodes, with as many targets for a source node as the file has.
  ///
  /// A target `-` says that the source node corresponds to nothing, unless a target node is called so; it
  /// counts only where no other line names a target.
  ///
  /// - Throws: ``/Files/FileError`` with the line of an id that no node has.
  /// - Complexity: O(pairs · log pairs + nodes)
  public func known(
    source: NodeIdentifiers, target: NodeIdentifiers
  ) throws(FileError) -> Known {
    let (sources, targets) = (NodeLookup(source), NodeLookup(target))
    var known = [[Int]](repeating: [], count: source.count)
    var unmatched: Set<Int> = []
    for pair in pairs {
      guard let i = sources[pair.source] else {
        throw FileError(
          file: file, line: pair.line, reason: "the source graph has no node “\(pair.source)”")
      }
      if let j = targets[pair.target] {
        known[i].append(j)
      } else if pair.target == "-" {
        unmatched.insert(i)
      } else {
        throw FileError(
          file: file, line: pair.line, reason: "the target graph has no node “\(pair.target)”")
      }
    }
    return Known(
      targets: known.map { Array(Set($0)).sorted() },
      unmatched: unmatched.filter { known[$0].isEmpty })
  }
}

extension FileContents {
  /// All data lines, cut into tokens.
  func tokenLines() throws(FileError) -> [TokenLines.Line] {
    let name = name
    return try unsafe withBytes { (bytes) throws(FileError) in
      try unsafe bytes.withoutByteOrderMark.withFinalLineFeed { (text) throws(FileError) in
        do throws(LineFailure) {
          var (lines, all): (TokenLines, [TokenLines.Line]) = unsafe (TokenLines(text), [])
          while let line = try unsafe lines.next() { all.append(line) }
          return all
        } catch {
          throw error.inFile(name)
        }
      }
    }
  }
}
