internal import Parallel

extension NodeIdentifiers {
  /// What there is to say of ids that look alike and are not: those with characters that cannot be seen, and those
  /// that are written with other characters for the same letters.
  ///
  /// - Complexity: O(bytes)
  var hiddenDifferences: [String] {
    guard !areIntegers else { return [] }
    let grain = 1 << 14
    // Nearly all names are in ASCII, and told so without looking at characters.
    let unusual = parallelMap((count + grain - 1) / grain) { piece in
      (piece * grain..<min((piece + 1) * grain, count)).filter { node in
        self[node].utf8.contains { $0 < 0x20 || $0 > 0x7e }
      }
    }.joined()
    guard !unusual.isEmpty else { return [] }
    var doubts: [String] = []
    let hidden = unusual.filter { self[$0].unicodeScalars.contains(where: \.isHidden) }
    if let first = hidden.first {
      doubts.append(
        "\(hidden.count) id\(hidden.count == 1 ? "" : "s") with characters that cannot be seen, such as "
          + quoted(self[first].utf8))
    }
    // Swift's strings are equal if their letters are: of two spellings one has marks of its own.
    let combined = unusual.filter { node in
      self[node].unicodeScalars.contains { $0.properties.generalCategory == .nonspacingMark }
    }
    let spellings = Dictionary(combined.map { (self[$0], $0) }) { first, _ in first }
    let twice =
      spellings.isEmpty ? nil : unusual.first { node in spellings[self[node]].map { $0 != node } ?? false }
    if let twice {
      doubts.append(
        "\(quoted(self[twice].utf8)) is two nodes, whose letters are made of different characters")
    }
    return doubts
  }

  /// The node that is called so, if ids are strings in the order of their bytes.
  func node(called name: String) -> Int? {
    let all = 0..<count
    let place = all.partitioningPoint { !self[$0].utf8.lexicographicallyPrecedes(name.utf8) }
    return place < count && self[place].utf8.elementsEqual(name.utf8) ? place : nil
  }
}
