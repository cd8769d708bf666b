import AlignmentTestSupport
import CKernels
import Testing

/// Contracts are checked in debug builds, and only there.
@Suite("Assertions of kernels") struct AssertionTests {
  #if DEBUG
    @Test("stop a debug build that breaks a contract, and say which")
    func stops() async {
      let rank = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = unsafe ga_product_bound([1], [1], 1, 0)
      }
      expectAssertion("rank >= 1", rank)
      let table = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var (table, groups): ([UInt64], [Int32]) = ([0, 0], [0, 0])
        _ = unsafe ga_row_groups([1, 2], 2, 1, [1, 2], &table, 2, &groups)
      }
      expectAssertion("tableSize > rowCount", table)
      let columns = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var (columns, spare, merged): ([Int32], [Int32], [Int32]) = ([3, -1], [0, 0], [0, 0])
        _ = unsafe ga_merge_row(&columns, nil, 2, &spare, nil, &merged, nil)
      }
      expectAssertion("columns[i] >= 0", columns)
    }

    private func expectAssertion(
      _ condition: String, _ result: ExitTest.Result?,
      sourceLocation: SourceLocation = #_sourceLocation
    ) {
      let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
      #expect(said.contains(condition), sourceLocation: sourceLocation)
    }
  #else
    @Test("are gone from releases") func areGone() {
      // Of no points nothing is nearest: the bound of an impossible rank, which a debug build refuses.
      #expect(unsafe ga_product_bound([1], [1], 1, 0) == .infinity)
    }
  #endif
}
