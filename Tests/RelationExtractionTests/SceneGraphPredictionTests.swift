import Files
import Foundation
import RelationExtraction
import Testing

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
    try SceneGraphPredictions(parsing: information, named: "info")
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
      ("\"1\":", "\"7\":", "p:1:7: “7” is not the number of one of 2 pictures"),
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
      try SceneGraphPredictions(parsing: "{\"idx_to_files\": []}", named: "i")
    }
  }

  @Test("are the same from a file, packed or not, and say the same about a damaged one")
  func files() throws {
    let predictions = try predictions()
    try withFolder { folder in
      for name in ["p.json", "p.json.gz"] {
        let path = folder.appending(path: name).path
        func store(_ text: String) throws {
          try FileWriter.write(to: path) { (file) throws(FileError) in try file.append(text) }
        }
        func read() throws -> [SceneGraph] {
          var graphs: [SceneGraph] = []
          try predictions.read(from: path) { (graph) throws(FileError) in graphs.append(graph) }
          return graphs
        }
        try store("\u{feff} " + prediction + "\n")
        #expect(try read() == predictions.parse(prediction, named: "p"))
        try store(" {} ")
        #expect(try read().isEmpty)
        for (text, message) in [
          ("", ":1:1: expected an object, found the end"),
          (" [", ":1:2: expected an object, found “[”"),
          ("{\n", ":2:1: expected a string, found the end"),
          ("{}\n x", ":2:2: expected the end of the file, found “x”"),
          ("{]", ":1:2: expected “,” or “}”, found “]”"),
          ("{\"0\": {}]", ":1:9: expected “,” or “}”, found “]”"),
          ("{\"0\": {}", ":1:9: expected “,” or “}”, found the end"),
          ("{\"0\": {},}", ":1:10: expected a string, found the end"),
          ("{\"0\": {}, \"1\": {\"bbox\": [}}", ":1:26: expected a value, found “}}”"),
          ("{\"0\": {\n\"bbox\": [[0, 1", ":2:15: expected “,” or “]”, found the end"),
          ("{\"0", ":1:2: a string has no end"),
        ] {
          try store(text)
          let error = #expect(throws: FileError.self) { try read() }
          #expect(error?.description == path + message)
        }
      }
    }
  }

  @Test("never crash when damaged")
  func damaged() throws {
    let predictions = try predictions()
    fuzz([prediction], count: 4000, seed: 6) { bytes in
      _ = try predictions.parse(String(decoding: bytes, as: UTF8.self), named: "x")
    }
    fuzz([information], seed: 7) { bytes in
      _ = try SceneGraphPredictions(
        parsing: String(decoding: bytes, as: UTF8.self), named: "x")
    }
  }
}
