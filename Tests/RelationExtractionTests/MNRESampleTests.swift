import Files
import Foundation
import RelationExtraction
import Testing

@Suite(
  "MNRE samples", .enabled(if: MNREFiles.areHere, "\(MNREFiles.absence)"))
struct MNRESampleTests {
  /// Equality of all 25 566 lines with Python's `ast.literal_eval`, by a checksum over what its
  /// `ascii` prints of them.
  @Test("are what Python reads", arguments: MNREFiles.samples)
  func equalToPython(_ name: String) throws {
    let golden = try #require(try RelationGolden.load().files[name])
    let lines = try String(contentsOfFile: MNREFiles.path(name), encoding: .utf8)
      .split(separator: "\n")
    var checksum = Checksum()
    for line in lines {
      checksum.add(try PythonLiteral(parsing: String(line), named: name).asciiDescription + "\n")
    }
    #expect(lines.count == golden.samples && checksum.text == golden.literals)
  }

  @Test("have the counts that Python finds", arguments: MNREFiles.samples)
  func counts(_ name: String) throws {
    let golden = try #require(try RelationGolden.load().files[name])
    let samples = try RelationSample.read(from: MNREFiles.path(name))
    let vocabulary = RelationVocabulary(of: samples)
    let statistics = SampleStatistics(of: samples, vocabulary: vocabulary)
    #expect(statistics.samples == golden.samples)
    #expect(statistics.images == golden.images)
    #expect(statistics.texts == golden.sentences)
    #expect(statistics.overlaps == golden.overlaps)
    #expect(statistics.tailFirst == golden.tailFirst)
    #expect(statistics.differingNames == golden.differingNames)
    #expect(statistics.unknownRelations == 0)
    #expect(golden.relations == statistics.relations && vocabulary.negative == 0)
    let tokens = try #require(statistics.tokens)
    #expect(tokens.sum == golden.tokenSum)
    #expect([tokens.least, tokens.median, tokens.percentile95, tokens.most] == golden.tokens)
  }

  /// The published description of the data: 12 247, 1 624 and 1 614 samples, and so on.
  @Test("have the published counts")
  func publishedCounts() throws {
    let vocabulary = try RelationVocabulary(contentsOf: MNREFiles.path("ours_rel2id.json"))
    #expect(vocabulary.count == 23 && vocabulary.negative == 0)
    let expected = [
      "mnre_train.txt": (12_247, 7356, 7330, 7744, 23, 59, [4, 17, 24, 35]),
      "mnre_val.txt": (1624, 931, 931, 1000, 23, 3, [6, 17, 24, 30]),
      "mnre_test.txt": (1614, 914, 914, 974, 21, 5, [5, 16, 24, 28]),
    ]
    var images: [Set<String>] = []
    for (name, counts) in expected {
      let samples = try RelationSample.read(from: MNREFiles.path(name))
      let found = SampleStatistics(of: samples, vocabulary: vocabulary)
      #expect(found.samples == counts.0 && found.images == counts.1)
      #expect(found.texts == counts.2 && found.negatives == counts.3)
      #expect(found.presentRelations == counts.4 && found.overlaps == counts.5)
      #expect(found.differingNames == 0 && found.unknownRelations == 0)
      let tokens = try #require(found.tokens)
      #expect([tokens.least, tokens.median, tokens.percentile95, tokens.most] == counts.6)
      images.append(Set(samples.compactMap(\.imageID)))
    }
    #expect(images[0].isDisjoint(with: images[1]) && images[0].isDisjoint(with: images[2]))
    #expect(images[1].isDisjoint(with: images[2]))
    // In the first version names of pictures may be bare numbers, 285, 38 and 30 times, and 582
    // mentions are called differently.
    var (numbers, names): ([Int], Int) = ([], 0)
    for name in MNREFiles.samples.suffix(3) {
      let samples = try RelationSample.read(from: MNREFiles.path(name))
      numbers.append(samples.count { Int($0.imageID ?? "") != nil })
      names += SampleStatistics(of: samples, vocabulary: vocabulary).differingNames
    }
    #expect(numbers == [285, 38, 30] && names == 582)
  }

  /// Relations of version 2 in training, validation and test samples, and those of version 1 that are most
  /// frequent over all, as described with the data.
  @Test("have the published numbers of each relation")
  func publishedRelations() throws {
    let vocabulary = try RelationVocabulary(contentsOf: MNREFiles.path("ours_rel2id.json"))
    let table: [String: [Int]] = [
      "None": [7744, 1000, 974], "/per/per/peer": [960, 120, 156],
      "/per/org/member_of": [872, 121, 110], "/loc/loc/contain": [629, 82, 99],
      "/per/misc/present_in": [427, 61, 74], "/org/loc/locate_at": [316, 48, 46],
      "/per/loc/place_of_residence": [231, 28, 29], "/misc/loc/held_on": [192, 32, 18],
      "/org/org/subsidiary": [152, 25, 16], "/per/per/alternate_names": [146, 19, 21],
      "/per/per/couple": [115, 19, 19], "/per/misc/nationality": [98, 17, 10],
      "/misc/misc/part_of": [81, 15, 14], "/org/org/alternate_names": [78, 13, 8],
      "/per/loc/place_of_birth": [69, 4, 7], "/per/misc/awarded": [57, 8, 4],
      "/per/per/charges": [24, 2, 1], "/per/per/parent": [14, 3, 4],
      "/per/per/siblings": [14, 2, 1], "/per/per/neighbor": [8, 2, 2],
      "/per/per/alumi": [8, 1, 0], "/per/misc/religion": [6, 1, 1], "/per/misc/race": [6, 1, 0],
    ]
    #expect(table.count == vocabulary.count)
    var means: [Double] = []
    for (split, name) in MNREFiles.samples.prefix(3).enumerated() {
      let statistics = SampleStatistics(
        of: try RelationSample.read(from: MNREFiles.path(name)), vocabulary: vocabulary)
      #expect(
        statistics.relations == table.mapValues { $0[split] }, "\(name)")
      means.append(((statistics.tokens?.mean ?? 0) * 100).rounded() / 100)
    }
    #expect(means == [16.66, 16.64, 16.83])

    let old = try MNREFiles.samples.suffix(3).flatMap {
      try RelationSample.read(from: MNREFiles.path($0))
    }
    let oldNames = RelationVocabulary(of: old)
    let counts = SampleStatistics(of: old, vocabulary: oldNames).relations
    #expect(oldNames.count == 31 && oldNames.names[0] == "none" && counts["none"] == 6080)
    #expect(counts.values.sorted(by: >).prefix(6) == [6080, 978, 722, 422, 317, 210])
  }

  @Test("come back as they were when written", arguments: MNREFiles.samples)
  func roundTrip(_ name: String) throws {
    let samples = try RelationSample.read(from: MNREFiles.path(name))
    try withFolder { folder in
      let path = folder.appending(path: "copy.txt.gz").path
      try RelationSample.write(samples, to: path)
      #expect(try RelationSample.read(from: path) == samples)
    }
  }
}
