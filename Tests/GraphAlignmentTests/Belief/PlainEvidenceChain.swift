import Foundation
import Graphs

@testable import GraphAlignment

/// A chain of matchings as its definition says it, with the whole weight computed anew at every step.
struct PlainEvidenceChain {
  let shared: ChainEvidence
  var targets: [Int]
  let fixed: Set<Int>
  let inverseTemperature: Double
  var random: UInt64
  private(set) var times: [Int]

  init(_ shared: ChainEvidence, targets: [Int], fixed: Set<Int>, inverseTemperature: Double, random: UInt64) {
    (self.shared, self.targets, self.fixed) = (shared, targets, fixed)
    (self.inverseTemperature, self.random) = (inverseTemperature, random)
    times = [Int](repeating: 0, count: shared.pairs.count)
  }

  /// The weight of a matching, in units of 2⁻¹⁶ nats.
  func weight(_ targets: [Int]) -> Int {
    let (source, target) = (shared.source, shared.target)
    var sum = 0
    for (i, w) in targets.enumerated() where w >= 0 {
      if let pair = shared.pairs.index(i, w) { sum += Int(shared.evidence.elements[pair]) }
      for (j, v) in targets.enumerated() where v >= 0 && j < i {
        let e = source.contains(i, j) ? source.place(of: j, from: i) : nil
        let f = target.contains(w, v) ? target.place(of: v, from: w) : nil
        let a = e.map { Int(shared.labels?.source.elements[$0] ?? 0) }
        let b = f.map { Int(shared.labels?.target.elements[$0] ?? 0) }
        switch (a, b) {
        case (let a?, let b?):
          var kept = Int(shared.logRatio)
          for node in [i, j] { kept += Int(shared.sourceLogs.elements[node]) }
          for node in [w, v] { kept += Int(shared.targetLogs.elements[node]) }
          if let labels = shared.labels { kept += Int(labels.logs.elements[a * labels.targetCount + b]) }
          sum += max(0, kept)
        case (let a?, nil): sum += Int(shared.sourceMissings.elements[a])
        case (nil, let b?): sum += Int(shared.targetMissings.elements[b])
        default: break
        }
      }
    }
    return sum
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
      for (i, w) in targets.enumerated() where w >= 0 {
        if let pair = shared.pairs.index(i, w) { times[pair] += 1 }
      }
    }
  }

  private mutating func step() {
    let i = below(targets.count)
    let own = shared.pairs.pairs(of: i)
    guard !fixed.contains(i), !own.isEmpty else { return }
    let kind = below(4)
    let x: Int
    if kind == 1, targets[i] >= 0 {
      x = -1
    } else if kind <= 1 {
      x = Int(shared.pairs.targets[own.lowerBound + below(own.count)])
    } else {
      let around = shared.source.list(i)
      guard !around.isEmpty else { return }
      let v = targets[around[below(around.count)]]
      guard v >= 0 else { return }
      let beyond = shared.target.list(v)
      guard !beyond.isEmpty else { return }
      x = beyond[below(beyond.count)]
      guard shared.pairs.index(i, x) != nil else { return }
    }
    let w = targets[i]
    guard x != w else { return }
    let owner = x >= 0 ? targets.firstIndex(of: x) : nil
    var changed = targets
    changed[i] = x
    if let owner {
      guard !fixed.contains(owner), w < 0 || shared.pairs.index(owner, w) != nil else { return }
      changed[owner] = w
    }
    let change = Double(weight(changed) - weight(targets))
    let chance = Double(bits() + 1) * 0x1p-32
    guard change >= 0 || change >= ChainEvidence.unit / inverseTemperature * log(chance) else { return }
    targets = changed
  }
}
