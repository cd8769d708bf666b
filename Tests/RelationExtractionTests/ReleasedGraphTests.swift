import Files
import Foundation
import RelationExtraction
import Testing

/// The files of the first version of MNRE that were released with MEGA.
@Suite("Released graphs", .enabled(if: MNREFiles.areHere, "\(MNREFiles.absence)"))
struct ReleasedGraphTests {
  private static let splits = [("train", 7824), ("val", 975), ("test", 1282)]

  /// Every graph with the sample it belongs to.
  private func forEachGraph(_ body: (RelationSample, CombinedGraph) throws -> Void) throws {
    let archive = try TarArchive(contentsOf: MNREFiles.path("v1/combined_graph_edges.tar.gz"))
    for (split, count) in Self.splits {
      let samples = try RelationSample.read(from: MNREFiles.path("v1/ours_\(split).txt"))
      let relations = try ObjectRelations(
        contentsOf: MNREFiles.path("v1/graph_of_image_\(split).json"))
      #expect(samples.count == count)
      for sample in samples {
        let name = "combined_graph_edges/\(split)/\(sample.index)"
        let content = try archive.bytes(of: name)
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
    try forEachGraph { _, graph in
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
    #expect(all == 10_081 && withImage == 8168 && several == 2535 && repeating == 2115)
    #expect(single == 5633 && joined == 1970 && appended == 565)
  }

  @Test("have the published sizes")
  func sizes() throws {
    var (repeated, reciprocal, wordsMatch, withImage) = (0, 0, 0, 0)
    try forEachGraph { sample, graph in
      guard let wordCount = graph.wordCount else { return }
      withImage += 1
      if wordCount == sample.tokens.count { wordsMatch += 1 }
      let edges = graph.imageEdges
      var seen: Set<[Int]> = []
      for edge in edges {
        if !seen.insert([edge.subject, edge.object]).inserted { repeated += 1 }
        if seen.contains([edge.object, edge.subject]) { reciprocal += 1 }
        #expect(edge.subject != edge.object)
      }
    }
    // About half of the texts have as many words as tokens, so words are never matched by number.
    #expect((0.50...0.54).contains(Double(wordsMatch) / Double(withImage)))
    #expect(reciprocal > 0 && repeated >= 0)
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
