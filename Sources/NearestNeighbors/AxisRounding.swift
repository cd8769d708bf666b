/// A bound on ‖computed − true‖ for coordinates along the axes, from the rounding of each of the products and
/// of the axes themselves, with room to spare: enough for the sums of squares, too, which is all there is to
/// round without axes.
struct AxisRounding: Sendable {
  /// The bound of a row as a share of its norm and the mean's.
  private let share: Double
  private let meanNorm: Double

  init(_ axes: SearchAxes?, width: Int) {
    share = 8 * Double(width + 8) * Double(Float.ulpOfOne)
    meanNorm = (axes?.mean ?? []).reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  /// How much too long a distance along the axes may be, between a query and a point that is at most
  /// `distance` away from it: such a point's norm is at most the query's plus that distance. A bound by the
  /// largest of all norms would let hubs, whose signatures are long, blur the distances of all other rows.
  func slack(queryNorm: Double, distance: Double) -> Double {
    share * (2 * queryNorm + distance + 2 * meanNorm)
  }
}
