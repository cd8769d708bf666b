internal import Files
internal import Graphs

/// Lines of anchors that give a node another partner than a line before them.
///
/// A few are in files that people have: a film that a catalogue lists twice. They are left out and said. If they are
/// more than one in twenty, the file is likely no list of anchors.
struct AnchorContradictions {
  private var lines: (source: [Int: Int], target: [Int: Int]) = ([:], [:])
  private var found: [FileError] = []
  private let file: String
  private let source, target: NodeIdentifiers

  init(file: String, source: NodeIdentifiers, target: NodeIdentifiers) {
    (self.file, self.source, self.target) = (file, source, target)
  }

  /// Whether an anchor agrees with all before it.
  ///
  /// - Parameter isHard: whether it claims its target for itself alone.
  mutating func accepts(source: Int, target: Int, line: Int, isHard: Bool) -> Bool {
    func add(_ reason: String) -> Bool {
      found.append(FileError(file: file, line: line, reason: reason))
      return false
    }
    if let first = lines.source[source] {
      return add("node “\(self.source[source])” has a target already, on line \(first)")
    }
    if isHard, let first = lines.target[target] {
      return add("node “\(self.target[target])” has a source already, on line \(first)")
    }
    lines.source[source] = line
    if isHard { lines.target[target] = line }
    return true
  }

  /// Says what was left out of `count` anchors.
  ///
  /// - Throws: the first contradiction if there are too many, or if none is allowed.
  func report(of count: Int, isStrict: Bool, _ note: (String) -> Void) throws(FileError) {
    guard let first = found.first else { return }
    guard !isStrict, 20 * found.count <= count else { throw first }
    note(
      "Note: \(file): \(found.count) of \(count) anchors \(found.count == 1 ? "is" : "are") left out, such as that on line "
        + "\(first.line ?? 0): \(first.reason)")
  }
}
