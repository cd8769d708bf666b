public import Files
internal import Foundation
internal import Graphs

extension Alignment {
  /// Writes the alignment, whole or not at all.
  ///
  /// - Parameters:
  ///   - path: a file, compressed if it ends in `.gz`, or `-` for standard output.
  ///   - format: how it is written.
  ///   - listsUnmatched: whether source nodes without candidates are written, too, with `-` (in JSON null)
  ///     for a target, similarity 0 and rank 1.
  ///   - hasHeader: whether TSV begins with the names of its columns, which are read over when it is read back.
  /// - Throws: ``/Files/FileError`` if it cannot be written, or if an identifier holds a tab or a line
  ///   feed, for which TSV has no place.
  /// - Complexity: O(candidates)
  public func write(
    to path: String, format: AlignmentFormat = .tsv, listsUnmatched: Bool = false,
    hasHeader: Bool = false
  ) throws(FileError) {
    try FileWriter.write(to: path) { (file) throws(FileError) in
      try file.append(
        Self.opening(
          format, sourceCount: sourceCount, targetCount: targetCount, hasHeader: hasHeader))
      var isFirst = true
      try appendRows(format, listsUnmatched: listsUnmatched, named: file.name, isFirst: &isFirst) {
        (text) throws(FileError) in try file.append(text)
      }
      try file.append(Self.ending(format))
    }
  }

  /// What a file begins with.
  package static func opening(
    _ format: AlignmentFormat, sourceCount: Int, targetCount: Int, hasHeader: Bool
  ) -> String {
    switch format {
    case .tsv: hasHeader ? AlignmentFile.header.joined(separator: "\t") + "\n" : ""
    case .json:
      "{\"sourceCount\": \(sourceCount), \"targetCount\": \(targetCount), \"matches\": ["
    }
  }

  /// What a file ends with.
  package static func ending(_ format: AlignmentFormat) -> String { format == .json ? "\n]}\n" : "" }

  /// Hands over the text of all candidates.
  ///
  /// - Parameters:
  ///   - name: what errors call the file.
  ///   - isFirst: whether nothing stands before; in JSON a comma would.
  package func appendRows(
    _ format: AlignmentFormat, listsUnmatched: Bool, named name: String, isFirst: inout Bool,
    _ append: (String) throws(FileError) -> Void
  ) throws(FileError) {
    switch format {
    case .tsv: try appendLines(named: name, listsUnmatched: listsUnmatched, append)
    case .json:
      try appendJSON(named: name, listsUnmatched: listsUnmatched, isFirst: &isFirst, append)
    }
  }

  /// Appends a line of TSV for each candidate.
  func appendLines(
    to file: FileWriter, prefix: String = "", listsUnmatched: Bool = false
  ) throws(FileError) {
    try appendLines(named: file.name, prefix: prefix, listsUnmatched: listsUnmatched) {
      (text) throws(FileError) in try file.append(text)
    }
  }

  private func appendLines(
    named file: String, prefix: String = "", listsUnmatched: Bool,
    _ append: (String) throws(FileError) -> Void
  ) throws(FileError) {
    let sourceNames = try fields(sourceIdentifiers, .tsv, file)
    let targetNames = try fields(targetIdentifiers, .tsv, file)
    for source in 0..<sourceCount {
      let row = candidates(of: source)
      for rank in row.indices {
        let (name, similarity) = (targetNames[row[rank].target], row[rank].similarity)
        try append("\(prefix)\(sourceNames[source])\t\(name)\t\(similarity)\t\(rank + 1)\n")
      }
      if row.isEmpty, listsUnmatched {
        try append("\(prefix)\(sourceNames[source])\t-\t0.0\t1\n")
      }
    }
  }

  private func appendJSON(
    named file: String, listsUnmatched: Bool, isFirst: inout Bool,
    _ append: (String) throws(FileError) -> Void
  ) throws(FileError) {
    let sourceNames = try fields(sourceIdentifiers, .json, file)
    let targetNames = try fields(targetIdentifiers, .json, file)
    for source in 0..<sourceCount {
      let row = candidates(of: source)
      for rank in row.indices {
        let (name, similarity) = (targetNames[row[rank].target], row[rank].similarity)
        try append(
          "\(isFirst ? "" : ",")\n  {\"source\": \(sourceNames[source]), \"target\": \(name), "
            + "\"similarity\": \(similarity), \"rank\": \(rank + 1)}")
        isFirst = false
      }
      if row.isEmpty, listsUnmatched {
        try append(
          "\(isFirst ? "" : ",")\n  {\"source\": \(sourceNames[source]), \"target\": null, "
            + "\"similarity\": 0.0, \"rank\": 1}")
        isFirst = false
      }
    }
  }

  /// Identifiers as they stand in a file.
  private func fields(
    _ identifiers: NodeIdentifiers, _ format: AlignmentFormat, _ path: String
  ) throws(FileError) -> [String] {
    var fields: [String] = []
    fields.reserveCapacity(identifiers.count)
    for node in 0..<identifiers.count {
      let name = identifiers[node]
      switch format {
      case .json where !identifiers.areIntegers: fields.append(name.quotedForJSON)
      case .tsv where !identifiers.areIntegers && name.contains(where: { "\t\n\r".contains($0) }):
        throw FileError(
          file: path, reason: "the id \(name.quotedForJSON) does not fit into TSV; write JSON")
      // Between marks of its own, so that readers of tables do not take its mark for theirs.
      case .tsv where name.utf8.first == UInt8(ascii: "\""):
        fields.append("\"\(name.replacing("\"", with: "\"\""))\"")
      default: fields.append(name)
      }
    }
    return fields
  }
}

extension String {
  fileprivate var quotedForJSON: String {
    // A string alone is encodable, so this cannot fail.
    String(decoding: try! JSONEncoder().encode(self), as: UTF8.self)
  }
}
