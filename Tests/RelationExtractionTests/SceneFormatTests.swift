import AlignmentTestSupport
import Files
import Foundation
import LinearAlgebra
import RelationExtraction
import Testing

@Suite("imgSG files") struct ObjectFeatureTests {
  private func read(
    _ text: String, width: Int = 3, limit: Int = 10
  ) throws -> ObjectFeatureFile {
    try withFolder { folder in
      try ObjectFeatureFile(
        contentsOf: write(text, to: "a.jpg", in: folder), width: width, objectLimit: limit)
    }
  }

  @Test("are three lines: something, classes, numbers")
  func reading() throws {
    let file = try read("what ever \nman\tshirt\n0.5\t0\t1.5\t0.0\t7e-1\t-2\n")
    #expect(file.firstLine == "what ever " && file.classes == ["man", "shirt"])
    #expect(file.features.rows.elements == [0.5, 0, 1.5, 0, 0.7, -2])
    #expect(file.features.padded(to: 3).elements == [0.5, 0, 1.5, 0, 0.7, -2, 0, 0, 0])
    #expect(file.features.padded(to: 1).elements == [0.5, 0, 1.5])
  }

  @Test("have no objects when the second line is blank, whatever the third says")
  func blank() throws {
    for text in ["x\n\n1\t2\t3\n", "x\n \t\n1\t2\n", "x\n\n", "x\n\n\n"] {
      let file = try read(text)
      #expect(file.features.objectCount == 0 && file.features.width == 3)
      #expect(file.features.padded(to: 2).elements == [Float](repeating: 0, count: 6))
    }
  }

  @Test("may end lines with tabs and carriage returns")
  func trailingTabs() throws {
    let file = try read("x\r\nman\tshirt\t\r\n1\t2\t3\t4\t5\t6\t\r\n")
    #expect(file.classes == ["man", "shirt"] && file.features.rows.elements == [1, 2, 3, 4, 5, 6])
  }

  @Test("keep the first objects of more than enough")
  func limit() throws {
    let file = try read("x\na\tb\tc\n1\t2\t3\t4\t5\t6\t7\t8\t9\n", limit: 2)
    #expect(file.classes == ["a", "b"] && file.features.rows.elements == [1, 2, 3, 4, 5, 6])
  }

  @Test(
    "say where they are wrong",
    arguments: [
      ("x\na\tb\n1\t2\t3\t4\n", "a.jpg:3: expected 2 × 3 numbers, found 4"),
      ("x\na\n1\t2\t3\t4\t5\t6\n", "a.jpg:3: expected 1 × 3 numbers, found 6"),
      ("x\na\n1\tb\t3\n", "a.jpg:3:3: expected a finite number, found “b\t3”"),
      ("x\na\n1\tnan\t3\n", "a.jpg:3:3: expected a finite number, found “nan\t3”"),
      ("x\na\n1\t1e99\t3\n", "a.jpg:3:3: expected a finite number, found “1e99\t3”"),
      ("x\na\n", "a.jpg: expected three lines, found 2 with 1 classes"),
      ("x\n", "a.jpg: expected three lines, found 1"), ("", "a.jpg: expected three lines, found 0"),
    ])
  func errors(_ text: String, _ message: String) {
    let error = #expect(throws: FileError.self) { try read(text) }
    #expect(error.map { "\($0)".hasSuffix(message) } == true, "\(error?.description ?? "")")
  }

  @Test("that are missing become zeros, are left out, or fail")
  func missing() throws {
    try withFolder { folder in
      _ = try write("x\na\n1\t2\n", to: "a.jpg", in: folder)
      var features = ObjectFeatureFolder(folder.path)
      features.width = 2
      #expect(try features.features(of: "a.jpg")?.objectCount == 1)
      #expect(try features.features(of: "b.jpg")?.objectCount == 0)
      // Names must not lead out of the folder.
      #expect(try features.features(of: "../\(folder.lastPathComponent)/a.jpg")?.objectCount == 0)
      #expect(features.missingImages.count == 2)
      features.missing = .skip
      #expect(try features.features(of: "b.jpg") == nil)
      features.missing = .fail
      #expect(throws: FileError.self) { try features.features(of: "b.jpg") }
    }
  }

