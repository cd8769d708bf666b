internal import Files
internal import Foundation
internal import GraphAlignment
internal import Graphs

/// How an alignment by a peer went.
struct PeerAnswer {
  /// Why there is no alignment.
  var outcome: String?
  var alignment: Alignment?
  var userSeconds: Double?
  var peakMebibytes: Double?
  /// What the peer was set to.
  var settings: String?
}

/// Runs peers, each alignment in a process of its own.
struct PairPeerRun {
  var python: String
  /// Where pairs.py is.
  var folder: String
  var seconds: Int
  var memory: Double
  var threads: Int

  /// What pairs.py says of a run.
  private struct Reply: Decodable {
    var outcome: String?
    var userSeconds: Double?
    var peakMebibytes: Double?
    var settings: String?
  }

  /// Aligns a pair. A peer that fails, or answers what makes no sense, is an answer as well.
  func answer(
    of named: NamedPeer, to pair: PairData, called name: String, seed: UInt64
  ) throws -> PeerAnswer {
    let files = try PairPeerFiles(pair, named: name)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [python, folder + "/pairs.py", named.peer.rawValue, "--folder", files.folder.path]
      + ["--seconds", "\(seconds)", "--memory", "\(memory)", "--threads", "\(threads)"]
      + ["--seed", "\(seed)"] + (named.folder.map { ["--clone", $0] } ?? [])
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard let data = try? Data(contentsOf: files.url("reply.json")) else {
      return PeerAnswer(
        outcome: "\(python) \(folder)/pairs.py ended with status \(process.terminationStatus) "
          + "and no reply")
    }
    do {
      let reply = try JSONDecoder().decode(Reply.self, from: data)
      var answer = PeerAnswer(
        outcome: reply.outcome, userSeconds: reply.userSeconds,
        peakMebibytes: reply.peakMebibytes, settings: reply.settings)
      guard reply.outcome == nil else { return answer }
      do throws(FileError) {
        answer.alignment = try Self.alignment(at: files.url("candidates.tsv").path, of: pair)
      } catch {
        answer.outcome = "its answer makes no sense: " + Self.withoutFolder(error)
      }
      return answer
    } catch {
      return PeerAnswer(outcome: "its reply makes no sense: \(error)")
    }
  }

  private static func withoutFolder(_ error: FileError) -> String {
    let name = URL(fileURLWithPath: error.file).lastPathComponent
    return FileError(file: name, line: error.line, reason: error.reason).description
  }

  /// Reads candidates by number of node: source, target, and something that is larger the better; those of a
  /// node best first.
  static func alignment(at path: String, of pair: PairData) throws(FileError) -> Alignment {
    let (sources, targets) = (pair.source.nodeCount, pair.target.nodeCount)
    let lines = try WeightedPairs(
      contentsOf: path, source: .consecutive(sources), target: .consecutive(targets))
    var candidates = [[Candidate]](repeating: [], count: sources)
    var seen = Set<Int>()
    for line in lines.pairs {
      func fail(_ reason: String) -> FileError {
        FileError(file: path, line: line.line, reason: reason)
      }
      guard seen.insert(line.source * targets + line.target).inserted else {
        throw fail("the second candidate \(line.target) of node \(line.source)")
      }
      let similarity = Float(line.value)
      if let last = candidates[line.source].last, last.similarity < similarity {
        throw fail("a better candidate of node \(line.source) after a worse one")
      }
      candidates[line.source].append(Candidate(target: line.target, similarity: similarity))
    }
    return Alignment(
      candidates: candidates, sourceIdentifiers: .consecutive(sources),
      targetIdentifiers: .consecutive(targets))
  }
}
