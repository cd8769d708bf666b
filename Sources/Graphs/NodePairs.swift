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
