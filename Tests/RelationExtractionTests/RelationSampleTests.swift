import Files
import Foundation
import RelationExtraction
import Testing

@Suite("Samples") struct RelationSampleTests {
  private let line =
    "{'token': ['RT', '@ana_k', ':', 'Zoe', \"O'Hara\", 'joins', 'Harbor', 'FC', '!'], "
    + "'h': {'name': \"Zoe O'Hara\", 'pos': [3, 5]}, 't': {'name': 'Harbor FC', 'pos': [6, 8]}, "
    + "'img_id': 'twitter_stream_2030.jpg', 'relation': '/per/org/member_of'}\n"

  private func parse(_ text: String) throws -> [RelationSample] {
    try RelationSample.parse(text, named: "x.txt")
  }

  @Test("reads a line of MNRE and writes it as it was")
  func oneLine() throws {
    let sample = try #require(try parse(line).first)
    #expect(sample.tokens.count == 9 && sample.tokens[4] == "O'Hara")
    #expect(sample.head == Mention(name: "Zoe O'Hara", span: 3..<5))
    #expect(sample.tail == Mention(name: "Harbor FC", span: 6..<8))
    #expect(sample.imageID == "twitter_stream_2030.jpg" && sample.relation == "/per/org/member_of")
    #expect(sample.otherFields.isEmpty)
    #expect(sample.literal.description + "\n" == line)
  }

  @Test("takes carriage returns, a byte order mark, blank lines and a missing last line feed")
  func lineEnds() throws {
    let plain = try parse(line + line)
    #expect(plain.map(\.index) == [0, 1])
    let bare = String(line.dropLast())
    #expect(try parse("\u{feff}" + bare + "\r\n\r\n  \n" + bare) == plain)
    #expect(try parse("").isEmpty)
  }

  @Test("keeps keys that it does not know, and takes tuples, numbers and None")
  func otherForms() throws {
    let text =
      "{'caption': 'a man', 'token': ('A', 'B'), 'h': {'pos': (0, 1)}, 't': {'pos': (1, 2)}, "
      + "'img_id': 930012, 'relation': None, 'TSG': [[0, 1.5, True]]}"
    let sample = try #require(try parse(text).first)
    #expect(sample.imageID == "930012" && sample.imageFileName == "930012.jpg")
    #expect(sample.relation == nil && sample.head.name.isEmpty)
    #expect(sample.otherFields.map(\.key) == [.string("caption"), .string("TSG")])
    #expect(sample.otherFields[1].value.description == "[[0, 1.5, True]]")
    #expect(try parse(sample.literal.description) == [sample])
  }

  @Test("reads text with positions in characters, as OpenNRE has it")
  func characters() throws {
    // Positions are what Python counts: é may be two characters, and an emoji is one.
    let text =
      "{'text': '🎉 Zoe O-Hara(Harbor FC) cafe\\u0301', 'h': {'name': 'Zoe O-Hara', 'pos': [2, 12]}, "
      + "'t': {'name': 'Harbor FC', 'pos': [13, 22]}, 'relation': 'r'}"
    let sample = try #require(try parse(text).first)
    #expect(sample.tokens == ["🎉", "Zoe", "O-Hara", "(", "Harbor", "FC", ")", "cafe\u{301}"])
    #expect(sample.head.span == 1..<3 && sample.tail.span == 4..<6)
    #expect(sample.imageID == nil && sample.text?.hasPrefix("🎉") == true)
    // Mentions that overlap share tokens.
    let both = "{'text': 'New York City', 'h': {'pos': [0, 8]}, 't': {'pos': [4, 13]}}"
    let overlap = try #require(try parse(both).first)
    #expect(overlap.head.span == 0..<2 && overlap.tail.span == 1..<3 && overlap.mentionsOverlap)
  }

  @Test(
    "tells line and column of what is wrong",
    arguments: [
      (
        "{'token': ['a'], 'h': {'pos': [0, 1]}, 't': {'pos': [0, 2]}}",
        "x.txt:2:1: the “pos” of “t” is [0, 2], but there are 1 tokens"
      ),
      (
        "{'token': ['a'], 'h': {'pos': [0, 0]}, 't': {'pos': [0, 1]}}",
        "x.txt:2:1: the “pos” of “h” is [0, 0], but there are 1 tokens"
      ),
      (
        "{'token': ['a', 1], 'h': {'pos': [0, 1]}, 't': {'pos': [0, 1]}}",
        "x.txt:2:1: expected a list of words as “token”"
      ),
      (
        "{'h': {'pos': [0, 1]}, 't': {'pos': [0, 1]}}",
        "x.txt:2:1: expected a list “token” or a string “text”"
      ),
      ("{'token': ['a'], 't': {'pos': [0, 1]}}", "x.txt:2:1: expected a dictionary “h”"),
      (
        "{'token': ['a'], 'h': {'pos': [0]}, 't': {'pos': [0, 1]}}",
        "x.txt:2:1: expected two whole numbers as “pos” of “h”"
      ),
      (
        "{'text': 'a  b', 'h': {'pos': [1, 2]}, 't': {'pos': [0, 1]}}",
        "x.txt:2:1: there is only white space at the “pos” of “h”"
      ),
      ("{'token': ['a'", "x.txt:2:15: expected “,” or “]”, found the end"),
      ("[1]", "x.txt:2:1: expected a dictionary"),
      ("__import__('os')", "x.txt:2:1: expected a value, found “__import__('”"),
    ])
  func errors(_ text: String, _ message: String) {
    let error = #expect(throws: FileError.self) { try parse("\n" + text + "\n") }
    #expect(error?.description == message)
  }

