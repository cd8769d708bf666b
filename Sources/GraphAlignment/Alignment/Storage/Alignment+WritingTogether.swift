public import Files

extension Alignment {
  /// Writes several alignments into one TSV file, whole or not at all.
  ///
  /// Lines are those of ``write(to:format:listsUnmatched:hasHeader:)`` with the name of the pair in front: pair, source, target,
  /// similarity and rank.
  ///
  /// - Parameters:
  ///   - alignments: what is written, in this order.
  ///   - hasHeader: whether the file begins with the names of its columns.
  ///   - path: a file, compressed if it ends in `.gz`, or `-` for standard output.
  /// - Throws: ``/Files/FileError`` if the file cannot be written, or if a name or an identifier holds a tab
  ///   or a line feed, for which TSV has no place.
  /// - Complexity: O(candidates)
  public static func write(
    _ alignments: [(name: String, alignment: Alignment)], hasHeader: Bool = false,
    to path: String
  ) throws(FileError) {
    try FileWriter.write(to: path) { (file) throws(FileError) in
      if hasHeader {
        try file.append((["pair"] + AlignmentFile.header).joined(separator: "\t") + "\n")
      }
      for (name, alignment) in alignments {
        guard !name.contains(where: { "\t\n\r".contains($0) }) else {
          throw FileError(file: path, reason: "the name “\(name)” does not fit into TSV")
        }
        try alignment.appendLines(to: file, prefix: name + "\t")
      }
    }
  }
}
