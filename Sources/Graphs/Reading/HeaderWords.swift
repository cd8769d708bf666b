/// The words of which headers are made.
///
/// A header over string ids looks like an edge; only its words tell. They are those of the tools that
/// write such files: pandas, R, STRING, SNAP, BioGRID, Gephi, Cytoscape.
package enum HeaderWords {
  /// Words that are about nodes and edges.
  private static let strong: Set<String> = [
    "source", "target", "src", "dst", "tgt", "dest", "destination", "origin", "from", "to", "head",
    "tail", "relation", "relationship", "subject", "predicate", "object", "node", "nodes", "nodeid",
    "id", "ids", "name", "names", "label", "protein", "proteins", "gene", "genes", "interactor",
    "symbol", "entrez", "biogrid", "uniprot", "user", "userid", "item", "itemid", "person",
    "author",
    "vertex", "edge", "link", "sender", "receiver", "recipient", "follower", "followee", "parent",
    "child", "sourceid", "targetid", "srcid", "dstid", "fromid", "toid", "fromnode", "tonode",
    "fromnodeid", "tonodeid", "sourcenode", "targetnode", "weight", "weights", "score", "combined",
    "timestamp", "time", "date", "type", "kind", "interaction", "similarity", "confidence", "rank",
    "friend", "friendid", "citing", "cited", "ego", "alter", "entity", "caller", "callee", "buyer",
    "seller", "probability", "strength", "rating", "value", "count", "truth", "match", "start", "end",
  ]

  /// Words that say something only beside others.
  private static let weak: Set<String> = [
    "a", "b", "c", "i", "j", "k", "n", "s", "t", "u", "v", "w", "x", "y", "first", "second", "left",
    "right",
    "of", "the", "number", "no", "official", "network", "graph", "ts", "year", "identifier",
    "index",
  ]

  /// The words of a name, in lower case: `FromNodeId` has three. Digits are not words.
  static func words(_ name: String) -> [String] {
    var words: [String] = []
    var (word, wasLower) = ("", false)
    for character in name.unicodeScalars {
      let isLetter = character.properties.isAlphabetic
      if !isLetter || wasLower && character.properties.isUppercase {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isLetter { word += character.properties.lowercaseMapping }
      wasLower = character.properties.isLowercase
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// Whether a cell looks like the name of a column.
  static func isHeaderCell(_ name: String) -> Bool {
    guard name.utf8.count <= 60 else { return false }
    let words = words(name)
    return words.contains(where: strong.contains)
      && words.allSatisfy { strong.contains($0) || weak.contains($0) }
  }

  /// Whether a cell could be a name of a column that is not known here.
  static func mayBeHeader(_ name: String) -> Bool {
    let letters = name.reversed().drop { $0.isNumber }
    return name.utf8.count <= 30 && !letters.isEmpty
      && letters.allSatisfy { $0.isLetter || "_- ".contains($0) }
  }

  /// Whether a cell names a column of relations.
  static func isRelation(_ name: String) -> Bool {
    words(name).contains(where: ["relation", "relationship", "predicate", "property"].contains)
  }

  /// Whether a cell, perhaps after a sign of comments, has a word of headers in it.
  static func hasHeaderWord(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe cell.count <= 60
      && words(String(decoding: cell, as: UTF8.self)).contains(where: strong.contains)
  }

  /// Whether the first line of a table is its header, as far as the names of its first two columns tell.
  ///
  /// - Parameter next: the second line, which holds ids.
  package static func areHeader(
    _ first: some Collection<Substring>, next: some Collection<Substring>
  ) -> Bool {
    let (names, ids) = (first.prefix(2), next.prefix(2))
    return names.count == 2 && names.allSatisfy { isHeaderCell(String($0)) }
      && !ids.contains { isHeaderCell(String($0)) }
  }

  private static let sources: Set<String> = [
    "source", "src", "from", "head", "subject", "start", "sender", "origin", "sourceid", "srcid",
    "fromid", "fromnode", "fromnodeid", "sourcenode", "follower", "parent",
  ]
  private static let targets: Set<String> = [
    "target", "tgt", "dst", "dest", "destination", "to", "tail", "object", "end", "receiver",
    "recipient", "targetid", "dstid", "toid", "tonode", "tonodeid", "targetnode", "followee",
    "child",
  ]
  private static let counterparts = [
    "1": "2", "0": "1", "a": "b", "x": "y", "i": "j", "u": "v", "s": "t",
  ]

  /// The columns of source and target, by their names.
  static func ends(in names: [String]) -> (source: Int, target: Int)? {
    func place(_ known: Set<String>) -> Int? {
      names.firstIndex { known.contains($0.lowercased()) }
        ?? names.firstIndex { words($0).contains(where: known.contains) }
    }
    if let source = place(sources), let target = place(targets), source != target {
      return (source, target)
    }
    let plain = names.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
    for (i, name) in plain.enumerated() {
      guard let last = name.last, let other = counterparts[String(last)] else { continue }
      let partner = name.dropLast() + other
      if let j = plain.indices.first(where: { $0 != i && plain[$0] == partner }) { return (i, j) }
    }
    return nil
  }

  private static let weights = [
    ["weight", "weights", "w"], ["combined"], ["score", "scores"], ["similarity", "similarities"],
    ["confidence", "probability"], ["strength", "rating", "correlation", "sign", "value", "count"],
  ]
  private static let times: Set<String> = ["time", "timestamp", "ts", "date", "year", "timeset"]

  /// The column of weights, by its name.
  static func weight(in names: [String], besides ends: [Int]) -> Int? {
    for known in weights {
      let found = names.indices.first { i in
        !ends.contains(i) && words(names[i]).contains(where: known.contains)
      }
      if let found { return found }
    }
    return nil
  }

  static func isTime(_ name: String) -> Bool { words(name).contains(where: times.contains) }
}
