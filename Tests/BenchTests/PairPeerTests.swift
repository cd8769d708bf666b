import AlignmentTestSupport
import ArgumentParser
import Foundation
import Graphs
import LinearAlgebra
import Testing

@testable import bench

@Suite("Peers of bench pairs, as they are named") struct PairPeerTests {
  private func named(_ text: String) -> Result<NamedPeer, NamedPeer.Mistake> {
    Result { () throws(NamedPeer.Mistake) in try NamedPeer(text, isFolder: { $0 == "here" }) }
  }

  @Test("are known with any capitals, and a folder may have an equals sign")
  func names() throws {
    #expect(try named("PARROT=here").get().peer == .parrot)
    #expect(try named("graspologic").get().folder == nil)
    #expect(try named("igraphmatch=here").get().folder == "here")
    let odd = try NamedPeer("fugal=a=b", isFolder: { _ in true })
    #expect(odd.folder == "a=b")
  }

  @Test(
    "are refused with a reason",
    arguments: [
      ("nauty", "there is no “nauty”, only parrot,"), ("", "there is no “”"),
      ("parrot", "name it, parrot=folder"),
      ("joena=", "name it, joena=folder"), ("fugal=elsewhere", "there is no folder “elsewhere”"),
      ("graspologic=here", "has no folder"),
    ])
  func mistakes(text: String, reason: String) {
    guard case .failure(let mistake) = named(text) else {
      Issue.record("“\(text)” was taken")
      return
    }
    #expect(mistake.description.contains(reason))
  }

  @Test(
    "and their bounds are checked before anything runs",
    arguments: [
      (["--peer", "nauty"], "--peer: there is no “nauty”"),
      (["--peer", "graspologic", "--peer", "graspologic"], "--peer names graspologic twice"),
      (["--peer", "graspologic", "--peers", "/nowhere"], "--peers: there is no “/nowhere/pairs.py”"),
      (["--peer-seconds", "0"], "--peer-seconds must be at least 1"),
      (["--peer-memory", "0"], "--peer-memory must be above 0"),
    ])
  func options(arguments: [String], reason: String) {
    #expect {
      _ = try PairsBenchmark.parse(["--pairs", "."] + arguments)
    } throws: {
      PairsBenchmark.message(for: $0).contains(reason)
    }
  }

  @Test("get what they can use of the evidence, or are not run")
  func given() {
    let both = Evidence(ingredients: [.attributes, .anchors, .names])
    #expect(PairPeer.parrot.given(of: both) == Evidence(ingredients: [.attributes, .anchors]))
    #expect(PairPeer.slotalign.given(of: both) == Evidence(ingredients: [.attributes]))
    #expect(PairPeer.fugal.given(of: both) == Evidence(ingredients: []))
    #expect(PairPeer.parrot.given(of: Evidence(ingredients: [.attributes])) == nil)
    #expect(PairPeer.slotalign.given(of: Evidence(ingredients: [.anchors])) == nil)
  }

  @Test("are asked once for the same evidence")
  func memory() {
    var memory = PeerMemory()
    var count = 0
    for (peer, seed) in [(PairPeer.fugal, 0), (.fugal, 0), (.fugal, 1), (.graspologic, 0)] {
      let question = PeerMemory.Question(
        peer: peer, given: Evidence(ingredients: []), seed: UInt64(seed))
      _ = memory.answer(to: question) {
        count += 1
        return PeerAnswer()
      }
    }
    #expect(count == 3)
  }

  @Test("read attributes as numbers: of common columns, a column for each category")
  func attributes() throws {
    let source = NodeAttributes([
      .init(name: "place", categories: ["Oslo", "Rome", ""]), .init(name: "age", numbers: [3, 4, 5]),
      .init(name: "own", numbers: [1, 1, 1]), .init(name: "mixed", numbers: [1, 1, 1]),
    ])
    let target = NodeAttributes([
      .init(name: "age", numbers: [4, 6]), .init(name: "place", categories: ["Rome", "Bern"]),
      .init(name: "mixed", categories: ["a", "b"]),
    ])
    let rows = try #require(PairPeerFiles.numbers(source, target))
    // Bern, Oslo, Rome, age.
    let places: [[Float]] = [[0, 1, 0, 3], [0, 0, 1, 4], [0, 0, 0, 5]]
    #expect(rows.source == Matrix(rowCount: 3, columnCount: 4, elements: Array(places.joined())))
    let others: [[Float]] = [[0, 0, 1, 4], [1, 0, 0, 6]]
    #expect(rows.target == Matrix(rowCount: 2, columnCount: 4, elements: Array(others.joined())))
    #expect(PairPeerFiles.numbers(source, NodeAttributes([.init(name: "x", numbers: [1])])) == nil)
  }

  @Test("are judged by the test split where there are anchors, whether or not they get these")
  func judged() throws {
    let folder = try TemporaryFolder()
    for (name, text) in [
      ("source.edges", "0 1\n1 2\n"), ("target.edges", "0 1\n1 2\n"), ("truth.tsv", "0 0\n1 1\n2 2\n"),
      ("anchors-train.tsv", "1 1\n"),
    ] {
      _ = try folder.file(name, text.utf8)
    }
    let pair = PairFolder(name: "path", path: folder.url.path)
    let (none, anchors) = (Evidence(ingredients: []), Evidence(ingredients: [.anchors]))
    #expect(try pair.read(none).knownCount == 3)
    let read = try pair.read(none, judged: anchors)
    #expect(read.knownCount == 2)
    #expect(read.anchors.isEmpty)
    #expect(try pair.read(anchors).truth == read.truth)
  }
}
