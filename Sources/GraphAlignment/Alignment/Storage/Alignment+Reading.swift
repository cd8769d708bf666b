public import Files
internal import Foundation
public import Graphs

extension Alignment {
  /// Reads an alignment of two graphs, as ``write(to:format:listsUnmatched:hasHeader:)`` writes it or as other tools do.
  ///
  /// In a text file each line has a source and a target node, and perhaps a similarity and a rank,
  /// separated by tabs, or else by spaces or commas. Without similarities all are 1. Candidates are
  /// ordered by similarity and, where that is equal, by rank and then by target node. A source node with
  /// `-` in place of a target has no match.
  ///
  /// - Parameters:
  ///   - path: a file, compressed or not, or `-` for standard input.
  ///   - sourceIdentifiers: what source nodes are called.
  ///   - targetIdentifiers: what target nodes are called.
  /// - Throws: ``/Files/FileError`` with the line for what cannot be understood, for a node that a graph
  ///   does not have, and for a pair that stands there twice.
  /// - Complexity: O(candidates · log candidates)
  public init(
    contentsOf path: String, sourceIdentifiers: NodeIdentifiers,
    targetIdentifiers: NodeIdentifiers
  ) throws(FileError) {
    try self.init(
      try AlignmentFile(contentsOf: path), sourceIdentifiers: sourceIdentifiers,
      targetIdentifiers: targetIdentifiers)
  }

  /// Reads an alignment when the graphs are not at hand: the nodes are those that the file names.
  ///
  /// - Parameters:
  ///   - path: a file or folder.
  ///   - pairs: further nodes that should be there: source, and target if there is one.
  public init(
    contentsOf path: String, alsoNaming pairs: [(source: String, target: String?)] = []
  ) throws(FileError) {
    try self.init(try AlignmentFile(contentsOf: path), alsoNaming: pairs)
  }

  /// Reads an alignment from bytes in memory; the nodes are those that it names.
  ///
  /// - Parameters:
  ///   - bytes: what the file would hold, compressed or not.
  ///   - name: what errors call the bytes.
  /// - Throws: ``/Files/FileError`` for what cannot be understood.
  package init(parsing bytes: [UInt8], named name: String) throws(FileError) {
    try self.init(try AlignmentFile(try FileContents(bytes, name: name)), alsoNaming: [])
  }

  private init(
    _ file: AlignmentFile, alsoNaming pairs: [(source: String, target: String?)]
  ) throws(FileError) {
    try self.init(
      file,
      sourceIdentifiers: .sorted(file.matches.map(\.source) + pairs.map(\.source)),
      targetIdentifiers: .sorted(
        file.matches.map(\.target).filter { $0 != AlignmentFile.noTarget }
          + pairs.compactMap(\.target)))
  }

  private init(
    _ file: AlignmentFile, sourceIdentifiers: NodeIdentifiers, targetIdentifiers: NodeIdentifiers
  ) throws(FileError) {
    let (sources, targets) = (sourceIdentifiers.nodesByName(), targetIdentifiers.nodesByName())
    var rows = [[(candidate: Candidate, rank: Int, line: Int?)]](
      repeating: [], count: sourceIdentifiers.count)
    var unmatched: [(source: Int, match: AlignmentFile.Match)] = []
    for match in file.matches {
      guard let source = sources[match.source] else {
        throw file.error(match.line, "the source graph has no node “\(match.source)”")
      }
      guard let target = targets[match.target] else {
        if match.target == AlignmentFile.noTarget {
          unmatched.append((source, match))
          continue
        }
        throw file.error(match.line, "the target graph has no node “\(match.target)”")
      }
      rows[source].append(
        (Candidate(target: target, similarity: match.similarity), match.rank, match.line))
    }
    for (source, match) in unmatched where !rows[source].isEmpty {
      throw file.error(
        match.line, "“\(match.source)” is listed without a match, and with one elsewhere")
    }
    for source in rows.indices {
      rows[source].sort { a, b in
        if a.candidate.similarity != b.candidate.similarity {
          return a.candidate.similarity > b.candidate.similarity
        }
        return (a.rank, a.candidate.target) < (b.rank, b.candidate.target)
      }
      var seen: Set<Int> = []
      for entry in rows[source] where !seen.insert(entry.candidate.target).inserted {
        throw file.error(
          entry.line,
          "“\(sourceIdentifiers[source])” and “\(targetIdentifiers[entry.candidate.target])” "
            + "are paired twice")
      }
    }
    self.init(
      candidates: rows.map { $0.map(\.candidate) }, sourceIdentifiers: sourceIdentifiers,
      targetIdentifiers: targetIdentifiers)
  }
}

extension NodeIdentifiers {
  /// Identifiers of the given names, each once: by value if all are whole numbers, else by bytes.
  fileprivate static func sorted(_ names: [String]) -> NodeIdentifiers {
    let distinct = Set(names)
    let integers = distinct.compactMap { Int64($0) }
    // “07” is no number that would come out again as it went in.
    if integers.count == distinct.count, integers.allSatisfy({ distinct.contains(String($0)) }) {
      return NodeIdentifiers(integers.sorted())
    }
    return NodeIdentifiers(distinct.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
}
