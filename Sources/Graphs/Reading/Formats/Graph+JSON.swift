internal import Files

extension Graph {
  /// Reads a graph in JSON: node-link data as networkx and D3 have them, or the elements of Cytoscape.
  ///
  /// Without ids, D3’s nodes are counted from 0, and called by their names if those tell them apart; so are those
  /// of Cytoscape. Numbers with a point or an exponent are numbers, others categories.
  static func json(
    _ text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph {
    let records: JSONRecords
    do throws(FileError) {
      records = try unsafe JSONRecords(text.span)
    } catch {
      throw LineFailure(line: error.line, reason: error.reason)
    }
    guard records.hasLists else {
      throw LineFailure(
        line: 1, reason: "looks like JSON, but has no list of “nodes”, “edges” or “links”")
    }
    // What networkx calls adjacency data has lists of neighbors instead.
    guard records.hasEdgeList || records.isCytoscape else {
      throw LineFailure(
        line: 1, reason: "has a list of “nodes”, but none of “edges” or “links” with sources and targets")
    }
    let reader = unsafe JSONGraphReader(records: records, text: text, options: options)
    return try unsafe reader.listed().graph(options)
  }
}

// SAFETY: the text outlives the reader; positions in it come from a scanner of it.
@unsafe private struct JSONGraphReader {
  let records: JSONRecords
  let text: UnsafeBufferPointer<UInt8>
  let options: GraphReadingOptions

  private func failure(_ record: JSONRecord, _ reason: String) -> LineFailure {
    let line = unsafe text[..<record.position].count { $0 == lineFeed } + 1
    return LineFailure(line: line, reason: reason)
  }

  func listed() throws(LineFailure) -> ListedGraph {
    let isCytoscape = unsafe records.isCytoscape
    var listed = ListedGraph(format: isCytoscape ? "Cytoscape JSON" : "node-link JSON")
    listed.isDirected = unsafe records.isDirected
    // Graphology calls ids keys.
    let idKey = ["id", "key"].first { key in unsafe records.nodes.contains { $0[key] != nil } }
    let nameKey = unsafe idKey != nil && !isCytoscape ? nil : nameKey()
    let areNodesKnown = unsafe !records.nodes.isEmpty
    // What Cytoscape and networkx add of their own.
    let isValueName = unsafe records.nodes.allSatisfy { $0["value"]?.text == $0["id"]?.text }
    let idle =
      isCytoscape
      ? ["SUID", "shared_name", "selected", "group"] + (isValueName ? ["value"] : []) : []
    var indices: [String: Int32] = [:]
    for (i, node) in unsafe records.nodes.enumerated() {
      if let idKey, node[idKey] == nil {
        throw unsafe failure(node, "expected an id of the node\(node.found(idKey))")
      }
      let id = idKey.flatMap { node[$0] } ?? .number("\(i)")
      if case .string = id, !isCytoscape { listed.hasStringNames = true }
      let index: Int32
      do throws(LineFailure) {
        guard indices[id.text] == nil else {
          throw LineFailure(line: nil, reason: "a second node has the id \(quoted(id.text.utf8))")
        }
        index = try listed.addNode(nameKey.map { node[$0]!.text } ?? id.text, line: nil)
        indices[id.text] = index
      } catch {
        throw unsafe failure(node, error.reason)
      }
      for (key, value) in node.entries where key != idKey && key != nameKey && !idle.contains(key) {
        switch value {
        case .null: break
        case .number(let digits) where digits.utf8.contains { ".eE".utf8.contains($0) }:
          listed.set(key, of: index, to: .number(decimalNumber(digits.utf8) ?? .nan))
        default: listed.set(key, of: index, to: .text(value.text))
        }
      }
    }
    try unsafe addEdges(to: &listed, indices, areNodesKnown: areNodesKnown)
    if let nameKey { listed.remarks.append("nodes are called by their \(nameKey)s") }
    let nested = unsafe Set(records.nodes.flatMap(\.nested)).sorted()
    if !nested.isEmpty { listed.unused.append("\(nested.joined(separator: ", ")) not used") }
    return listed
  }

  private func addEdges(
    to listed: inout ListedGraph, _ indices: [String: Int32], areNodesKnown: Bool
  ) throws(LineFailure) {
    let edges = unsafe records.edges
    // D3 calls weights so.
    let weightKey =
      ["weight", "value"].first { key in edges.contains { $0[key] != nil } }
      ?? edges.lazy.flatMap(\.entries).first { $0.key.lowercased() == "weight" }?.key
    // What vis.js calls the ends.
    let isFromTo =
      edges.contains { $0["from"] != nil && $0["to"] != nil }
      && !edges.contains { $0["source"] != nil || $0["target"] != nil }
    let endKeys = isFromTo ? ["from", "to"] : ["source", "target"]
    for edge in edges {
      var ends: [Int32] = []
      for key in endKeys {
        guard let end = edge[key] else {
          throw unsafe failure(edge, "expected a \(key) of the edge\(edge.found(key))")
        }
        if let index = indices[end.text] {
          ends.append(index)
        } else if areNodesKnown {
          throw unsafe failure(edge, "no node has the id \(quoted(end.text.utf8))")
        } else {
          ends.append(try listed.node(end.text))
          if case .string = end { listed.hasStringNames = true }
        }
      }
      var weight = 1.0
      if let text = weightKey.flatMap({ edge[$0] })?.text {
        do throws(LineFailure) {
          weight = try ListedGraph.weight(text.utf8, line: nil, options: unsafe options)
        } catch {
          throw unsafe failure(edge, error.reason)
        }
      }
      let data = edge.entries.compactMap { entry -> (name: String, value: String)? in
        if case .null = entry.value { return nil }
        return endKeys.contains(entry.key) ? nil : (entry.key, entry.value.text)
      }
      listed.addEdge(ends[0], ends[1], weight: weight, data: data)
    }
    listed.weightName = weightKey
    if let weightKey, weightKey != "weight" {
      listed.remarks.append("weights from “\(weightKey)”")
    }
  }

  /// The key of names, if it tells all nodes apart.
  private func nameKey() -> String? {
    ["name", "label"].first { key in
      let names = unsafe records.nodes.compactMap { $0[key]?.text }
      return unsafe !names.isEmpty && names.count == records.nodes.count
        && Set(names).count == names.count && !names.contains("")
    }
  }
}
