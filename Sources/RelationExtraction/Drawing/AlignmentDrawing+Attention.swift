internal import Files
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
      AlignmentLayout.attentionTitle, x: layout.left, y: top + 12, size: 12, color: Color.faint, isBold: true)
    for (i, column) in columns.enumerated() {
      let isMention = isMention(i)
      picture.add(
        names[i], x: column.center, y: top + 34, size: AlignmentLayout.labelSize,
        color: i < words.words.count && isMention ? color(ofWord: i) : Color.faint,
        anchor: "middle", isBold: isMention)
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
        layout.objectLabels[object], x: left - 8, y: y + 14, size: 12, color: Color.ink, anchor: "end")
      for (i, column) in columns.enumerated() {
        let share = shares[object][i]
        let strength = share / strongest
        picture.box(
          x: column.center, top: y, width: column.width, height: AlignmentLayout.cellHeight - 2,
          radius: 3, fill: Color.attention, opacity: 0.06 + 0.84 * strength)
        guard share >= 0.01 else { continue }
        picture.add(
          String(format: "%.2f", share), x: column.center, y: y + 14, size: 11,
          color: strength > 0.75 ? "#ffffff" : Color.ink, anchor: "middle")
      }
    }
  }
}
