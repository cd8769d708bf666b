internal import Foundation
internal import Graphs
internal import Parallel

/// Positions of nodes in the plane: neighbors pull each other together, all nodes push each other away.
///
/// ForceAtlas2 (Jacomy, Venturini, Heymann & Bastian 2014, doi:10.1371/journal.pone.0098679): nodes push by the product
/// of their degrees over their distance, summed over cells of a tree where they are far (Barnes & Hut 1986,
/// doi:10.1038/324446a0); edges pull by their length, and everything is drawn to the center a little. Each node's forces are
/// summed by one thread in one order, so positions depend on the graph and the seed alone.
struct ForceLayout: Sendable {
  private(set) var x: [Double]
  private(set) var y: [Double]

  /// - Parameters:
  ///   - graph: the edges, each at both its nodes.
  ///   - seed: decides where nodes are in the beginning.
  ///   - start: where they are instead, in any measure.
  /// - Complexity: O(n log n + edges)
  init(of graph: Adjacency, seed: UInt64, start: (x: [Double], y: [Double])? = nil) {
    let n = graph.nodeCount
    var random = SeededGenerator(seed: seed)
    let radius = Double(max(n, 1)).squareRoot() * 10
    if let start {
      let (lowX, lowY) = (start.x.min() ?? 0, start.y.min() ?? 0)
      let size = max((start.x.max() ?? 0) - lowX, (start.y.max() ?? 0) - lowY, 1e-9)
      x = start.x.map { ($0 - lowX) / size * radius }
      y = start.y.map { ($0 - lowY) / size * radius }
    } else {
      (x, y) = ([], [])
      for _ in 0..<n {
        x.append((random.unit() - 0.5) * radius)
        y.append((random.unit() - 0.5) * radius)
      }
    }
    guard n > 1 else { return }
    let roundCount = 250
    let masses = (0..<n).map { Double(graph.count(of: $0) + 1) }
    var last = [SIMD2<Double>](repeating: .zero, count: n)
    var speed = 1.0
    for round in 0..<roundCount {
      let forces = self.forces(graph, masses)
      // Nodes that swing to and fro are slowed down, the more the nearer the end.
      var (swinging, traction) = (0.0, 0.0)
      for i in 0..<n {
        swinging += masses[i] * length(forces[i] - last[i])
        traction += masses[i] * length(forces[i] + last[i]) / 2
      }
      let wanted = swinging > 0 ? traction / swinging : speed
      speed = min(wanted, speed * 1.5) * (round > roundCount * 3 / 4 ? 0.97 : 1)
      for i in 0..<n {
        let swing = masses[i] * length(forces[i] - last[i])
        var factor = speed / (1 + (speed * swing).squareRoot())
        let step = factor * length(forces[i])
        // No node leaps over the picture.
        if step > radius / 10 { factor *= radius / 10 / step }
        x[i] += forces[i].x * factor
        y[i] += forces[i].y * factor
      }
      last = forces
    }
  }

  private func forces(_ graph: Adjacency, _ masses: [Double]) -> [SIMD2<Double>] {
    let tree = QuadTree(x, y, masses)
    let places = zip(x, y).map { SIMD2($0, $1) }
    let center = places.reduce(.zero, +) / Double(places.count)
    var forces = [SIMD2<Double>](repeating: .zero, count: places.count)
    forces.mutableSpan.forEachSlice(rowCount: places.count, grain: 64) { rows, slice in
      for i in rows {
        var force = tree.push(on: i, places[i]) * (10 * masses[i])
        // Parts without an edge between them would drift away.
        let inwards = center - places[i]
        let distance = length(inwards)
        if distance > 0 { force += inwards * (masses[i] * (1 / distance + 0.02)) }
        for entry in graph.offsets[i]..<graph.offsets[i + 1] {
          force += places[Int(graph.neighbors[entry])] - places[i]
        }
        slice[i - rows.lowerBound] = force
      }
    }
    return forces
  }
}

private func length(_ vector: SIMD2<Double>) -> Double { (vector * vector).sum().squareRoot() }

/// Masses in squares within squares.
private struct QuadTree: Sendable {
  private struct Cell {
    var x, y, size: Double
    var mass = 0.0
    /// The sum of mass · place, and then the center of mass.
    var sumX = 0.0
    var sumY = 0.0
    /// The first of four cells within, or −1.
    var children: Int32 = -1
    /// The only node in it, −1 for none, −2 for several in one place.
    var node: Int32 = -1
  }

  private var cells: [Cell] = []
  private let xs, ys, masses: [Double]

  init(_ xs: [Double], _ ys: [Double], _ masses: [Double]) {
    (self.xs, self.ys, self.masses) = (xs, ys, masses)
    let (lowX, highX) = (xs.min() ?? 0, xs.max() ?? 0)
    let (lowY, highY) = (ys.min() ?? 0, ys.max() ?? 0)
    cells.reserveCapacity(3 * xs.count)
    cells.append(Cell(x: lowX, y: lowY, size: max(highX - lowX, highY - lowY, 1e-9)))
    for node in xs.indices { insert(node) }
    for index in cells.indices where cells[index].mass > 0 {
      cells[index].sumX /= cells[index].mass
      cells[index].sumY /= cells[index].mass
    }
  }

  private mutating func insert(_ node: Int) {
    var (index, depth) = (0, 0)
    while true {
      let isEmpty = cells[index].mass == 0
      cells[index].mass += masses[node]
      cells[index].sumX += masses[node] * xs[node]
      cells[index].sumY += masses[node] * ys[node]
      if isEmpty {
        cells[index].node = Int32(node)
        return
      }
      if cells[index].children < 0 {
        if depth == 40 {
          cells[index].node = -2
          return
        }
        split(index)
      }
      index = child(index, node)
      depth += 1
    }
  }

  private mutating func split(_ index: Int) {
    let (cell, old) = (cells[index], Int(cells[index].node))
    let half = cell.size / 2
    cells[index].children = Int32(cells.count)
    cells[index].node = -1
    for part in 0..<4 {
      cells.append(
        Cell(x: cell.x + (part % 2 == 1 ? half : 0), y: cell.y + (part / 2 == 1 ? half : 0), size: half))
    }
    let place = child(index, old)
    cells[place].mass = masses[old]
    cells[place].sumX = masses[old] * xs[old]
    cells[place].sumY = masses[old] * ys[old]
    cells[place].node = Int32(old)
  }

  private func child(_ index: Int, _ node: Int) -> Int {
    let cell = cells[index]
    let half = cell.size / 2
    return Int(cell.children) + (xs[node] >= cell.x + half ? 1 : 0) + (ys[node] >= cell.y + half ? 2 : 0)
  }

  /// Σ mass · (place − its place) / distance² over all other nodes, those in far cells together.
  func push(on node: Int, _ place: SIMD2<Double>) -> SIMD2<Double> {
    var (force, stack) = (SIMD2<Double>.zero, [Int32(0)])
    while let index = stack.popLast() {
      let cell = cells[Int(index)]
      guard cell.mass > 0, cell.node != Int32(node) else { continue }
      let away = place - SIMD2(cell.sumX, cell.sumY)
      let square = (away * away).sum()
      if cell.children < 0 || cell.size * cell.size < 1.44 * square {
        // In one place: pushed apart in a direction that the number decides.
        let direction = square > 1e-9 ? away : SIMD2(Double(node % 7) - 3.1, Double(node % 5) - 2.1)
        force += direction * (cell.mass / max(square, 0.01))
      } else {
        for part in 0..<4 { stack.append(cell.children + Int32(part)) }
      }
    }
    return force
  }
}
