public import Files

/// Pairs of nodes with a number each, from a file: similarities, or anchors with a confidence.
///
/// The file has two or three columns, source, target and number, written as in ``NodePairs``; the number is
/// 1 where it is missing. Of an alignment as it is written, with ranks, the first candidates count.
public struct WeightedPairs: Sendable, Equatable {
  /// One line.
  public struct Pair: Sendable, Equatable {
    /// The source node.
    public let source: Int
    /// The target node.
    public let target: Int
    /// The number, 1 where there is none.
    public let value: Double
    /// Counted from 1.
    public let line: Int
    /// Whether the line is one of an alignment, with a rank: its number is an estimate.
    public let isEstimate: Bool
  }

  /// The pairs, in the order of the file.
  public let pairs: [Pair]

  /// What errors call the file.
  public let file: String

  /// Reads the file at `path`, or standard input for `-`.
  ///
  /// - Parameters:
  ///   - path: a file, compressed or not.
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - table: how the lines are written.
  /// - Throws: ``/Files/FileError`` for the first line that is no such pair, names a node that there is not,
  ///   or has a number that is none or not finite, and when there is no pair.
  /// - Complexity: O(pairs + nodes)
  public init(
    contentsOf path: String, source: NodeIdentifiers, target: NodeIdentifiers,
    table: TableDialect = .init()
  ) throws(FileError) {
    try self.init(try FileContents(at: path), source, target, table)
  }

  /// Reads pairs from bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: the contents of the file.
  ///   - name: what errors call the bytes.
  ///   - source: the graph whose nodes get candidates.
  ///   - target: the graph whose nodes are candidates.
  ///   - table: how the lines are written.
  public init(
    parsing bytes: [UInt8], named name: String, source: NodeIdentifiers, target: NodeIdentifiers,
    table: TableDialect = .init()
  ) throws(FileError) {
    try self.init(try FileContents(bytes, name: name), source, target, table)
  }

  private init(
    _ contents: FileContents, _ source: NodeIdentifiers, _ target: NodeIdentifiers,
    _ table: TableDialect
  ) throws(FileError) {
    let file = contents.name
    self.file = file
    let (sources, targets) = (NodeLookup(source), NodeLookup(target))
    var pairs: [Pair] = []
    let lines = try contents.pairLines(table)
    for line in lines.lines {
      func fail(_ reason: String) -> FileError {
        FileError(file: file, line: line.number, reason: reason)
      }
      if let rank = line.rank, rank > 1 || line.target == "-" && targets["-"] == nil { continue }
      guard line.cells.count <= 3 || line.rank != nil || lines.areColumnsChosen else {
        throw fail("expected two node ids and perhaps a number, found \(line.shown)")
      }
      guard let i = sources[line.source] else {
        let names = NodePairs.Pair(source: line.source, target: line.target, line: line.number)
        let hint = pairs.isEmpty && targets[line.target] == nil ? names.headerHint : ""
        throw fail("the source graph has no node “\(line.source)”\(hint)")
      }
      guard let j = targets[line.target] else {
        throw fail("the target graph has no node “\(line.target)”")
      }
      var value = 1.0
      if let cell = line.value {
        guard let number = decimalNumber(cell.bytes), number.isFinite else {
          throw cell.isDecimalComma
            ? fail(EdgeChunk.decimalComma(cell.bytes).reason)
            : fail("expected a finite number, found “\(cell.text)”")
        }
        value = number
      }
      // A candidate as unlikely as can be says nothing.
      if line.rank != nil, value <= 0 { continue }
      pairs.append(
        Pair(
          source: i, target: j, value: value, line: line.number, isEstimate: line.rank != nil))
    }
    guard !pairs.isEmpty else { throw FileError(file: file, reason: "holds no pairs of nodes") }
    self.pairs = pairs
  }
}
