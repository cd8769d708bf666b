import AlignmentTestSupport
import Foundation
import GraphAlignment
import Graphs
import Options
import Testing

@Suite("REGAL's options") struct OptionErrorsTests {
  private let graph = Graph.path(nodeCount: 3)

  private func message(_ change: (inout REGAL) -> Void) -> String? {
    var regal = REGAL()
    change(&regal)
    let aligning = #expect(throws: OptionError.self) { try regal.align(graph, to: graph) }
    let embedding = #expect(throws: OptionError.self) { try regal.embed([graph, graph]) }
    #expect(aligning == embedding)
    return aligning?.description
  }

  @Test("that cannot be used throw their name and value")
  func errors() {
    let weight = "must be finite and at least 0"
    #expect(message { $0.structureWeight = -1 } == "structureWeight = -1.0: \(weight)")
    #expect(message { $0.structureWeight = .nan } == "structureWeight = nan: \(weight)")
    #expect(message { $0.attributeWeight = .infinity } == "attributeWeight = inf: \(weight)")
    let cutoff = "must be at least 0 and below 1"
    #expect(message { $0.eigenvalueCutoff = 1 } == "eigenvalueCutoff = 1.0: \(cutoff)")
    #expect(message { $0.eigenvalueCutoff = -0.5 } == "eigenvalueCutoff = -0.5: \(cutoff)")
    #expect(message { $0.candidateCount = 0 } == "candidateCount = 0: must be at least 1")
    #expect(message { $0.landmarks = .fixed(0) } == "landmarks = 0: must be at least 1")
    #expect(
      message { $0.landmarks = .logarithmic(factor: 0) }
        == "landmarks = 0.0: factor must be above 0")
    #expect(
      message { $0.landmarks = .logarithmic(factor: .infinity) }
        == "landmarks = inf: factor must be above 0")
    #expect(message { $0.signatures.hopCount = -2 } == "hopCount = -2: must be at least 1")
    for nodes in [[], [1, 1], [6], [-1]] {
      #expect(
        message { $0.landmarkSelection = .nodes(nodes) }
          == "landmarkSelection = nodes(\(nodes.count) of them): "
          + "needs different nodes below 6, at least one")
    }
  }

  @Test("do not fit graphs that differ in their attributes")
  func attributes() {
    func message(_ a: NodeAttributes?, _ b: NodeAttributes?) -> String? {
      var (first, second) = (graph, graph)
      (first.attributes, second.attributes) = (a, b)
      let error = #expect(throws: OptionError.self) { try REGAL().align(first, to: second) }
      return error?.description
    }
    let role = NodeAttributes.Column(name: "role", categories: ["x", "y", "x"])
    let age = NodeAttributes.Column(name: "age", numbers: [1, 2, 3])
    let numeric = NodeAttributes.Column(name: "role", numbers: [1, 2, 3])
    let reason = "all graphs need the same attributes in the same order"
    #expect(
      message(NodeAttributes([role, age]), nil) == "attributes = role age / none: \(reason)")
    #expect(
      message(NodeAttributes([role, age]), NodeAttributes([age, role]))
        == "attributes = role age / age role: \(reason)")
    #expect(
      message(NodeAttributes([role]), NodeAttributes([numeric]))
        == "attributes = role: holds categories in one graph and numbers in another")
  }

  @Test("count landmarks: logarithmic, fixed and all, never more than nodes")
  func landmarkCounts() {
    let logarithmic = LandmarkCount.logarithmic(factor: 10)
    // ⌊10 · log₂ n⌋: 58 nodes have 58.58, 59 have 58.83.
    #expect([0, 1, 2, 3, 58, 59, 1024].map(logarithmic.count) == [0, 1, 2, 3, 58, 58, 100])
    #expect([0, 1, 5].map(LandmarkCount.logarithmic(factor: 0.1).count) == [0, 1, 1])
    #expect([0, 7].map(LandmarkCount.logarithmic(factor: 1e300).count) == [0, 7])
    #expect([0, 7, 9].map(LandmarkCount.fixed(8).count) == [0, 7, 8])
    #expect([0, 7].map(LandmarkCount.all.count) == [0, 7])
  }

  @Test("survive JSON, every one of them")
  func codable() throws {
    var regal = REGAL.paper
    regal.signatures.bucketBase = nil
    regal.signatures.hopCount = 4
    regal.structureWeight = 0.1
    regal.attributeWeight = 1.0 / 3
    regal.eigenvalueCutoff = 1e-12
    regal.precision = .double
    regal.space = .signature
    regal.candidateCount = 3
    regal.search = .exhaustive
    regal.seed = .max
    var all = [REGAL(), .paper, .authorsCode, regal]
    for count in [LandmarkCount.logarithmic(factor: 2.5), .fixed(7), .all] {
      regal.landmarks = count
      all.append(regal)
    }
    for selection in [
      LandmarkSelection.uniform, .degreeProportional, .kMeansPlusPlus, .distinctSignatures,
      .nodes([3, 1]),
    ] {
      regal.landmarkSelection = selection
      all.append(regal)
    }
    for value in all {
      let data = try JSONEncoder().encode(value)
      #expect(try JSONDecoder().decode(REGAL.self, from: data) == value)
    }
  }
  @Test("what JSON leaves out has its default, and a key that is no option is refused")
  func decodesPartially() throws {
    func decode(_ json: String) throws -> REGAL {
      try JSONDecoder().decode(REGAL.self, from: Data(json.utf8))
    }
    #expect(try decode("{}") == REGAL())
    var regal = REGAL()
    regal.seed = 7
    regal.space = .signature
    regal.signatures.hopCount = 3
    #expect(
      try decode(#"{"seed": 7, "space": "signature", "signatures": {"hopCount": 3}}"#) == regal)
    regal = REGAL()
    regal.signatures.bucketBase = nil
    #expect(try decode(#"{"signatures": {"bucketBase": null}}"#) == regal)
    for json in [
      #"{"sede": 7}"#, #"{"signatures": {"hops": 3}}"#, #"{"seed": "seven"}"#, #"{"seed": null}"#,
    ] {
      #expect(throws: DecodingError.self) { try decode(json) }
    }
  }
}
