internal import Foundation

/// Numbers along a line of the picture.
struct Axis {
  /// The numbers at both ends.
  let range: ClosedRange<Double>
  let isLogarithmic: Bool
  /// Where these are in the picture.
  let start, end: Double

  /// - Parameters:
  ///   - values: what has to fit.
  ///   - range: both ends, if they are given.
  ///   - startsAtZero: whether zero has to fit, too.
  init(
    _ values: [Double], range: ClosedRange<Double>?, isLogarithmic: Bool, startsAtZero: Bool,
    from start: Double, to end: Double
  ) {
    let usable = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    var (low, high) = (usable.min() ?? (isLogarithmic ? 1 : 0), usable.max() ?? 1)
    if let range {
      (low, high) = (range.lowerBound, range.upperBound)
    } else if isLogarithmic {
      low = pow(10, (log10(low) - 0.05).rounded(.down))
      high = pow(10, (log10(high) + 0.05).rounded(.up))
    } else {
      if startsAtZero { (low, high) = (min(low, 0), max(high, 0)) }
      if high == low { high = low + max(abs(low), 1) }
      let step = Self.step(high - low)
      high = (high / step).rounded(.up) * step
      low = (low / step).rounded(.down) * step
    }
    if !(high > low) { high = low + 1 }
    self.range = low...high
    self.isLogarithmic = isLogarithmic
    (self.start, self.end) = (start, end)
  }

  /// Where a number is; what is beyond an end is at the end.
  func place(_ value: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    let share =
      isLogarithmic
      ? (log10(max(value, low)) - log10(low)) / (log10(high) - log10(low))
      : (value - low) / (high - low)
    return start + (end - start) * min(max(share, 0), 1)
  }

  /// Round numbers along the axis.
  var ticks: [Double] {
    let (low, high) = (range.lowerBound, range.upperBound)
    if isLogarithmic {
      let exponents = Int(log10(low).rounded(.up))...max(Int(log10(low).rounded(.up)), Int(log10(high) + 1e-9))
      let step = (exponents.count + 6) / 7
      return stride(from: exponents.lowerBound, through: exponents.upperBound, by: step).map {
        pow(10, Double($0))
      }
    }
    let step = Self.step(high - low)
    let first = Int((low / step - 1e-9).rounded(.up))
    let last = Int((high / step + 1e-9).rounded(.down))
    return first > last ? [] : (first...last).map { Double($0) * step }
  }

  /// 1, 2 or 5 times a power of ten, so that there are four to eight of them.
  private static func step(_ length: Double) -> Double {
    guard length > 0, length.isFinite else { return 1 }
    let power = pow(10, (log10(length) - 0.7).rounded(.down))
    return [1.0, 2, 5, 10].map { $0 * power }.first { length / $0 <= 6.5 } ?? 10 * power
  }

  /// A number beside the axis.
  func label(_ value: Double) -> String {
    if isLogarithmic, value >= 10_000 || value < 0.001 {
      let digits = "⁰¹²³⁴⁵⁶⁷⁸⁹".map { $0 }
      let exponent = Int(log10(value).rounded())
      let raised = String(String(abs(exponent)).map { digits[Int(String($0))!] })
      return "10" + (exponent < 0 ? "⁻" : "") + raised
    }
    return abs(value) >= 10_000 && value == value.rounded() && abs(value) < 1e15
      ? grouped(Int(value)) : String(format: "%.6g", value == 0 ? 0 : value)
  }
}
