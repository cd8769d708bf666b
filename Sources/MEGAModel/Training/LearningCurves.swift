#if Torch
  internal import Files
  internal import Foundation

  /// Loss and F1 over the epochs as a picture.
  public struct LearningCurves {
    private let history: [TrainingState.Epoch]

    /// Curves over these epochs.
    public init(_ history: [TrainingState.Epoch]) { self.history = history }

    private static let (width, height) = (640.0, 360.0)
    private static let (left, right, top, bottom) = (60.0, 60.0, 48.0, 45.0)
    private static let (lossColor, f1Color, gray) = ("#d55e00", "#0072b2", "#555555")

    /// An SVG of 640 × 360 points: loss with its axis on the left, that of validation with dashes; validation F1, if
    /// there is any, with its axis on the right, and a mark at the epoch whose parameters are kept. Losses that are
    /// not finite are left out.
    ///
    /// - Complexity: O(epochs)
    public var svg: String {
      var picture = SVGText()
      let scores = history.indices.compactMap { i in history[i].validationF1.map { (x: x(i), y: y($0)) } }
      // What is not a number has no place; readers of SVG refuse the whole line.
      func points(_ loss: (TrainingState.Epoch) -> Double?) -> [(x: Double, y: Double)] {
        history.indices.compactMap { i in
          guard let own = loss(history[i]), own.isFinite else { return nil }
          return (x: x(i), y: y(own / largestLoss))
        }
      }
      drawAxes(in: &picture, hasScores: !scores.isEmpty)
      if !scores.isEmpty { markBest(in: &picture) }
      draw(points(\.loss), Self.lossColor, in: &picture)
      draw(points(\.validationLoss), Self.lossColor, dashes: "5 4", in: &picture)
      draw(scores, Self.f1Color, in: &picture)
      return picture.document(width: Self.width, height: Self.height, title: "Learning curves")
    }

    /// The upper end of the axis of losses: four steps that are round numbers.
    private var largestLoss: Double {
      let losses = history.flatMap { [$0.loss, $0.validationLoss ?? $0.loss] }
      let largest = losses.filter(\.isFinite).max() ?? 1
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

    private func drawAxes(in picture: inout SVGText, hasScores: Bool) {
      let end = Self.width - Self.right
      func text(_ text: String, _ x: Double, _ y: Double, _ anchor: String, _ color: String) {
        picture.add(text, x: x, y: y, size: 12, color: color, anchor: anchor)
      }
      for i in 0...4 {
        let share = Double(i) / 4
        picture.line((Self.left, y(share)), (end, y(share)), color: i == 0 ? "#999999" : "#dddddd")
        let loss = String(format: "%.5g", share * largestLoss)
        text(loss, Self.left - 8, y(share) + 4, "end", Self.lossColor)
        if hasScores { text("\(share)", end + 8, y(share) + 4, "start", Self.f1Color) }
      }
      let every = max(1, (history.count + 9) / 10)
      for (i, epoch) in history.enumerated() where i % every == 0 {
        text("\(epoch.number)", x(i), Self.height - Self.bottom + 18, "middle", Self.gray)
      }
      let isValidated = history.contains { $0.validationLoss != nil }
      text("training loss" + (isValidated ? ", – – validation" : ""), Self.left, 22, "start", Self.lossColor)
      if hasScores { text("validation micro-F1", end, 22, "end", Self.f1Color) }
      text("epoch", Self.width / 2, Self.height - 8, "middle", Self.gray)
    }

    private func markBest(in picture: inout SVGText) {
      var state = TrainingState()
      state.history = history
      guard let best = state.best, let score = best.validationF1, let place = history.firstIndex(of: best)
      else { return }
      picture.line((x(place), Self.top), (x(place), y(0)), color: Self.f1Color, dashes: "3 4")
      picture.add(
        "best: epoch \(best.number), \(String(format: "%.3f", score))", x: Self.width / 2, y: 22,
        size: 12, color: Self.f1Color, anchor: "middle")
      picture.circle((x(place), y(score)), radius: 6, fill: "none", stroke: Self.f1Color)
    }

    private func draw(
      _ points: [(x: Double, y: Double)], _ color: String, dashes: String = "none", in picture: inout SVGText
    ) {
      for (a, b) in zip(points, points.dropFirst()) {
        picture.line((a.x, a.y), (b.x, b.y), color: color, width: 2, dashes: dashes)
      }
      // Of many epochs dots would only make the line thick.
      let radius = points.count > 40 ? 1.6 : 3
      for point in points { picture.circle((point.x, point.y), radius: radius, fill: color) }
    }
  }
#endif
