internal import CMPI
package import Files
package import GraphAlignment
internal import Graphs

/// Candidates of which each rank has those of its source nodes.
package struct AlignmentParts {
  /// Those of this rank, its source nodes numbered from 0, and only those target nodes that are somebody's candidates.
  package var part: Alignment
  let source, target: GraphPart
  /// The number, in the whole graph, of each target node of ``part``.
  let targets: [Int32]

  /// - Parameter rows: of this rank's source nodes; targets are numbered through the whole graph.
  package init(_ rows: CandidateRows, _ source: GraphPart, _ target: GraphPart, notes: [String]) {
    (self.source, self.target) = (source, target)
    targets = rows.ids.distinct()
    part = Alignment(
      rows: CandidateRows(
        columnCount: targets.count, offsets: rows.offsets,
        ids: rows.ids.map { [targets] in Int32(targets.place(of: $0)) }, weights: rows.weights),
      sourceIdentifiers: source.numbering.identifiers(of: source.nodes),
      targetIdentifiers: target.numbering.identifiers(of: targets.lazy.map(Int.init)), notes: notes)
  }

  /// Writes one file, whole or not at all; all ranks. Each sends its lines to the first, which puts them one behind
  /// the other.
  package func write(
    to path: String, format: AlignmentFormat, listsUnmatched: Bool, hasHeader: Bool
  ) throws {
    let ranks = source.ranks
    guard ranks.isFirst else {
      return try send(format, listsUnmatched: listsUnmatched, ranks)
    }
    try FileWriter.write(to: path) { (file) throws(FileError) in
      try file.append(
        Alignment.opening(
          format, sourceCount: source.nodeCount, targetCount: target.nodeCount, hasHeader: hasHeader))
      var isFirst = true
      try part.appendRows(
        format, listsUnmatched: listsUnmatched, named: path, isFirst: &isFirst
      ) { (text) throws(FileError) in try file.append(text) }
      do throws(MPIError) {
        for rank in 1..<max(ranks.count, 1) {
          while let block = try ranks.receiveBlock(from: rank) {
            // A comma stands between entries, wherever they come from.
            let isRepeated = format == .json && isFirst && block.first == UInt8(ascii: ",")
            isFirst = false
            do throws(FileError) {
              try file.append(isRepeated ? Array(block.dropFirst()) : block)
            } catch {
              throw MPIError(operation: "write", reason: "\(error)")
            }
          }
        }
      } catch {
        throw FileError(file: path, reason: error.operation == "write" ? error.reason : "\(error)")
      }
      try file.append(Alignment.ending(format))
    }
  }

  /// Writes this rank's part into a folder, as a file of its own.
  package func writePart(
    in folder: String, format: AlignmentFormat, listsUnmatched: Bool, hasHeader: Bool
  ) throws(FileError) {
    let ranks = source.ranks
    let name = "part-\(ranks.own + 1)-of-\(ranks.count).\(format.rawValue)"
    try part.write(
      to: folder + "/" + name, format: format, listsUnmatched: listsUnmatched,
      hasHeader: hasHeader)
  }

  private func send(_ format: AlignmentFormat, listsUnmatched: Bool, _ ranks: Ranks) throws {
    var block: [UInt8] = []
    var failure: MPIError?
    func flush() {
      guard failure == nil, !block.isEmpty else { return }
      do throws(MPIError) { try ranks.sendBlock(block) } catch { failure = error }
      block.removeAll(keepingCapacity: true)
    }
    // Perhaps something stands before; the first rank knows.
    var isFirst = false
    try part.appendRows(
      format, listsUnmatched: listsUnmatched, named: "rank \(ranks.own)", isFirst: &isFirst
    ) { text throws(FileError) in
      block += text.utf8
      if block.count >= 1 << 20 { flush() }
    }
    flush()
    if let failure { throw failure }
    try ranks.sendBlock([])
  }
}

extension Ranks {
  /// Sends bytes to the first rank; none are the end.
  fileprivate func sendBlock(_ bytes: [UInt8]) throws(MPIError) {
    let count = [Int64(bytes.count)]
    try MPIError.check(unsafe ga_mpi_send(count, 8, 0), "send a size")
    guard !bytes.isEmpty else { return }
    try MPIError.check(unsafe ga_mpi_send(bytes, count[0], 0), "send lines")
  }

  /// Receives bytes from a rank; `nil` at the end.
  fileprivate func receiveBlock(from rank: Int) throws(MPIError) -> [UInt8]? {
    var count: [Int64] = [0]
    try MPIError.check(unsafe ga_mpi_receive(&count, 8, Int32(rank)), "receive a size")
    guard count[0] > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(count[0]))
    try MPIError.check(
      unsafe ga_mpi_receive(&bytes, count[0], Int32(rank)), "receive lines")
    return bytes
  }
}
