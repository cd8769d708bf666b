import AlignmentBaselines
import Foundation
import Testing

@Suite("Options of the baselines") struct OptionDecodingTests {
  private func decoded<Value: Decodable>(_ json: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(json.utf8))
  }

  private func survives<Value: Codable & Equatable>(_ value: Value) throws -> Bool {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value)) == value
  }

  @Test("that JSON leaves out have their defaults")
  func partial() throws {
    var isoRank = IsoRank()
    isoRank.iteration.alpha = 0.5
    isoRank.iteration.prior = .uniform
    #expect(
      try decoded(#"{"iteration": {"alpha": 0.5, "prior": "uniform"}}"#, as: IsoRank.self)
        == isoRank)
    var final = FINAL()
    final.usesAttributes = false
    #expect(try decoded(#"{"usesAttributes": false}"#, as: FINAL.self) == final)
    var degrees = DegreeAligner()
    degrees.quantileCount = 2
    #expect(try decoded(#"{"quantileCount": 2}"#, as: DegreeAligner.self) == degrees)
    var refinement = DenseRefinement()
    refinement.epsilon = 1e-4
    #expect(try decoded(#"{"epsilon": 1e-4}"#, as: DenseRefinement.self) == refinement)
    #expect(try decoded("{}", as: IsoRank.self) == IsoRank())
    #expect(try decoded("{}", as: FINAL.self) == FINAL())
    #expect(try decoded("{}", as: PairIteration.self) == PairIteration())
    #expect(try decoded("{}", as: DegreeAligner.self) == DegreeAligner())
    #expect(try decoded("{}", as: DenseRefinement.self) == DenseRefinement())
  }

  @Test("survive JSON, every one of them")
  func roundTrip() throws {
    var iteration = PairIteration()
    iteration.alpha = 0.25
    iteration.prior = .attributes
    iteration.iterationLimit = 7
    iteration.tolerance = 0.125
    iteration.candidateCount = 3
    iteration.pairLimit = 99
    #expect(try survives(iteration))
    var final = FINAL()
    final.iteration = iteration
    final.usesAttributes = false
    #expect(try survives(final))
    var isoRank = IsoRank()
    isoRank.iteration = iteration
    #expect(try survives(isoRank))
    var degrees = DegreeAligner()
    degrees.quantileCount = 2
    degrees.comparesNeighbors = false
    degrees.candidateCount = 4
    #expect(try survives(degrees))
    var refinement = DenseRefinement()
    refinement.iterationCount = 4
    refinement.epsilon = 0.5
    refinement.candidateCount = 2
    refinement.pairLimit = 11
    #expect(try survives(refinement))
    #expect(try survives(DenseRefinement()))
  }

  @Test("are refused if there are none of that name")
  func misspelled() {
    #expect(throws: DecodingError.self) {
      try decoded(#"{"alpha": 0.5}"#, as: IsoRank.self)
    }
    #expect(throws: DecodingError.self) {
      try decoded(#"{"iteration": {"aplha": 0.5}}"#, as: FINAL.self)
    }
    #expect(throws: DecodingError.self) { try decoded(#"{"k": 3}"#, as: DegreeAligner.self) }
    #expect(throws: DecodingError.self) { try decoded(#"{"eps": 3}"#, as: DenseRefinement.self) }
  }
}
