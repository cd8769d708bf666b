internal import Files

extension Graph {
  /// Writes the kind of every edge; those without are `pp`, or `pd` if they have a direction.
  func writeSIF(_ file: FileWriter) throws(FileError) {
    func checked(_ name: String) throws(FileError) -> String {
      guard name.utf8.contains(where: { $0 > 0x20 }), name.utf8.first != 0x20,
        !name.utf8.contains(where: { $0 == 0x09 || $0 == lineFeed || $0 == 0x0d })
      else {
        throw FileError(file: file.name, reason: "\(quoted(name.utf8)) cannot stand in a SIF file")
      }
      return name
    }
    var names: [String] = []
    for node in 0..<nodeCount { names.append(try checked(identifiers[node])) }
    if let relations {
      var kinds: [String] = []
      for name in relations.names { kinds.append(try checked(name)) }
      for triple in relations.triples {
        try file.append(
          "\(names[Int(triple.head)])\t\(kinds[Int(triple.relation)])\t\(names[Int(triple.tail)])\n")
      }
    } else {
      let edges = edgeList()
      for i in edges.sources.indices {
        let kind = isDirected ? "pd" : "pp"
        try file.append("\(names[Int(edges.sources[i])])\t\(kind)\t\(names[Int(edges.targets[i])])\n")
      }
    }
    let hasTabs = edgeCount > 0
    for node in 0..<nodeCount where outgoing.count(of: node) + incoming.count(of: node) == 0 {
      // Without a tab anywhere, spaces would separate.
      try file.append(hasTabs ? "\(names[node])\n" : "\(names[node])\t\n")
    }
  }
}
