import Graphs

@testable import GraphAlignment

/// The chain as its definition says it, with sets and full counts.
struct PlainChain {
  let source, target: Adjacency
  var targets: [Int]
  let fixed: Set<Int>
  var inverseTemperature: Double
  var random: UInt64
  var visits: [[Int: Int]]

  init(
    source: Adjacency, target: Adjacency, targets: [Int], fixed: Set<Int>,
    inverseTemperature: Double,
    random: UInt64
  ) {
    (self.source, self.target, self.targets) = (source, target, targets)
    (self.fixed, self.inverseTemperature, self.random) = (fixed, inverseTemperature, random)
    visits = [[Int: Int]](repeating: [:], count: targets.count)
  }

  var keptCount: Int {
    var count = 0
    for i in targets.indices where targets[i] >= 0 {
      for j in 0..<i where targets[j] >= 0 && source.contains(i, j) {
        if target.contains(targets[i], targets[j]) { count += 1 }
      }
    }
    return count
  }

  private mutating func bits() -> UInt64 {
    random ^= random << 13
    random ^= random >> 7
    random ^= random << 17
    return (random &* 0x2545_F491_4F6C_DD1D) >> 32
  }

  private mutating func below(_ bound: Int) -> Int { Int((bits() &* UInt64(bound)) >> 32) }

  mutating func run(_ count: Int, recordingFrom first: Int) {
    for now in 0..<count {
      step()
      guard now >= first else { continue }
      for i in targets.indices where targets[i] >= 0 { visits[i][targets[i], default: 0] += 1 }
    }
  }

  private mutating func step() {
    let i = below(targets.count)
    let around = source.list(i)
    guard !around.isEmpty else { return }
    let u = around[below(around.count)]
    let x: Int
    if below(2) == 0 {
      guard targets[u] >= 0 else { return }
      let beyond = target.list(targets[u])
      guard !beyond.isEmpty else { return }
      x = beyond[below(beyond.count)]
    } else {
      let beyond = source.list(u)
      x = targets[beyond[below(beyond.count)]]
      guard x >= 0 else { return }
    }
    let (own, owner) = (targets[i], targets.firstIndex(of: x))
    guard x != own, !fixed.contains(i), !(owner.map(fixed.contains) ?? false) else { return }
    let chance = bits()
    let loss = MatchingChain.lossChances(inverseTemperature).prefix { chance < $0 }.count
    let (before, old) = (keptCount, targets)
    targets[i] = x
    if let owner { targets[owner] = own }
    if keptCount < before - loss { targets = old }
  }
}
