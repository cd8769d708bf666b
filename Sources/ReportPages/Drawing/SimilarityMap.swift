internal import Files
internal import GraphAlignment
internal import Graphs

/// How alike groups of nodes are: source nodes down, target nodes across, both sorted by community.
struct SimilarityMap: Sendable {
  /// Source nodes and target nodes as they are sorted.
  let rows, columns: [Int]
  /// How many of them share a line of the map.
  let rowBins, columnBins: Int
  /// rowBins × columnBins: the mean over a bin's source nodes of the similarities of their candidates in a bin of targets.
  let cells: [Double]
  /// Where communities of more than one node in fifty begin, as shares of the height and width, and their names.
  let rowBorders, columnBorders: [(start: Double, end: Double, name: String)]

  private static let binCount = 48

  init(_ facts: ReportFacts) {
    let (sources, targets) = (facts.sourceCommunities, facts.targetCommunities)
    rows = (0..<facts.matches.count).sorted {
      (sources.of[$0], -facts.sourceEdges.count(of: $0), $0)
        < (sources.of[$1], -facts.sourceEdges.count(of: $1), $1)
    }
    var rank = [Int](repeating: 0, count: rows.count)
    for (place, node) in rows.enumerated() { rank[node] = place }
    // A community of the target comes where most of its nodes have their matches, those without matches at the end.
    var votes = [[Int: Int]](repeating: [:], count: targets.count)
    var (sums, counts) = ([Int](repeating: 0, count: targets.count), [Int](repeating: 0, count: targets.count))
    for case (let target, let owner?) in facts.owners.enumerated() {
      votes[targets.of[target]][sources.of[owner], default: 0] += 1
      sums[targets.of[target]] += rank[owner]
      counts[targets.of[target]] += 1
    }
    let partners = votes.map { $0.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? Int.max }
    let means = zip(sums, counts).map { Double($0) / Double(max($1, 1)) }
    let key = (0..<facts.owners.count).map { target in
      let own = targets.of[target]
      return (partners[own], means[own], own, facts.owners[target].map { rank[$0] } ?? Int.max)
    }
    columns = (0..<facts.owners.count).sorted {
      key[$0] != key[$1] ? key[$0] < key[$1] : $0 < $1
    }
    (rowBins, columnBins) = (min(Self.binCount, rows.count), min(Self.binCount, columns.count))
    var bin = [Int](repeating: 0, count: columns.count)
    for (place, node) in columns.enumerated() { bin[node] = place * columnBins / max(columns.count, 1) }
    var (cells, sizes) = (
      [Double](repeating: 0, count: rowBins * columnBins), [Double](repeating: 0, count: rowBins)
    )
    for (place, node) in rows.enumerated() {
      let row = place * rowBins / rows.count
      sizes[row] += 1
      for candidate in facts.report.candidates.candidates(of: node) {
        cells[row * columnBins + bin[candidate.target]] += Double(max(candidate.similarity, 0))
      }
    }
    for index in cells.indices { cells[index] /= sizes[index / columnBins] }
    self.cells = cells
    rowBorders = Self.borders(rows.map { sources.of[$0] })
    columnBorders = Self.borders(columns.map { targets.of[$0] })
  }

  private static func borders(_ groups: [Int]) -> [(start: Double, end: Double, name: String)] {
    var borders: [(start: Double, end: Double, name: String)] = []
    var start = 0
    for place in 1...max(groups.count, 1) where place >= groups.count || groups[place] != groups[start] {
      if place - start > 1, 50 * (place - start) >= groups.count, place <= groups.count {
        let n = Double(groups.count)
        borders.append((Double(start) / n, Double(place) / n, "\(groups[start] + 1)"))
      }
      start = place
    }
    return borders
  }

  /// The map as SVG.
  func svg(_ facts: ReportFacts) -> String {
    let (left, top, side) = (34.0, 26.0, 320.0)
    let most = max(cells.max() ?? 1, 1e-9)
    let scale = facts.areProbabilities ? max(most, 0.05) : most
    var parts: [String] = []
    for index in cells.indices {
      let share = cells[index] / scale
      guard share > 0.004 else { continue }
      let (row, column) = (index / columnBins, index % columnBins)
      let (x0, x1) = (edge(column, columnBins, side), edge(column + 1, columnBins, side))
      let (y0, y1) = (edge(row, rowBins, side), edge(row + 1, rowBins, side))
      // What is small is seen, too.
      let opacity = coordinate(max(0.05, min(1, share.squareRoot())))
      parts.append(
        "<path class=\"heat\" fill-opacity=\"\(opacity)\" d=\"M\(point(left + x0, top + y0))"
          + "h\(coordinate(x1 - x0))v\(coordinate(y1 - y0))h\(coordinate(x0 - x1))z\"/>")
    }
    for border in rowBorders {
      parts += line("M\(coordinate(left))", "\(coordinate(top + side * border.end))H\(coordinate(left + side))")
      if border.end - border.start > 0.045 {
        parts.append(name(border.name, left - 6, top + side * (border.start + border.end) / 2, "end"))
      }
    }
    for border in columnBorders {
      parts += line("M\(coordinate(left + side * border.end))", "\(coordinate(top))V\(coordinate(top + side))")
      if border.end - border.start > 0.045 {
        parts.append(name(border.name, left + side * (border.start + border.end) / 2, top - 10, "middle"))
      }
    }
    let size = point(left + side + 4, top + side + 4)
    return """
      <svg class="chart map" viewBox="0 0 \(size)" role="img" aria-labelledby="map-title map-text">
      <title id="map-title">Similarities of candidates, sorted by community</title>
      <desc id="map-text">\(grouped(rows.count)) source nodes down and \(grouped(columns.count)) target nodes across; \
      \(percent(facts.similarityWithin)) of the similarity lies between corresponding communities.</desc>
      <path class="frame" d="M\(point(left, top))h\(coordinate(side))v\(coordinate(side))h\(coordinate(-side))z"/>
      \(parts.joined(separator: "\n"))
      </svg>
      """
  }

  private func edge(_ bin: Int, _ count: Int, _ side: Double) -> Double { side * Double(bin) / Double(count) }

  private func line(_ start: String, _ rest: String) -> [String] { ["<path class=\"border\" d=\"\(start) \(rest)\"/>"] }

  private func name(_ text: String, _ x: Double, _ y: Double, _ anchor: String) -> String {
    "<text class=\"tick\" x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" dy=\".32em\" "
      + "text-anchor=\"\(anchor)\">\(escaped(text))</text>"
  }
}

extension ReportFacts {
  /// The share of the similarity of all candidates that lies between communities which most of their matches join.
  var similarityWithin: Double {
    var votes: [Int: [Int: Int]] = [:]
    for node in order {
      votes[sourceCommunities.of[node], default: [:]][targetCommunities.of[matches[node]!], default: 0] += 1
    }
    let partners = votes.mapValues { counts in
      counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }!.key
    }
    var (within, all) = (0.0, 0.0)
    for node in matches.indices {
      let partner = partners[sourceCommunities.of[node]]
      for candidate in report.candidates.candidates(of: node) {
        let weight = Double(max(candidate.similarity, 0))
        all += weight
        if targetCommunities.of[candidate.target] == partner { within += weight }
      }
    }
    return all > 0 ? within / all : 0
  }
}