  @Test("refuses bytes that are not UTF-8, and says where")
  func encoding() throws {
    try withFolder { folder in
      let file = folder.appending(path: "x.txt")
      for (bytes, column) in [
        ([0x27, 0xc3, 0xa9, 0xff], 3), ([0x27, 0xed, 0xa0, 0x80], 2), ([0xc0, 0x80], 1),
        ([0x61, 0xf0, 0x9f, 0x98], 2), ([0xf4, 0x90, 0x80, 0x80], 1), ([0xe0, 0x80, 0x80], 1),
      ] as [([UInt8], Int)] {
        try Data([0x0a] + bytes).write(to: file)
        let error = #expect(throws: FileError.self) { try RelationSample.read(from: file.path) }
        #expect(
          error?.line == 2 && error?.column == column && error?.reason.contains("UTF-8") == true)
      }
    }
  }

  @Test("never crashes on damaged files")
  func damaged() {
    fuzz([line, line + "\n" + line], seed: 2) { bytes in
      _ = try RelationSample.parse(String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}

@Suite("Mistakes of callers") struct RelationTrapTests {
  @Test("a mention outside of the tokens traps")
  func mention() async {
    await #expect(processExitsWith: .failure) {
      let mention = Mention(name: "x", span: 0..<3)
      _ = RelationSample(tokens: ["a", "b"], head: mention, tail: mention)
    }
  }

  @Test("a relation of objects that do not exist traps")
  func relation() async {
    await #expect(processExitsWith: .failure) {
      _ = SceneGraph(imageID: "x", objects: [], relations: [.init(subject: 0, object: 1)])
    }
  }

  @Test("predictions that are not in the vocabulary trap")
  func predictions() async {
    await #expect(processExitsWith: .failure) {
      _ = RelationScores(gold: [0], predicted: [2], vocabulary: RelationVocabulary(["a", "b"]))
    }
  }
}

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
    #expect(statistics.sampleCount == golden.samples)
    #expect(statistics.imageCount == golden.images)
    #expect(statistics.sentenceCount == golden.sentences)
    #expect(statistics.overlapCount == golden.overlaps)
    #expect(statistics.tailFirstCount == golden.tailFirst)
    #expect(statistics.differingNameCount == golden.differingNames)
    #expect(statistics.unknownRelationCount == 0)
    for (relation, count) in zip(vocabulary.names, statistics.relationCounts) {
      #expect(golden.relations[relation] == count)
    }
    #expect(golden.relations.count == vocabulary.count && vocabulary.negative == 0)
    #expect(statistics.tokenCounts.reduce(0, +) == golden.tokenSum)
    let tokens = statistics.tokenCounts
    #expect(
      [
        tokens[0], statistics.tokenCount(atQuantile: 0.5), statistics.tokenCount(atQuantile: 0.95),
        tokens.last!,
      ] == golden.tokens)
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
      #expect(found.sampleCount == counts.0 && found.imageCount == counts.1)
      #expect(found.sentenceCount == counts.2 && found.negativeCount == counts.3)
      #expect(found.presentRelationCount == counts.4 && found.overlapCount == counts.5)
      #expect(found.differingNameCount == 0 && found.unknownRelationCount == 0)
      let quantiles = [0, 0.5, 0.95, 1].map(found.tokenCount(atQuantile:))
      #expect(quantiles == counts.6)
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
      names += SampleStatistics(of: samples, vocabulary: vocabulary).differingNameCount
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
        statistics.relationCounts == vocabulary.names.map { table[$0]?[split] ?? -1 }, "\(name)")
      means.append((statistics.meanTokenCount * 100).rounded() / 100)
    }
    #expect(means == [16.66, 16.64, 16.83])

    let old = try MNREFiles.samples.suffix(3).flatMap {
      try RelationSample.read(from: MNREFiles.path($0))
    }
    let oldNames = RelationVocabulary(of: old)
    let counts = SampleStatistics(of: old, vocabulary: oldNames).relationCounts
    #expect(oldNames.count == 31 && oldNames.names[0] == "none" && counts[0] == 6080)
    #expect(counts.sorted(by: >).prefix(6) == [6080, 978, 722, 422, 317, 210])
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
