internal import Foundation
internal import LinearAlgebra

extension AlignmentDrawing {
  /// A row for each object under the scene graph, with a cell under each word: the darker, the more the
  /// object attends to it.
  func drawAttention(in picture: inout SVGText, _ layout: AlignmentLayout) {
    guard let attention, attention.objectCount > 0 else { return }
    let columns = layout.words + [layout.elsewhere]
    let names = words.words.map(\.form) + [AlignmentLayout.elsewhereName]
    let left = columns.map { $0.center - $0.width / 2 }.min() ?? 0
    let top = layout.attentionTop
    picture.add(
      text: AlignmentLayout.attentionTitle,
      [
        "x": number(layout.left), "y": number(top + 12), "font-size": "12", "font-weight": "bold",
        "fill": Color.faint,
      ])
    for (i, column) in columns.enumerated() {
      let isMention = head.contains(i) || tail.contains(i)
      picture.add(
        text: names[i],
        [
          "x": number(column.center), "y": number(top + 34),
          "font-size": number(AlignmentLayout.labelSize), "text-anchor": "middle",
          "font-weight": isMention ? "bold" : "normal",
          "fill": i < words.words.count && isMention ? color(ofWord: i) : Color.faint,
        ])
    }
    // The strongest cell is the darkest, so that differences show even where everything is weak.
    let shares = (0..<attention.objectCount).map { object in
      (0..<attention.wordCount).map { Double(attention.weights[object, $0]) }
        + [Double(attention.elsewhere[object])]
    }
    let strongest = max(shares.joined().max() ?? 0, 1e-9)
    for (row, object) in layout.objectOrder.filter({ $0 < attention.objectCount }).enumerated() {
      let y = top + 42 + Double(row) * AlignmentLayout.cellHeight
      picture.add(
        text: layout.objectLabels[object],
        [
          "x": number(left - 8), "y": number(y + 14), "font-size": "12", "text-anchor": "end",
          "fill": Color.ink,
        ])
      for (i, column) in columns.enumerated() {
        let share = shares[object][i]
        let strength = share / strongest
        picture.add(
          "rect",
          [
            "x": number(column.center - column.width / 2), "y": number(y),
            "width": number(column.width), "height": number(AlignmentLayout.cellHeight - 2),
            "rx": "3", "fill": Color.attention, "fill-opacity": number(0.06 + 0.84 * strength),
          ])
        guard share >= 0.01 else { continue }
        picture.add(
          text: String(format: "%.2f", share),
          [
            "x": number(column.center), "y": number(y + 14), "font-size": "11",
            "text-anchor": "middle", "fill": strength > 0.75 ? "#ffffff" : Color.ink,
          ])
      }
    }
  }
}
