import Foundation
import GraphAlignment
import Graphs
import Options
import Testing

@Suite("Signature options") struct SignatureOptionsTests {
  @Test("that cannot be used throw their name and value")
  func errors() throws {
    func message(_ change: (inout SignatureOptions) -> Void) -> String? {
      var options = SignatureOptions()
      change(&options)
      let error = #expect(throws: OptionError.self) {
        try Signatures(of: [Graph(nodeCount: 1, edges: [])], options: options)
      }
      return error?.description
    }
    #expect(message { $0.hopCount = 0 } == "hopCount = 0: must be at least 1")
    let range = "must be above 0 and at most 1"
    #expect(message { $0.discount = 0 } == "discount = 0.0: \(range)")
    #expect(message { $0.discount = 1.5 } == "discount = 1.5: \(range)")
    #expect(message { $0.discount = .nan } == "discount = nan: \(range)")
    #expect(message { $0.bucketBase = 1 } == "bucketBase = 1.0: must be above 1")
    #expect(message { $0.bucketBase = .nan } == "bucketBase = nan: must be above 1")
    #expect(message { $0.bucketBase = .infinity } == "bucketBase = inf: must be above 1")
  }

  @Test("at the edge of what is allowed are allowed")
  func limits() throws {
    var options = SignatureOptions()
    options.hopCount = 1
    options.discount = 1
    try options.validate()
    options.discount = .leastNonzeroMagnitude
    options.bucketBase = nil
    try options.validate()
  }

  @Test("survive JSON")
  func codable() throws {
    var options = SignatureOptions()
    options.hopCount = 5
    options.discount = 0.3
    options.bucketBase = nil
    options.countsOwnDegree = false
    options.degrees = .inOut
    options.ringDirection = .incoming
    for value in [options, SignatureOptions()] {
      let data = try JSONEncoder().encode(value)
      #expect(try JSONDecoder().decode(SignatureOptions.self, from: data) == value)
    }
  }
}
