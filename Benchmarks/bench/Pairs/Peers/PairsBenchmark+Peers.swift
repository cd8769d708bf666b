internal import Foundation
internal import GraphAlignment

/// What peers answered on one pair of graphs: with the same evidence they are asked once.
struct PeerMemory {
  struct Question: Hashable {
    var peer: PairPeer
    var given: Evidence
    var seed: UInt64
  }

  private var answers: [Question: PeerAnswer] = [:]

  mutating func answer(to question: Question, ask: () throws -> PeerAnswer) rethrows -> PeerAnswer {
    if let known = answers[question] { return known }
    let answer = try ask()
    answers[question] = answer
    return answer
  }
}

extension PairsBenchmark {
  /// A row for each peer that can do with this evidence; each gets what it can use of it.
  func measurePeers(
    _ folder: PairFolder, _ evidence: Evidence, _ memory: inout PeerMemory,
    into result: inout PairsResult
  ) throws {
    let run = PairPeerRun(
      python: peers.python, folder: peers.peers, seconds: peers.peerSeconds,
      memory: peers.peerMemory, threads: result.setting.threads)
    for named in try peers.named {
      guard let given = named.peer.given(of: evidence) else {
        let needed = Evidence(ingredients: named.peer.needed).name
        let note = "\(named.peer.title) needs \(needed) and is not run without"
        if !result.notes.contains(note) { result.notes.append(note) }
        continue
      }
      let pair = try folder.read(given, judged: evidence)
      var row = PairsResult.Row(
        pair: folder.name, settings: named.peer.title, evidence: evidence.name, control: nil,
        truth: pair.truthFile, known: pair.knownCount)
      row.given = given == evidence ? nil : given.name
      for seed in 0..<UInt64(seeds) {
        note("\(folder.name), \(named.peer.title), \(given.name) …")
        let numbered = pair.renumbered(seed: seed)
        let answer = try memory.answer(to: .init(peer: named.peer, given: given, seed: seed)) {
          try run.answer(of: named, to: numbered, called: folder.name, seed: seed)
        }
        row.add(answer, judgedBy: numbered)
        // What takes too long or fails does so with other numbers, too.
        if row.outcome != nil { break }
      }
      result.rows.append(row)
      try common.save(result)
    }
  }
}

extension PairsResult.Row {
  /// Adds an answer of a peer, good or not.
  mutating func add(_ answer: PeerAnswer, judgedBy pair: PairData) {
    outcome = answer.outcome
    peerSettings = answer.settings ?? peerSettings
    userSeconds += answer.userSeconds.map { [$0] } ?? []
    peakMebibytes = max(peakMebibytes, answer.peakMebibytes ?? 0)
    guard let scores = answer.alignment?.scores(against: pair.truth, unmatched: pair.unmatched)
    else { return }
    hits1.append(scores.hits(at: 1))
    hits10.append(scores.hits(at: 10))
    meanReciprocalRank.append(scores.meanReciprocalRank)
  }
}
