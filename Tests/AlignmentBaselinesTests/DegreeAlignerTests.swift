import AlignmentBaselines
import AlignmentTestSupport
import Foundation
import GraphAlignment
import Graphs
import Options
import Parallel
import Testing

@Suite("Aligning by degree") struct DegreeAlignerTests {
  @Test("the middle of a star goes to the middle, and similarity is that of the logarithms")
  func star() throws {
    var aligner = DegreeAligner()
    aligner.comparesNeighbors = false
    aligner.candidateCount = 5
    let alignment = try aligner.align(.star(5), to: .star(5))
    #expect(alignment.bestMatches == [0, 1, 1, 1, 1])
    let row = alignment.candidates(of: 0)
    #expect(row[0].similarity == 1)
    // Degrees 4 and 1, in Float.
    #expect(abs(Double(row[1].similarity) - exp(-pow(log(5.0) - log(2.0), 2))) < 1e-6)
  }

  @Test("neighbors tell apart nodes of one degree")
  func neighbors() throws {
    // In a path of five, nodes 1, 2, 3 have degree 2, but only 2 has no end beside it.
    let path = Graph.path(5)
    #expect(try DegreeAligner().align(path, to: path).bestMatches == [0, 1, 2, 1, 0])
    var own = DegreeAligner()
    own.comparesNeighbors = false
    #expect(try own.align(path, to: path).bestMatches == [0, 1, 1, 1, 0])
    var mean = DegreeAligner()
    mean.quantileCount = 0
    #expect(try mean.align(path, to: path).bestMatches == [0, 1, 2, 1, 0])
  }

  @Test("relabelling the target leaves the similarity of the best candidate")
  func relabelling() throws {
    let source = Graph.random(nodeCount: 80, edgeProbability: 0.1, seed: 1)
    var generator = SeededGenerator(seed: 2)
    let truth = generator.permutation(80)
    let target = source.relabeled(by: truth)
    let alignment = try DegreeAligner().align(source, to: target)
    for node in 0..<80 {
      // Its own copy is at no distance, so whatever comes first is.
      #expect(alignment.candidates(of: node)[0].similarity == 1)
      #expect(target.degree(of: alignment.bestMatch(of: node)!) == source.degree(of: node))
    }
  }

  @Test("refuses options that cannot be used")
  func options() {
    for change: (inout DegreeAligner) -> Void in [
      { $0.quantileCount = -1 }, { $0.candidateCount = 0 },
    ] {
      var aligner = DegreeAligner()
      change(&aligner)
      #expect(throws: OptionError.self) { try aligner.align(.path(3), to: .path(3)) }
    }
  }
}
