import Foundation
import Graphs
import Options
import Testing

@testable import GraphAlignment

@Suite("The robust aligner's options") struct RobustOptionsTests {
  private func decode<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(json.utf8))
  }

  @Test("what JSON leaves out has its default")
  func decodesPartially() throws {
    #expect(try decode(RobustAligner.self, "{}") == RobustAligner())
    #expect(try decode(Refinement.self, "{}") == Refinement())
    #expect(try decode(MatchingSampler.self, "{}") == MatchingSampler())
    #expect(try decode(RobustSignatureOptions.self, "{}") == RobustSignatureOptions())
    var aligner = RobustAligner()
    aligner.seed = 7
    aligner.signatures.hopCount = .fixed(3)
    aligner.refinement?.roundCount = 12
    aligner.sampling = nil
    let json = """
      {"seed": 7, "signatures": {"hopCount": 3}, "refinement": {"roundCount": 12}, "sampling": null}
      """
    #expect(try decode(RobustAligner.self, json) == aligner)
    aligner = RobustAligner()
    aligner.sampling?.effort = 0.5
    aligner.refinement?.candidateCount = 15
    let more = #"{"sampling": {"effort": 0.5}, "refinement": {"candidateCount": 15}}"#
    #expect(try decode(RobustAligner.self, more) == aligner)
  }

  @Test(
    "a key that is no option is refused",
    arguments: [
      #"{"sede": 7}"#, #"{"signatures": {"hops": 3}}"#, #"{"refinement": {"restartLimit": 3}}"#,
      #"{"refinement": {"sampling": null}}"#, #"{"sampling": {"seed": 3}}"#, #"{"seed": null}"#,
      #"{"signatures": {"hopCount": "many"}}"#, #"{"tuning": {}}"#,
    ])
  func refusesUnknownKeys(json: String) {
    #expect(throws: DecodingError.self) { try decode(RobustAligner.self, json) }
  }

  @Test("survive JSON, every one of them")
  func roundTrip() throws {
    var all = [RobustAligner()]
    for change: (inout RobustAligner) -> Void in [
      { $0.signatures.hopCount = .fixed(5) }, { $0.signatures.bucketBase = nil },
      { $0.signatures.bucketBase = 3 }, { $0.refinement = nil }, { $0.sampling = nil },
      { $0.refinement?.candidateCount = 7 }, { $0.refinement?.roundCount = 8 },
      { $0.sampling?.effort = 2 }, { $0.attributeWeight = 1.0 / 3 }, { $0.candidateCount = 3 },
      { $0.search = .exhaustive }, { $0.seed = .max },
    ] {
      var aligner = RobustAligner()
      change(&aligner)
      all.append(aligner)
      #expect(aligner != RobustAligner())
    }
    for aligner in all {
      let data = try JSONEncoder().encode(aligner)
      #expect(try JSONDecoder().decode(RobustAligner.self, from: data) == aligner)
    }
  }

  @Test("that cannot be used throw their name and value, wherever they stand")
  func errors() {
    func message(_ change: (inout RobustAligner) -> Void) -> String? {
      var aligner = RobustAligner()
      change(&aligner)
      let graph = Graph.path(3)
      return #expect(throws: OptionError.self) { try aligner.align(graph, to: graph) }?.description
    }
    #expect(
      message { $0.signatures.hopCount = .fixed(0) } == "hopCount = 0: must be in 1 ... 64")
    #expect(message { $0.refinement?.roundCount = 0 } == "roundCount = 0: must be in 1 … 10000")
    #expect(message { $0.sampling?.effort = 0 } == "effort = 0.0: must be above 0 and at most 1000")
    #expect(
      message { $0.attributeWeight = -1 } == "attributeWeight = -1.0: must be finite and at least 0"
    )
    #expect(message { $0.candidateCount = 0 } == "candidateCount = 0: must be at least 1")
  }

  @Test("the seed decides what is sampled, and nothing else")
  func seed() throws {
    let graph = Graph.powerLawCluster(
      nodeCount: 120, edgesPerNode: 3, triangleProbability: 0.3, seed: 4)
    let pair = try NoiseModel(removedShare: 0.2).perturb(graph, seed: 5)
    func align(_ seed: UInt64, sampling: MatchingSampler?) throws -> Alignment {
      var aligner = RobustAligner()
      (aligner.seed, aligner.sampling) = (seed, sampling)
      return try aligner.align(pair.source, to: pair.target)
    }
    var sampler = MatchingSampler()
    sampler.effort = 0.1
    #expect(try align(7, sampling: sampler) == align(7, sampling: sampler))
    #expect(try align(7, sampling: sampler) != align(8, sampling: sampler))
    #expect(try align(7, sampling: nil) == align(8, sampling: nil))
  }

  @Test("leave stages out, and every stage that runs reports its beginning and its end")
  func stages() throws {
    let graph = Graph.powerLawCluster(
      nodeCount: 80, edgesPerNode: 3, triangleProbability: 0.3, seed: 4)
    // An isomorphic one would be recognized, and leave nothing for other stages.
    let other = Graph.powerLawCluster(
      nodeCount: 80, edgesPerNode: 3, triangleProbability: 0.3, seed: 5)
    func stages(_ aligner: RobustAligner) throws -> [AlignmentProgress.Stage] {
      var reports: [AlignmentProgress] = []
      _ = try aligner.align(graph, to: other) { reports.append($0) }
      var stages: [AlignmentProgress.Stage] = []
      for stage in AlignmentProgress.Stage.allCases {
        let own = reports.filter { $0.stage == stage }
        guard !own.isEmpty else { continue }
        stages.append(stage)
        #expect(own.first?.fractionCompleted == 0 && own.last?.fractionCompleted == 1)
        #expect(
          zip(own, own.dropFirst()).allSatisfy { $0.fractionCompleted <= $1.fractionCompleted })
        #expect(zip(own, own.dropFirst()).allSatisfy { $0.duration <= $1.duration })
      }
      let order = reports.map { AlignmentProgress.Stage.allCases.firstIndex(of: $0.stage)! }
      #expect(order == order.sorted())
      return stages
    }
    var aligner = RobustAligner()
    #expect(try stages(aligner) == [.isomorphism, .signatures, .matching, .refinement, .sampling])
    aligner.sampling = nil
    #expect(try stages(aligner) == [.isomorphism, .signatures, .matching, .refinement])
    aligner.refinement = nil
    #expect(try stages(aligner) == [.signatures, .matching])
  }
}
