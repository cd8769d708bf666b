internal import Files
internal import Graphs

extension NodePairs {
  /// The target of each source node; `nil` for nodes that the file does not name.
  func targets(source: NodeIdentifiers, target: NodeIdentifiers) throws(FileError) -> [Int?] {
    var targets = [Int?](repeating: nil, count: source.count)
    for (i, j) in try nodes(source: source, target: target) { targets[i] = j }
    return targets
  }
}
