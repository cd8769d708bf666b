public import Files

/// Pairs of node ids from a file: the true alignment, or anchor links that are known beforehand.
///
/// ```swift
/// let truth = try NodePairs(contentsOf: "truth.tsv")
/// for (i, j) in try truth.nodes(source: source.identifiers, target: target.identifiers) { print(i, j) }
/// ```
///
/// The file has one pair per line, the source's id first, written as in edge lists: separated by
/// spaces, tabs, commas or semicolons, in double quotation marks if need be, with `#` and `%` comments
/// and perhaps a header. What `graph-align align` writes, with a similarity and a rank, is read as well:
/// of several candidates the first counts.
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

  /// The header that was skipped, if there was one.
  public let header: String?

  /// Reads the file at `path`, or standard input for `-`.
  ///
  /// - Parameters:
  ///   - path: a file, compressed or not.
  ///   - table: how its lines are written.
  /// - Throws: ``/Files/FileError`` for the first line that is not a pair, and when there is no pair.
  /// - Complexity: O(bytes)
  public init(contentsOf path: String, table: TableDialect = .init()) throws(FileError) {
    try self.init(try FileContents(at: path), table)
  }

  /// Reads pairs from bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: what the file would hold, compressed or not.
  ///   - name: what errors call the bytes.
  ///   - table: how the lines are written.
  /// - Throws: ``/Files/FileError`` for the first line that is not a pair, and when there is no pair.
  /// - Complexity: O(bytes)
  public init(
    parsing bytes: [UInt8], named name: String, table: TableDialect = .init()
  ) throws(FileError) {
    try self.init(try FileContents(bytes, name: name), table)
  }

  private init(_ contents: FileContents, _ table: TableDialect) throws(FileError) {
    file = contents.name
    let lines = try contents.pairLines(table)
    header = lines.header
    var pairs: [Pair] = []
    for line in lines.lines {
      // Of a list of candidates only the first is what the source corresponds to.
      if let rank = line.rank, rank > 1 { continue }
      guard line.cells.count == 2 || line.rank != nil || lines.areColumnsChosen else {
        throw FileError(
          file: file, line: line.number, reason: "expected two node ids, found \(line.shown)")
      }
      pairs.append(Pair(source: line.source, target: line.target, line: line.number))
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
        let hint = lines.isEmpty && targets[pair.target] == nil ? pair.headerHint : ""
        throw FileError(
          file: file, line: pair.line, reason: "the source graph has no node “\(pair.source)”\(hint)")
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

extension NodePairs.Pair {
  /// What may be meant by a first line whose ids no node has.
  var headerHint: String {
    [source, target].allSatisfy(HeaderWords.mayBeHeader)
      ? "; if it is a header, --pair-header skips it" : ""
  }
}

extension NodePairs {
  /// The pairs without those whose target is `-`, which say that a node has no match, unless a target node
  /// is called so.
  public func matched(in target: NodeIdentifiers) -> NodePairs {
    guard NodeLookup(target)["-"] == nil else { return self }
    return NodePairs(pairs.filter { $0.target != "-" }, file: file, header: header)
  }

  private init(_ pairs: [Pair], file: String, header: String?) {
    (self.pairs, self.file, self.header) = (pairs, file, header)
  }
}