  @Test("are written as they are read, and become one file of tensors")
  func store() throws {
    try withFolder { folder in
      let names = ["a.jpg", "b.jpg", "c.jpg"]
      for (count, name) in names.enumerated() {
        let rows = Matrix.random(rowCount: count * 2, columnCount: 4, in: 0..<9, seed: 1)
        let file = ObjectFeatureFile(
          firstLine: "x", classes: (0..<count * 2).map { "c\($0)" }, features: .init(rows))
        try file.write(to: folder.appending(path: name).path)
        let copy = try ObjectFeatureFile(
          contentsOf: folder.appending(path: name).path, width: 4, objectLimit: 10)
        #expect(copy == file)
      }
      for isHalf in [false, true] {
        let path = folder.appending(path: "all.safetensors").path
        try ObjectFeatureStore.write(
          images: names, width: 4, objectLimit: 3, isHalf: isHalf, to: path
        ) { (name) throws(FileError) in
          try ObjectFeatureFile(contentsOf: folder.path + "/" + name, width: 4).features
        }
        let store = try ObjectFeatureStore(contentsOf: path)
        #expect(store.images == names && store.width == 4 && store.objectLimit == 3)
        for name in names {
          let own = try ObjectFeatureFile(
            contentsOf: folder.path + "/" + name, width: 4, objectLimit: 3)
          #expect(try store.features(of: name) == own.features)
        }
        #expect(try store.features(of: "d.jpg") == nil)
      }
    }
  }

  @Test("never crash when damaged")
  func damaged() throws {
    try withFolder { folder in
      _ = fuzz(["x\na\tb\n1\t2.5\t-3e1\t4\n"], seed: 4) { bytes in
        let path = folder.appending(path: "a.jpg").path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        _ = try ObjectFeatureFile(contentsOf: path, width: 2)
      }
    }
  }
}

@Suite("rel_N files") struct AlignmentFileTests {
  private let rows = "0.000000000000000000e+00 8.690086541227943140e-01\n"

  private func read(
    _ text: String, _ firstRow: WordObjectAlignment.FirstRow = .sniff
  ) throws -> WordObjectAlignment {
    try withFolder { folder in
      try WordObjectAlignment(
        contentsOf: write(text, to: "a.txt", in: folder), objectCount: 2, firstRow: firstRow)
    }
  }

  @Test("may have a header, and lose their first row only when asked to")
  func header() throws {
    let plain = try read(rows + rows)
    #expect(plain.wordCount == 2 && plain.objectCount == 2)
    #expect(plain.weights[1, 1] == Float(8.690086541227943140e-01))
    for header in ["# weights\n", "obj0 obj1\n", "3\n", "1 2 3\n", "\n"] {
      #expect(try read(header + rows + rows) == plain)
    }
    #expect(try read(rows + rows, .drop).wordCount == 1)
    #expect(try read("# weights\n" + rows + rows, .drop) == plain)
    #expect(try read("").wordCount == 0)
  }

  @Test("say where they are wrong")
  func errors() {
    for (text, place) in [(rows + "1 x\n", ":2:3: "), (rows + rows + "1 2 3\n", ":3: ")] {
      let error = #expect(throws: FileError.self) { try read(text) }
      #expect(error?.description.contains("a.txt" + place) == true)
    }
  }

  @Test("are written as NumPy's savetxt writes them")
  func writing() throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.txt").path
      let weights = Matrix(rowCount: 2, columnCount: 2, elements: [0, 0.5, 1e-7, 1])
      try WordObjectAlignment(weights: weights).write(to: path)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      // numpy.savetxt of the same float32 array, NumPy 1.26.
      #expect(
        text == "0.000000000000000000e+00 5.000000000000000000e-01\n"
          + "1.000000011686097423e-07 1.000000000000000000e+00\n")
      #expect(try WordObjectAlignment(contentsOf: path, objectCount: 2).weights == weights)
    }
  }
}

extension AlignmentFileTests {
  @Test("never crash when damaged")
  func damaged() throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.txt").path
      _ = fuzz(["0.5 1e-3\n1.0 0.0\n", "# header\n0 1\n"], count: 2000, seed: 14) { bytes in
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        _ = try WordObjectAlignment(contentsOf: path, objectCount: 2)
      }
    }
  }
}

