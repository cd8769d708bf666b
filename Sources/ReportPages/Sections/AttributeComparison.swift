internal import Graphs

/// In what two nodes agree and differ, with how common that is.
struct AttributeComparison: Sendable {
  /// In HTML, the rarest first.
  let agreeing: [String]
  /// In HTML, in the order of columns.
  let differing: [String]

  init(_ source: Int, _ target: Int, _ first: Graph, _ second: Graph) {
    var agreeing: [(share: Double, text: String)] = []
    var differing: [String] = []
    for column in first.attributes?.columns ?? [] {
      guard let other = second.attributes?.columns.first(where: { $0.name == column.name }) else { continue }
      let name = escaped(shortened(column.name, to: 40))
      switch (column.values, other.values) {
      case (.categories(let own), .categories(let theirs)):
        let (a, b) = (own[source], theirs[target])
        if a.isEmpty || b.isEmpty { continue }
        if a == b {
          let share = Double(theirs.count { $0 == a }) / Double(theirs.count)
          agreeing.append((share, "\(name) = \(Self.value(a)) (\(percent(share)) of target nodes)"))
        } else {
          differing.append("\(name): \(Self.value(a)) and \(Self.value(b))")
        }
      case (.numbers(let own), .numbers(let theirs)):
        let (a, b) = (own[source], theirs[target])
        // Of lists of words the ones that neither has say little.
        if a == 0, b == 0 { continue }
        let near = Double(theirs.count { abs($0 - a) <= abs(b - a) }) / Double(theirs.count)
        let text = "\(name): \(decimal(a)) and \(decimal(b)) (\(percent(near)) of target nodes are as near)"
        if near <= 0.25 || a == b { agreeing.append((near, text)) } else { differing.append(text) }
      default: continue
      }
    }
    self.agreeing = agreeing.enumerated().sorted { ($0.element.share, $0.offset) < ($1.element.share, $1.offset) }
      .map(\.element.text)
    self.differing = differing
  }

  private static func value(_ text: String) -> String { "“<bdi>\(escaped(shortened(text, to: 40)))</bdi>”" }
}
