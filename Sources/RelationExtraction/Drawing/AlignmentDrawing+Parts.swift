internal import Files
internal import Foundation
internal import LinearAlgebra

extension AlignmentDrawing {
  func drawHeadings(in picture: inout SVGText, _ layout: AlignmentLayout) {
    var y = 28.0
    if !title.isEmpty {
      y += 18
      picture.add(title, x: layout.left, y: y, size: 18, color: Color.ink, isBold: true)
    }
    if !subtitle.isEmpty { picture.add(subtitle, x: layout.left, y: y + 20, size: 12, color: Color.faint) }
  }

  func drawDependencies(in picture: inout SVGText, _ layout: AlignmentLayout) {
    let ends = Self.ends(
      words.edges.map { ($0.governor, $0.dependent) } + words.roots.map { ($0, $0) },
      layout.words.map(\.center), spacing: 7)
    let top = layout.wordTop
    for i in words.roots.indices {
      let x = ends[words.edges.count + i].0
      picture.line((x, top - 26), (x, top - 5), color: Color.faint, width: 1.4)
      picture.circle((x, top - 29), radius: 3.2, fill: Color.faint)
      drawTip(in: &picture, x: x, y: top - 2, direction: 1, color: Color.faint)
    }
    for (i, edge) in words.edges.enumerated() {
      let (from, to) = ends[i]
      let hasMention = isMention(edge.governor) || isMention(edge.dependent)
      let color = hasMention ? Color.faint : "#9aa5b1"
      let peak = top - layout.rise(layout.dependencyLevels[i])
      drawArc(
        in: &picture, from: from, to: to, base: top - 4, peak: peak, color: color,
        hasBackwardTip: false, label: edge.label ?? "")
    }
  }

  func drawRelations(in picture: inout SVGText, _ layout: AlignmentLayout) {
    let bottom = layout.objectTop + AlignmentLayout.boxHeight
    let ends = Self.ends(layout.relations.map { ($0.from, $0.to) }, layout.objects.map(\.center), spacing: 9)
    for (i, relation) in layout.relations.enumerated() {
      drawArc(
        in: &picture, from: ends[i].0, to: ends[i].1, base: bottom + 4,
        peak: bottom + layout.rise(layout.relationLevels[i]), color: Color.objectLine,
        hasBackwardTip: relation.isMutual, label: relation.label)
    }
  }

  /// An arc of a straight middle and rounded corners, with a label on it.
  private func drawArc(
    in picture: inout SVGText, from: Double, to: Double, base: Double, peak: Double, color: String,
    hasBackwardTip: Bool, label: String
  ) {
    let direction = to > from ? 1.0 : -1
    let side = peak < base ? 1.0 : -1
    let radius = min(abs(to - from) / 2, 10, abs(base - peak))
    let bend = peak + side * radius
    picture.path(
      "M \(point(from, base)) L \(point(from, bend)) "
        + "Q \(point(from, peak)) \(point(from + direction * radius, peak)) "
        + "L \(point(to - direction * radius, peak)) Q \(point(to, peak)) \(point(to, bend)) "
        + "L \(point(to, base - side * 3))", stroke: color)
    drawTip(in: &picture, x: to, y: base + side, direction: side, color: color)
    if hasBackwardTip { drawTip(in: &picture, x: from, y: base + side, direction: side, color: color) }
    guard !label.isEmpty else { return }
    picture.add(
      label, x: (from + to) / 2, y: peak + 3.8, size: AlignmentLayout.labelSize, color: Color.ink,
      anchor: "middle", isOutlined: true)
  }

  private func drawTip(in picture: inout SVGText, x: Double, y: Double, direction: Double, color: String) {
    let back = y - direction * 7
    picture.path("M \(point(x, y)) L \(point(x - 3.6, back)) L \(point(x + 3.6, back)) Z", fill: color)
  }

