/// How high each arc over a row of places has to rise so that arcs do not run along each other.
///
/// - Returns: levels from 1; an arc is above every arc that lies inside of its span.
/// - Complexity: O(arcs²)
func arcLevels(_ arcs: [(Int, Int)]) -> [Int] {
  var levels = [Int](repeating: 0, count: arcs.count)
  let spans = arcs.map { min($0.0, $0.1)...max($0.0, $0.1) }
  let order = arcs.indices.sorted { (spans[$0].count, $0) < (spans[$1].count, $1) }
  for (place, arc) in order.enumerated() {
    var level = 1
    for other in order[..<place] {
      // Arcs that only touch at an end may have the same height.
      let overlap =
        min(spans[arc].upperBound, spans[other].upperBound)
        > max(spans[arc].lowerBound, spans[other].lowerBound)
      if overlap { level = max(level, levels[other] + 1) }
    }
    levels[arc] = level
  }
  return levels
}
