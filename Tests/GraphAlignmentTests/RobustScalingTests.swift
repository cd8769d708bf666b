import AlignmentTestSupport
import Graphs
import LinearAlgebra
import Testing

@testable import GraphAlignment

@Suite("Scaling of robust signatures") struct RobustScalingTests {
  private let graphs = [
    Graph.powerLawCluster(nodeCount: 80, edgesPerNode: 3, triangleProbability: 0.4, seed: 1),
    Graph.powerLawCluster(nodeCount: 70, edgesPerNode: 4, triangleProbability: 0.4, seed: 2),
  ].map(\.outgoing)

  private func rows(_ change: (inout RobustSignatureOptions) -> Void) -> [Matrix] {
    var options = RobustSignatureOptions()
    change(&options)
    return RobustSignatures(of: graphs, hopCount: 3, options: options).rows
  }

  @Test("dividing by the deviation makes it 1 over both graphs together")
  func deviation() {
    let scaled = rows { $0.scaling = .deviation }
    for column in 0..<scaled[0].columnCount {
      let values = scaled.flatMap { matrix in
        (0..<matrix.rowCount).map { Double(matrix[$0, column]) }
      }
      let mean = values.reduce(0, +) / 150
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 150
      // A column without variation stays as it is.
      #expect(abs(variance - 1) < 1e-5 || variance == 0)
    }
  }

  @Test("matched quantiles keep the order, and take the values of the first graph")
  func quantiles() {
    let (plain, matched) = (rows { _ in }, rows { $0.scaling = .quantiles })
    #expect(plain[0] == matched[0])
    for column in 0..<plain[0].columnCount {
      let reference = (0..<80).map { plain[0][$0, column] }
      for i in 0..<70 {
        #expect(matched[1][i, column] >= reference.min()!)
        #expect(matched[1][i, column] <= reference.max()!)
        for j in 0..<i where plain[1][i, column] < plain[1][j, column] {
          #expect(matched[1][i, column] <= matched[1][j, column])
        }
      }
    }
  }

  @Test("of as many different values each becomes the one of its rank")
  func ranks() {
    let match = QuantileMatch(from: [1, 5, 6, 9], to: [-2, 0, 3, 8])
    #expect([1, 5, 6, 9].map { match($0) } == [-2, 0, 3, 8])
    // Equal values get the middle of what their ranks have.
    #expect(QuantileMatch(from: [4, 4], to: [1, 2])(4) == 1.5)
    #expect(QuantileMatch(from: [7], to: [3, 4, 8])(7) == 4)
  }

  @Test("a discount of 1 changes nothing, and one of 0.5 halves the second hop")
  func discount() {
    let (plain, halved) = (rows { _ in }, rows { $0.discount = 0.5 })
    let bucketCount = (plain[0].columnCount - 1) / 3
    for node in 0..<80 {
      for column in 0..<plain[0].columnCount {
        let factor: Float =
          column == plain[0].columnCount - 1 ? 1 : [1, 0.5, 0.25][column / bucketCount]
        #expect(halved[0][node, column] == factor * plain[0][node, column])
      }
    }
  }
}
