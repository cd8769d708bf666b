import AlignmentTestSupport
import GraphAlignment
import Graphs
import LinearAlgebra
import Testing

/// The squared kernel on a star: the middle has 2 000 leaves of degree 1 in its ring, a leaf has one node
/// of degree 2 000. exp(−2000²) is 0 even in Double.
@Suite("Underflow") struct UnderflowTests {
  static let star = Graph.star(leafCount: 2000)

  static func regal(_ precision: EmbeddingPrecision) -> REGAL {
    var regal = REGAL()
    regal.kernel = .gaussian
    regal.signatures.discount = 1
    regal.signatures.hopCount = 1
    regal.signatures.countsOwnDegree = false
    regal.precision = precision
    // Leaves only, of both graphs: the middles are unlike every landmark.
    regal.landmarkSelection = .nodes([5, 6, 7, 2001 + 9, 2001 + 11])
    return regal
  }

  @Test("gives zero rows, counted, and no NaN", arguments: EmbeddingPrecision.allCases)
  func zeroRows(precision: EmbeddingPrecision) throws {
    let embedding = try Self.regal(precision).embed([Self.star, Self.star])
    #expect(embedding.rows.firstNonFiniteRow == nil)
    #expect(embedding.underflowedNodes == [0, 2001])
    for node in 0..<4002 {
      let row = embedding.rows[row: node]
      let norm = row.indices.reduce(Float(0)) { $0 + row[$1] * row[$1] }
      #expect(abs(norm - (node % 2001 == 0 ? 0 : 1)) <= 1e-6)
    }
  }

  @Test(
    "leaves source nodes the candidates of their signatures, and says so",
    arguments: EmbeddingPrecision.allCases, SearchMethod.allCases)
  func candidates(precision: EmbeddingPrecision, search: SearchMethod) throws {
    var regal = Self.regal(precision)
    regal.search = search
    let alignment = try regal.align(Self.star, to: Self.star)
    #expect(alignment.bestMatch(of: 0) == 0)
    #expect(alignment.candidateList(of: 0)[0].similarity == 1)
    #expect(alignment.candidateList(of: 0).count == 10)
    #expect(alignment.bestMatch(of: 1) == 1 && alignment.bestMatch(of: 2000) == 1)
    #expect(
      alignment.notes == [
        "2 of 4002 nodes are so unlike every landmark that their similarities underflow to zero; "
          + "as sources they were matched by signature. A smaller structureWeight avoids this."
      ])
    regal.space = .signature
    let exact = try regal.align(Self.star, to: Self.star)
    #expect(exact.notes.isEmpty)
    let ours = alignment.candidateList(of: 0)
    let theirs = exact.candidateList(of: 0)
    #expect(ours.indices.allSatisfy { ours[$0] == theirs[$0] })
    #expect(ours.count == theirs.count)
  }

  @Test("is avoided by a smaller weight or the kernel that is not squared")
  func avoided() throws {
    var regal = Self.regal(.single)
    // exp(−1e-5 · 2000² · 2) = exp(−80).
    regal.structureWeight = 1e-5
    #expect(try regal.embed([Self.star, Self.star]).underflowedNodes.isEmpty)
    regal.structureWeight = 0.1
    regal.kernel = .laplacian
    #expect(try regal.align(Self.star, to: Self.star).notes.isEmpty)
  }

  @Test("begins where Double has no smaller number", arguments: EmbeddingPrecision.allCases)
  func boundary(precision: EmbeddingPrecision) throws {
    // The middle's signature differs from a leaf's by (count, −1): d² = count² + 1.
    for (leafCount, underflows) in [(27, false), (28, true)] {
      var regal = Self.regal(precision)
      regal.landmarkSelection = .nodes([3])
      let embedding = try regal.embed([.star(leafCount: leafCount)])
      // 27² + 1 = 730 < 745.2 < 785 = 28² + 1.
      #expect(embedding.underflowedNodes == (underflows ? [0] : []))
    }
  }

  @Test("with attributes too leaves candidates by the kernel")
  func withAttributes() throws {
    var star = Graph.star(leafCount: 100)
    star.attributes = NodeAttributes([.init(name: "x", numbers: (0...100).map(Double.init))])
    var regal = Self.regal(.single)
    regal.landmarkSelection = .nodes([1, 2, 150])
    let alignment = try regal.align(star, to: star)
    #expect(alignment.bestMatch(of: 0) == 0)
    #expect(alignment.notes.count == 1)
    #expect(alignment.candidateList(of: 0).count == 10)
  }
}
