internal import Foundation

extension Chart {
  /// The picture with its title, a legend if it has several parts, and its numbers in a table to fold out.
  ///
  /// - Parameters:
  ///   - id: names it on the page; no other element has it.
  ///   - note: what it means, in HTML.
  package func figure(id: String, note: String = "") -> String {
    """
    <figure id="\(id)" class="card">
    <figcaption><b>\(escaped(title))</b>\(note.isEmpty ? "" : " \(note)")</figcaption>
    \(svg(id: id))
    \(legend.count > 1 ? legendHTML : "")
    <details><summary>Numbers of “\(escaped(title))”</summary><div class="scroll" tabindex="0" role="region" \
    aria-label="Numbers of \(escaped(title))">\(table)</div></details>
    </figure>
    """
  }

  private var legendHTML: String {
    let entries = legend.map { entry in
      let mark =
        switch entry.style {
        case nil:
          "<rect class=\"look l\(entry.look % 8) bar b\(entry.look % 4)\" width=\"22\" height=\"12\" y=\"2\"/>"
        case .dashedLine: "<path class=\"look l\(entry.look % 8) line dashed\" d=\"M0 8H22\"/>"
        case .marks: Self.mark(entry.look, 11, 8)
        case .faintMarks: Self.faint(Self.mark(entry.look, 11, 8))
        case .linesAndMarks:
          "<path class=\"look l\(entry.look % 8) line d\(entry.look % 4)\" d=\"M0 8H22\"/>"
            + Self.mark(entry.look, 11, 8)
        }
      return
        "<li><svg width=\"22\" height=\"16\" aria-hidden=\"true\">\(mark)</svg> \(escaped(entry.name))</li>"
    }
    return "<ul class=\"legend\">\(entries.joined())</ul>"
  }

  private var table: String {
    let head = "<caption>\(escaped("\(title): \(yLabel) by \(xLabel)"))</caption>"
    func row(_ cells: [String], _ tag: String = "td") -> String {
      "<tr>"
        + cells.enumerated().map { place, cell in
          let isHead = tag == "th" || place == 0
          let scope = tag == "th" ? "col" : "row"
          return isHead ? "<th scope=\"\(scope)\">\(escaped(cell))</th>" : "<td>\(escaped(cell))</td>"
        }.joined() + "</tr>"
    }
    if !bars.isEmpty {
      let rows = slots.indices.map { slot in
        let middle = (slots[slot].lowerBound + slots[slot].upperBound) / 2
        let name =
          xNames.first { $0.place == middle }?.name
          ?? "\(decimal(slots[slot].lowerBound))–\(decimal(slots[slot].upperBound))"
        return row([name] + bars.map { Self.number($0.heights[slot]) })
      }
      return
        "<table>\(head)<thead>\(row([xLabel] + bars.map(\.name), "th"))</thead><tbody>\(rows.joined())</tbody></table>"
    }
    let rows = series.flatMap { one in
      one.points.map { point in
        row([
          one.name, nearestName(point.x) ?? Self.number(point.x),
          Self.number(point.y) + (point.error.map { " ± \(Self.number($0))" } ?? ""),
        ])
      }
    }
    return
      "<table>\(head)<thead>\(row(["series", xLabel, yLabel], "th"))</thead><tbody>\(rows.joined())</tbody></table>"
  }

  /// What the place nearest to one on the x axis is called, if places have names.
  private func nearestName(_ x: Double) -> String? {
    xNames.min { abs($0.place - x) < abs($1.place - x) }?.name
  }

  private static func number(_ value: Double) -> String {
    abs(value) >= 10_000 && value == value.rounded() && abs(value) < 1e15
      ? grouped(Int(value)) : String(format: "%.4g", value)
  }
}