@Suite("Object relations") struct ObjectRelationsTests {
  @Test("are read, repeated pairs included")
  func reading() throws {
    let relations = try ObjectRelations(
      parsing: #"{"a.jpg": {"rel": [[0, 3], [3, 0], [0, 3]]}, "b.jpg": {"x": 1, "rel": []}}"#,
      named: "g.json")
    let graph = try #require(relations.graph(of: "a.jpg"))
    #expect(graph.objects.count == 4 && graph.relations.count == 3)
    #expect(relations.graph(of: "a.jpg", objectCount: 10)?.objects.count == 10)
    #expect(relations.graph(of: "b.jpg")?.objects.isEmpty == true)
    #expect(relations.graph(of: "c.jpg") == nil)
    #expect(graph.keepingObjects(3).relations.isEmpty)
  }

  @Test(
    "say where they are wrong",
    arguments: [
      (#"{"a": {"rel": [[0, 10]]}}"#, "g:1:16: 0 and 10 are not both objects from 0 to 9"),
      (#"{"a": {"rel": [[0]]}}"#, "g:1:16: expected a pair, found 1 numbers"),
      (#"{"a": {}}"#, "g:1:9: “a” has no “rel”"),
      (#"{"a": {"rel": []}, "a": {"rel": []}}"#, "g:1:24: “a” stands there twice"),
      (#"{"a": {"rel": [[0, 1]}"#, "g:1:22: expected “,” or “]”, found “}”"),
    ])
  func errors(_ text: String, _ message: String) {
    let error = #expect(throws: FileError.self) { try ObjectRelations(parsing: text, named: "g") }
    #expect(error?.description == message)
  }

  @Test("never crash when damaged")
  func damaged() {
    fuzz([#"{"a.jpg": {"rel": [[0, 3], [3, 0]]}, "é\u00e9": {"rel": []}}"#], seed: 5) { bytes in
      _ = try ObjectRelations(parsing: String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}

@Suite("Scene-Graph-Benchmark predictions") struct SceneGraphPredictionTests {
  private let information = """
    {"idx_to_files": ["/home/a/x/b.jpg", "a.jpg"], "extra": [1, {"a": null}],
     "ind_to_classes": ["__background__", "man", "shirt"],
     "ind_to_predicates": ["__background__", "on", "wearing"]}
    """
  private let prediction = """
    {"1": {"bbox": [[0, 0, 9.5, 9], [1, 1, 2, 2], [3, 3, 4, 4]], "bbox_labels": [1, 2, 1],
           "bbox_scores": [0.9, 0.5, 0.7], "rel_all_scores": [[0.1, 0.9], "x\\"]", {}],
           "rel_pairs": [[0, 1], [1, 2], [2, 0], [0, 2]], "rel_labels": [2, 1, 1, 2],
           "rel_scores": [0.8, 0.95, 0.7, 0.7]},
     "0": {"bbox": [], "bbox_labels": [], "bbox_scores": [], "rel_pairs": [], "rel_labels": [],
           "rel_scores": []}}
    """

  private func predictions() throws -> SceneGraphPredictions {
    try SceneGraphPredictions(parsingInformation: information, named: "info")
  }

  @Test("keep the best objects, and the best relations among them")
  func choosing() throws {
    var predictions = try predictions()
    predictions.objectLimit = 2
    let graphs = try predictions.parse(prediction, named: "p")
    #expect(graphs.map(\.imageID) == ["a.jpg", "b.jpg"])
    // The boxes of the file are not in order of score; numbers follow the order here.
    #expect(graphs[0].objects.map(\.score) == [0.9, 0.7])
    #expect(graphs[0].objects[0].box == .init(left: 0, top: 0, right: 9.5, bottom: 9))
    #expect(graphs[0].objects.map(\.label) == ["man", "man"])
    #expect(
      graphs[0].relations == [
        SceneRelation(subject: 1, object: 0, predicate: "on", score: 0.7),
        SceneRelation(subject: 0, object: 1, predicate: "wearing", score: 0.7),
      ])
    #expect(graphs[1].objects.isEmpty)
    predictions.objectLimit = 10
    predictions.relationLimit = 2
    #expect(try predictions.parse(prediction, named: "p")[0].relations.map(\.score) == [0.95, 0.8])
    predictions.relationLimit = 20
    predictions.leastRelationScore = 0.75
    #expect(try predictions.parse(prediction, named: "p")[0].relations.count == 2)
    predictions.leastObjectScore = 0.6
    #expect(try predictions.parse(prediction, named: "p")[0].objects.count == 2)
  }

  @Test("say where they are wrong")
  func errors() throws {
    let predictions = try predictions()
    for (old, new, message) in [
      ("\"1\":", "\"7\":", "p:1:6: “7” is not the number of one of 2 pictures"),
      (
        "[2, 1, 1, 2]", "[2, 1, 1]", "p:1:7: picture 1: 4 pairs, 3 labels and 4 scores of relations"
      ),
      ("[1, 2, 1]", "[1, 3, 1]", "p:1:7: picture 1: 3 is not one of 3 classes"),
      ("[0, 1]", "[0, 3]", "p:1:7: picture 1: 0 and 3 are not among 3 objects"),
      ("[1, 1, 2, 2]", "[1, 1, 2]", "p:1:7: picture 1: a box has 3 numbers, not 4"),
      ("0.95", "0.9.5", "p:4:31: expected “,” or “]”, found “.5, 0.7, 0.7”"),
    ] {
      let text = prediction.replacing(old, with: new, maxReplacements: 1)
      let error = #expect(throws: FileError.self) { try predictions.parse(text, named: "p") }
      #expect(error?.description == message)
    }
    #expect(throws: FileError.self) {
      try SceneGraphPredictions(parsingInformation: "{\"idx_to_files\": []}", named: "i")
    }
  }

  @Test("need no more memory for a larger file")
  func memory() throws {
    try withFolder { folder in
      let file = folder.appending(path: "p.json")
      // About 100 MB, nearly all of it scores that are passed over.
      let scores = "[" + repeatElement("0.0123456789", count: 51).joined(separator: ",") + "]"
      let all = repeatElement(scores, count: 200).joined(separator: ",")
      _ = FileManager.default.createFile(atPath: file.path, contents: nil)
      let handle = try FileHandle(forWritingTo: file)
      let record =
        "{\"bbox\":[[0,0,1,1]],\"bbox_labels\":[1],\"bbox_scores\":[0.5],\"rel_pairs\":[],"
        + "\"rel_labels\":[],\"rel_scores\":[],\"rel_all_scores\":[\(all)]}"
      let count = 700
      let names = (0..<count).map { "\"\($0).jpg\"" }.joined(separator: ",")
      let predictions = try SceneGraphPredictions(
        parsingInformation: "{\"idx_to_files\":[\(names)],\"ind_to_classes\":[\"b\",\"m\"],"
          + "\"ind_to_predicates\":[]}", named: "i")
      try handle.write(contentsOf: Data("{".utf8))
      for i in 0..<count {
        try handle.write(contentsOf: Data("\(i > 0 ? "," : "")\"\(i)\":\(record)".utf8))
      }
      try handle.write(contentsOf: Data("}".utf8))
      try handle.close()
      let before = try anonymousMemory()
      var seen = 0
      var most = 0
      try predictions.read(from: file.path) { (_) throws(FileError) in
        seen += 1
        most = max(most, (try? anonymousMemory()) ?? 0)
      }
      #expect(seen == count)
      // Other tests run beside this one; the file would need 100 MB.
      #expect(most - before < 60_000, "\(before) → \(most) kB")
    }
  }

  /// Memory of this process that is not pages of files, in kB.
  private func anonymousMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon") })
    return try #require(
      line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
  }

  @Test("never crash when damaged")
  func damaged() throws {
    let predictions = try predictions()
    fuzz([prediction], count: 4000, seed: 6) { bytes in
      _ = try predictions.parse(String(decoding: bytes, as: UTF8.self), named: "x")
    }
    fuzz([information], seed: 7) { bytes in
      _ = try SceneGraphPredictions(
        parsingInformation: String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}
