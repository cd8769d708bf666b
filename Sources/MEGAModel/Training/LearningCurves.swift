#if Torch
  internal import Foundation

  /// Loss and F1 over the epochs as a picture.
  public struct LearningCurves {
    private let history: [TrainingState.Epoch]

    public init(_ history: [TrainingState.Epoch]) { self.history = history }

    private static let (width, height) = (640.0, 360.0)
    private static let (left, right, top, bottom) = (60.0, 60.0, 48.0, 45.0)
    private static let (lossColor, f1Color, gray) = ("#d55e00", "#0072b2", "#555555")

    /// An SVG of 640 × 360 points: loss with its axis on the left; validation F1, if there is any, with its
    /// axis on the right, and a mark at the epoch whose parameters are kept. Losses that are not finite are left out.
    public var svg: String {
      let scores = history.enumerated().compactMap { i, epoch in
        epoch.validationF1.map { (x(i), y($0)) }
      }
      // What is not a number has no place; readers of SVG refuse the whole line.
      let losses = history.enumerated().filter { $0.element.loss.isFinite }
        .map { (x($0.offset), y($0.element.loss / largestLoss)) }
      var result =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 360\" width=\"640\" "
        + "height=\"360\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n"
        + "<title>Learning curves</title>\n<rect width=\"640\" height=\"360\" fill=\"#ffffff\"/>\n"
      result += axes(hasScores: !scores.isEmpty)
      result += best(hasScores: !scores.isEmpty)
      result += Self.line(losses, Self.lossColor)
      result += Self.line(scores, Self.f1Color)
      return result + "</svg>\n"
    }

    /// The upper end of the axis of losses: four steps that are round numbers.
    private var largestLoss: Double {
      let largest = history.map(\.loss).filter(\.isFinite).max() ?? 1
      let step = max(largest, 1e-6) / 4
      let power = pow(10, log10(step).rounded(.down))
      let round = [1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10].first { $0 * power >= step * 0.999 } ?? 10
      return 4 * round * power
    }

    private func x(_ i: Int) -> Double {
      let inner = Self.width - Self.left - Self.right
      // A single epoch stands in the middle, and none at the very edge.
      guard history.count > 1 else { return Self.left + inner / 2 }
      return Self.left + 14 + (inner - 28) * Double(i) / Double(history.count - 1)
    }

    private func y(_ share: Double) -> Double {
      Self.top + (Self.height - Self.top - Self.bottom) * (1 - share)
    }

    private func axes(hasScores: Bool) -> String {
      var result = ""
      for i in 0...4 {
        let share = Double(i) / 4
        result +=
          "<line x1=\"\(Self.number(Self.left))\" x2=\"\(Self.number(Self.width - Self.right))\" "
          + "y1=\"\(Self.number(y(share)))\" y2=\"\(Self.number(y(share)))\" "
          + "stroke=\"\(i == 0 ? "#999999" : "#dddddd")\"/>\n"
        result += Self.text(
          Self.left - 8, y(share) + 4, "end", Self.lossColor, Self.number(share * largestLoss))
        guard hasScores else { continue }
        result += Self.text(
          Self.width - Self.right + 8, y(share) + 4, "start", Self.f1Color, Self.number(share))
      }
      let every = max(1, (history.count + 9) / 10)
      for (i, epoch) in history.enumerated() where i % every == 0 {
        result += Self.text(
          x(i), Self.height - Self.bottom + 18, "middle", Self.gray, "\(epoch.number)")
      }
      result += Self.text(Self.left, 22, "start", Self.lossColor, "training loss")
      if hasScores {
        result += Self.text(
          Self.width - Self.right, 22, "end", Self.f1Color, "validation micro-F1")
      }
      return result
        + Self.text(Self.width / 2, Self.height - 8, "middle", Self.gray, "epoch")
    }

    /// A mark at the best epoch.
    private func best(hasScores: Bool) -> String {
      var state = TrainingState()
      state.history = history
      guard hasScores, let best = state.best, let score = best.validationF1,
        let place = history.firstIndex(of: best)
      else { return "" }
      let label = "best: epoch \(best.number), \(String(format: "%.3f", score))"
      let x = x(place)
      return
        "<line x1=\"\(Self.number(x))\" x2=\"\(Self.number(x))\" y1=\"\(Self.number(Self.top))\" "
        + "y2=\"\(Self.number(y(0)))\" stroke=\"\(Self.f1Color)\" stroke-dasharray=\"3 4\"/>\n"
        + Self.text(Self.width / 2, 22, "middle", Self.f1Color, label)
        + "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y(score)))\" r=\"6\" fill=\"none\" "
        + "stroke=\"\(Self.f1Color)\" stroke-width=\"1.5\"/>\n"
    }

    private static func line(_ points: [(Double, Double)], _ color: String) -> String {
      guard !points.isEmpty else { return "" }
      let path = points.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
      // Of many epochs dots would only make the line thick.
      let radius = points.count > 40 ? "1.6" : "3"
      let dots = points.map {
        "<circle cx=\"\(number($0.0))\" cy=\"\(number($0.1))\" r=\"\(radius)\" fill=\"\(color)\"/>\n"
      }.joined()
      return
        "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\"/>\n"
        + dots
    }

    private static func text(
      _ x: Double, _ y: Double, _ anchor: String, _ color: String, _ text: String
    ) -> String {
      "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\" fill=\"\(color)\">"
        + "\(text)</text>\n"
    }

    /// As few digits as tell numbers of this size apart.
    private static func number(_ value: Double) -> String { String(format: "%.5g", value) }
  }
#endif
