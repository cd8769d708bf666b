import Files
import Foundation
import RelationExtraction
import Testing

/// The files of the first version of MNRE that were released with MEGA.
@Suite("Released graphs", .enabled(if: MNREFiles.areHere, "\(MNREFiles.absence)"))
struct ReleasedGraphTests {
  private static let splits = [("train", 7824), ("val", 975), ("test", 1282)]

  /// Every graph with the sample it belongs to.
  private func forEachGraph(
    in split: String, _ body: (RelationSample, CombinedGraph) throws -> Void
  ) throws {
    let graphs = try ReleasedGraphs(
      contentsOf: MNREFiles.path("v1/combined_graph_edges.tar.gz"))
    for case (split, let count) in Self.splits {
      let samples = try RelationSample.read(from: MNREFiles.path("v1/ours_\(split).txt"))
      let relations = try ObjectRelations(
        contentsOf: MNREFiles.path("v1/graph_of_image_\(split).json"))
      #expect(samples.count == count)
      for sample in samples {
        let name = "combined_graph_edges/\(split)/\(sample.index)"
        let content = try graphs.bytes(split: split, index: sample.index)
        let bytes = try #require(content)
        let image = try #require(sample.imageFileName)
        let pairs = try #require(relations.pairs[image])
        try body(sample, CombinedGraph(parsing: bytes, named: name, relations: pairs))
      }
    }
  }

  /// The counts are from an independent program over the same 10 081 files.
  @Test("can be repaired, 93.1 % of them completely")
  func repair() throws {
    var (all, withImage, several, repeating) = (0, 0, 0, 0)
    var (single, joined, appended) = (0, 0, 0)
    for (split, _) in Self.splits {
      try forEachGraph(in: split) { _, graph in
        all += 1
        let repaired = try #require(graph.repairedText())
        guard graph.wordCount != nil else { return }
        withImage += 1
        if graph.overlaidText.roots.count >= 2 { several += 1 }
        let dependents = graph.textEdges.map(\.dependent)
        if Set(dependents).count < dependents.count { repeating += 1 }
        if repaired.appendedWordCount > 0 {
          appended += 1
        } else if repaired.sentenceCount == 1 {
          single += 1
        } else {
          joined += 1
        }
        // Every sentence is a tree.
        #expect(repaired.graph.edges.count == repaired.graph.words.count - repaired.sentenceCount)
      }
    }
    #expect(all == 10_081 && withImage == 8168 && several == 2535 && repeating == 2115)
    #expect(single == 5633 && joined == 1970 && appended == 565)
  }

  /// The counts are from an independent program, in Python, over the same files.
  @Test(
    "have the counts that Python finds",
    arguments: [
      FileCounts(
        split: "train", lines: 204_714, nodes: 159_903, repeated: 2217, reciprocal: 16_389,
        withoutImage: 1462, tenObjects: 1443, medianLines: 25, medianText: 15, mostLines: 79),
      FileCounts(
        split: "val", lines: 25_801, nodes: 19_395, repeated: 361, reciprocal: 2143,
        withoutImage: 188, tenObjects: 176, medianLines: 25, medianText: 15, mostLines: 61),
      FileCounts(
        split: "test", lines: 32_774, nodes: 25_740, repeated: 400, reciprocal: 2598,
        withoutImage: 263, tenObjects: 234, medianLines: 24, medianText: 15, mostLines: 85),
    ])
  func counts(_ expected: FileCounts) throws {
    var found = FileCounts(split: expected.split)
    var (sizes, textSizes): ([Int], [Int]) = ([], [])
    try forEachGraph(in: expected.split) { _, graph in
      let offset = graph.wordCount ?? 0
      let lines =
        graph.textEdges.map { [$0.governor, $0.dependent] }
        + graph.imageEdges.map { [$0.subject + offset, $0.object + offset] }
      let different = Set(lines)
      found.lines += lines.count
      found.nodes += Set(lines.joined()).count
      found.repeated += lines.count - different.count
      found.reciprocal += different.count { $0[0] < $0[1] && different.contains([$0[1], $0[0]]) }
      if graph.imageEdges.isEmpty { found.withoutImage += 1 }
      let objects = Set(graph.imageEdges.flatMap { [$0.subject, $0.object] })
      if objects.count == 10 { found.tenObjects += 1 }
      sizes.append(lines.count)
      textSizes.append(graph.textEdges.count)
      let hasLoop = lines.contains { $0[0] == $0[1] }
      #expect(!hasLoop && !lines.isEmpty)
    }
    found.medianLines = sizes.sorted()[sizes.count / 2]
    found.medianText = textSizes.sorted()[sizes.count / 2]
    found.mostLines = sizes.max()!
    #expect(found == expected)
    #expect(textSizes.max()! <= 38)
  }

  struct FileCounts: Sendable, Equatable {
    var split: String
    var lines = 0
    var nodes = 0
    var repeated = 0
    var reciprocal = 0
    var withoutImage = 0
    var tenObjects = 0
    var medianLines = 0
    var medianText = 0
    var mostLines = 0
  }

  /// The reason why words and tokens are never matched by number.
  @Test("have as many words as their samples have tokens in 52 % of the cases only")
  func words() throws {
    var (equal, all) = (0, 0)
    for (split, _) in Self.splits {
      try forEachGraph(in: split) { sample, graph in
        guard let wordCount = graph.wordCount else { return }
        all += 1
        if wordCount == sample.tokens.count { equal += 1 }
      }
    }
    #expect(all == 8168 && equal == 4262)
  }

  @Test("have pictures without relations", arguments: [("train", 794), ("val", 95), ("test", 142)])
  func emptyPictures(_ split: String, _ count: Int) throws {
    let relations = try ObjectRelations(
      contentsOf: MNREFiles.path("v1/graph_of_image_\(split).json"))
    #expect(relations.pairs.values.count(where: \.isEmpty) == count)
    #expect(relations.pairs.values.map(\.count).max()! <= 61)
  }

  @Test("come with raw posts whose entities all have a type", arguments: ["val", "test"])
  func posts(_ split: String) throws {
    let posts = try RawPost.read(from: MNREFiles.path("v1/\(split)_data.json"))
    let samples = try RelationSample.read(from: MNREFiles.path("v1/ours_\(split).txt"))
    // A post for each sample, in the same order.
    #expect(posts.map(\.imageID) == samples.map(\.imageID))
    if split == "test" { #expect(posts.count { $0.text.contains("\n") } == 74) }
  }
}
