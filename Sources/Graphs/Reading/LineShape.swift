/// What of a layout the readers of lines need: no arrays, so that it can be handed around for nothing.
struct LineShape: Sendable, Equatable, BitwiseCopyable {
  var separation = Separation.any
  var comments = CommentSigns()
  /// Counted from 0.
  var source = 0
  var target = 1
  /// The column of weights; `nil` if there is none.
  var value: Int? = 2
  /// Whether other columns are not looked at.
  var areColumnsChosen = false
  /// Whether any of the first lines has a weight.
  var hasValues = false
  /// How many columns the header names; 0 without one.
  var nameCount = 0

  /// Whether source, target and weight are the first columns, in this order.
  var areColumnsFirst: Bool { source == 0 && target == 1 && (value == nil || value == 2) }
}