  func drawMatches(in picture: inout SVGText, _ layout: AlignmentLayout) {
    let top = layout.wordTop + AlignmentLayout.boxHeight
    let bottom = layout.objectTop
    var lines: [(word: Int, object: Int, weight: Double, isMention: Bool)] = []
    for word in words.words.indices {
      for object in 0..<alignment.objectCount where alignment.weights[word, object] > 0 {
        lines.append((word, object, Double(alignment.weights[word, object]), isMention(word)))
      }
    }
    // Those of the mentions are on top.
    for line in lines.filter({ !$0.isMention }) + lines.filter(\.isMention) {
      let (x, y) = (layout.words[line.word].center, layout.objects[line.object].center)
      let bend = (bottom - top) * 0.45
      picture.path(
        "M \(point(x, top)) C \(point(x, top + bend)) \(point(y, bottom - bend)) \(point(y, bottom))",
        stroke: line.isMention ? color(ofWord: line.word) : "#b8c2cc",
        width: (line.isMention ? 1.2 : 0.8) + 2.6 * min(line.weight, 1),
        opacity: 0.35 + 0.6 * min(line.weight, 1))
    }
    for line in lines where line.isMention {
      // On the first part of the curve, at t = 0.3, where lines to one object are still apart.
      let (x, y) = (layout.words[line.word].center, layout.objects[line.object].center)
      picture.add(
        String(format: "%.2f", line.weight), x: x + 0.216 * (y - x), y: top + 0.3294 * (bottom - top) + 4,
        size: 11, color: color(ofWord: line.word), anchor: "middle", isBold: true, isOutlined: true)
    }
  }

  func drawWords(in picture: inout SVGText, _ layout: AlignmentLayout) {
    for (i, word) in words.words.enumerated() {
      let (isMention, color) = (isMention(i), color(ofWord: i))
      drawBox(
        in: &picture, layout.words[i], top: layout.wordTop, text: word.form,
        fill: isMention ? color : "#f1f4f7", stroke: isMention ? color : "#d5dce3",
        ink: isMention ? "#ffffff" : Color.ink, isBold: isMention)
    }
  }

  func drawObjects(in picture: inout SVGText, _ layout: AlignmentLayout) {
    for (i, label) in layout.objectLabels.enumerated() {
      drawBox(
        in: &picture, layout.objects[i], top: layout.objectTop, text: label, fill: Color.object,
        stroke: Color.objectLine, ink: Color.ink, isBold: false)
    }
  }

  private func drawBox(
    in picture: inout SVGText, _ box: AlignmentLayout.Box, top: Double, text: String, fill: String,
    stroke: String, ink: String, isBold: Bool
  ) {
    picture.box(
      x: box.center, top: top, width: box.width, height: AlignmentLayout.boxHeight, radius: 7,
      fill: fill, stroke: stroke)
    picture.add(
      text, x: box.center, y: top + 19, size: AlignmentLayout.wordSize, color: ink,
      anchor: "middle", isBold: isBold)
  }

  /// Where arcs start and end: those of one box beside each other, so that none crosses another there.
  ///
  /// An arc from a box to itself stands for one from outside.
  private static func ends(_ arcs: [(Int, Int)], _ centers: [Double], spacing: Double) -> [(Double, Double)] {
    var ends = arcs.map { (centers[$0.0], centers[$0.1]) }
    for (place, center) in centers.enumerated() {
      let own = arcs.indices.filter { arcs[$0].0 == place || arcs[$0].1 == place }
      func other(_ arc: Int) -> Double { centers[arcs[arc].0 == place ? arcs[arc].1 : arcs[arc].0] }
      // On the left the nearest first, for it is the lowest, and on the right last: so none cross.
      let ordered =
        own.filter { other($0) < center }.sorted { other($0) > other($1) }
        + own.filter { other($0) == center }
        + own.filter { other($0) > center }.sorted { other($0) > other($1) }
      for (i, arc) in ordered.enumerated() {
        let x = center + (Double(i) - Double(ordered.count - 1) / 2) * spacing
        if arcs[arc].0 == place { ends[arc].0 = x } else { ends[arc].1 = x }
      }
    }
    return ends
  }
}
