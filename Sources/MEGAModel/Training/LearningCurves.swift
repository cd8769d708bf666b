#if Torch
  /// Loss and F1 over the epochs as a picture.
  public struct LearningCurves {
    private let history: [TrainingState.Epoch]

    public init(_ history: [TrainingState.Epoch]) { self.history = history }

    /// An SVG of 640 × 360 points: loss with its axis on the left, validation F1 with its axis on the right.
    public var svg: String {
      let (width, height, left, right, top, bottom) = (640.0, 360.0, 60.0, 60.0, 40.0, 45.0)
      let count = max(history.count - 1, 1)
      let largest = max(history.map(\.loss).max() ?? 1, 1e-9)
      func x(_ i: Int) -> Double { left + (width - left - right) * Double(i) / Double(count) }
      func y(_ share: Double) -> Double { top + (height - top - bottom) * (1 - share) }
      func number(_ value: Double) -> String {
        let rounded = (value * 100).rounded() / 100
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
      }
      func text(_ x: Double, _ y: Double, _ anchor: String, _ color: String, _ text: String)
        -> String
      {
        "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\" fill=\"\(color)\">"
          + "\(text)</text>\n"
      }
      func line(_ points: [(Double, Double)], _ color: String) -> String {
        guard !points.isEmpty else { return "" }
        let path = points.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
        let dots = points.map {
          "<circle cx=\"\(number($0.0))\" cy=\"\(number($0.1))\" r=\"3\" fill=\"\(color)\"/>\n"
        }.joined()
        return
          "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\"/>\n"
          + dots
      }
      let (lossColor, f1Color, gray) = ("#c44e52", "#4c72b0", "#555555")
      var result =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 360\" font-family=\"sans-serif\" "
        + "font-size=\"12\">\n<rect width=\"640\" height=\"360\" fill=\"white\"/>\n"
      for i in 0...4 {
        let share = Double(i) / 4
        result +=
          "<line x1=\"\(number(left))\" x2=\"\(number(width - right))\" y1=\"\(number(y(share)))\" "
          + "y2=\"\(number(y(share)))\" stroke=\"#dddddd\"/>\n"
        result += text(left - 8, y(share) + 4, "end", lossColor, number(share * largest))
        result += text(width - right + 8, y(share) + 4, "start", f1Color, number(share))
      }
      let every = max(1, (history.count + 9) / 10)
      for (i, epoch) in history.enumerated() where i % every == 0 {
        result += text(x(i), height - bottom + 18, "middle", gray, "\(epoch.number)")
      }
      result += text(left, 22, "start", lossColor, "training loss")
      result += text(width - right, 22, "end", f1Color, "validation micro-F1")
      result += text(width / 2, height - 8, "middle", gray, "epoch")
      result += line(history.enumerated().map { (x($0), y($1.loss / largest)) }, lossColor)
      result += line(
        history.enumerated().compactMap { i, epoch in epoch.validationF1.map { (x(i), y($0)) } },
        f1Color)
      return result + "</svg>\n"
    }
  }
#endif
