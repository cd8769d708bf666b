import AlignmentTestSupport
import Files
import Foundation
import GraphAlignment
import Graphs
import Testing

@testable import bench

@Suite("Answers of peers") struct PairPeerRunTests {
  /// A path of three nodes against one of four.
  private var pair: PairData {
    var pair = PairData(
      source: Graph(nodeCount: 3, edges: [(0, 1), (1, 2)]),
      target: Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3)]))
    pair.truth = [[0], [1], [2]]
    return pair
  }

  // MARK: - Reading

  @Test("count ties by their expected value, and nodes without candidates as missed")
  func ties() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("candidates.tsv", "0 3 0\n0 0 0\n2 2 0\n2 1 -1\n".utf8)
    let scores = try PairPeerRun.alignment(at: path, of: pair).scores(against: pair.truth)
    #expect(scores.hits(at: 1) == 0.5)
    let two: Double = 2.0 / 3
    #expect(scores.hits(at: 10) == two)
  }

  @Test(
    "that make no sense are refused with their line",
    arguments: [
      ("0 1 0\n0 1 -1\n", 2, "the second candidate 1 of node 0"),
      ("0 1 -1\n1 2 0\n0 2 0\n", 3, "a better candidate of node 0 after a worse one"),
      ("0 4 0\n", 1, "the target graph has no node “4”"), ("3 0 0\n", 1, "the source graph has no node “3”"),
      ("0 1 nan\n", 1, "expected a finite number"), ("0 1 0\n0\n", 2, "expected two node ids"),
    ])
  func nonsense(text: String, line: Int, reason: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("candidates.tsv", text.utf8)
    do throws(FileError) {
      _ = try PairPeerRun.alignment(at: path, of: pair)
      Issue.record("“\(text)” was read")
    } catch {
      #expect(error.line == line)
      #expect(error.reason.contains(reason))
    }
  }

  // MARK: - Running

  /// What a script in the place of pairs.py answers; `$4` is the folder of the pair.
  private func answer(of script: String, seconds: Int = 60) throws -> PeerAnswer {
    let folder = try TemporaryFolder()
    _ = try folder.file("pairs.py", script.utf8)
    let run = PairPeerRun(python: "sh", folder: folder.url.path, seconds: seconds, memory: 1, threads: 1)
    let named = try NamedPeer("graspologic", isFolder: { _ in false })
    return try run.answer(of: named, to: pair, called: "path", seed: 7)
  }

  @Test("are read with what they cost; the peer finds the graphs, its bounds and the seed, and no truth")
  func good() throws {
    let answer = try answer(
      of: """
        cd "$3" || exit 1
        [ "$1 $4 $5 $6 $7 $8 $9" = "graspologic --seconds 60 --memory 1.0 --threads 1" ] || exit 2
        shift 9; [ "$*" = "--seed 7" ] || exit 3
        [ "$(ls | tr '\\n' ' ')" = "pair.json source.edges target.edges " ] || exit 4
        [ "$(cat source.edges | tr '\\n' ' ')" = "0 1 1.0 1 2 1.0 " ] || exit 5
        printf '0 0 0\\n1 1 0\\n2 3 0\\n' > candidates.tsv
        echo '{"outcome": null, "userSeconds": 1.5, "peakMebibytes": 20, "settings": "its own"}' > reply.json
        """)
    #expect(answer.outcome == nil)
    #expect(answer.userSeconds == 1.5)
    #expect(answer.settings == "its own")
    var row = PairsResult.Row(
      pair: "path", settings: "graspologic", evidence: "none", control: nil, truth: "", known: 3)
    row.add(answer, judgedBy: pair)
    let two: [Double] = [2.0 / 3]
    #expect(row.hits1 == two)
    #expect(row.peakMebibytes == 20)
  }

  @Test(
    "that fail are rows with a reason",
    arguments: [
      ("exit 3", "ended with status 3 and no reply"),
      ("echo nonsense > \"$3/reply.json\"", "its reply makes no sense"),
      (
        "echo '{\"outcome\": \"took more than 5 s\", \"userSeconds\": 5}' > \"$3/reply.json\"",
        "took more than 5 s"
      ),
      ("echo '{}' > \"$3/reply.json\"", "its answer makes no sense: candidates.tsv"),
      (
        "echo '{}' > \"$3/reply.json\"; echo '0 9 0' > \"$3/candidates.tsv\"",
        "its answer makes no sense: candidates.tsv:1: the target graph has no node “9”"
      ),
    ])
  func failures(script: String, reason: String) throws {
    let answer = try answer(of: script)
    #expect(answer.outcome?.contains(reason) == true, "\(answer)")
    var row = PairsResult.Row(
      pair: "path", settings: "FUGAL", evidence: "anchors", control: nil, truth: "", known: 3)
    row.given = "none"
    row.add(answer, judgedBy: pair)
    #expect(row.hits1.isEmpty)
    let result = PairsResult(setting: .current(threads: 1), seeds: 1, rows: [row])
    #expect(result.markdown.contains("given: none; "))
    #expect(result.markdown.contains(reason))
  }

  // MARK: - pairs.py itself

  /// What pairs.py says of a clone with this code, whatever packages Python has: the code fails before they matter.
  private func outcome(code: String, seconds: Int = 20, memory: Double = 4) throws -> PeerAnswer {
    let clone = try TemporaryFolder()
    _ = try clone.file("parrot.py", code.utf8)
    let peers = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Benchmarks/peers").path
    let run = PairPeerRun(
      python: "python3", folder: peers, seconds: seconds, memory: memory, threads: 1)
    let named = try NamedPeer("parrot=\(clone.url.path)", isFolder: { _ in true })
    return try run.answer(of: named, to: pair, called: "path", seed: 0)
  }

  @Test("of a peer that fails say why")
  func raised() throws {
    let answer = try outcome(code: "raise ValueError('too\\nwide')")
    #expect(answer.outcome == "failed: ValueError: too wide")
    #expect(answer.peakMebibytes ?? 0 > 1)
  }

  @Test("of a peer that goes on and on say after how much computing it was ended")
  func slow() throws {
    let answer = try outcome(code: "while True: pass", seconds: 1)
    #expect(answer.outcome == "took more than 1 s")
    #expect((0.5...3).contains(answer.userSeconds ?? 0))
  }

  @Test("of a peer that wants more memory than there may be say so")
  func hungry() throws {
    let answer = try outcome(code: "bytearray(3 << 30)", memory: 0.5)
    #expect(answer.outcome == "needed more than 0.5 GiB")
  }

  @Test("of a peer that crashes name the signal")
  func crashed() throws {
    let answer = try outcome(code: "import os; os.abort()")
    #expect(answer.outcome == "was ended by signal 6")
  }
}
