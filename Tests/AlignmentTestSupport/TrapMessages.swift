public import Testing

/// Expects that a process which trapped said why.
///
/// Optimized code stops without a word unless it is compiled with `-assert-config Debug`, as Scripts/test.sh
/// does; then this fails, since a test that cannot see the sentence has not tested it.
///
/// - Parameter result: of `#expect(processExitsWith: .failure, observing: [\.standardErrorContent])`; `nil`
///   when the process did not trap, which that expectation has reported.
public func expectSaid(
  _ sentence: String, _ result: ExitTest.Result?,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let result else { return }
  let said = String(decoding: result.standardErrorContent, as: UTF8.self)
  #expect(
    said.contains(sentence),
    "the process said “\(said.prefix(200))”; optimized tests need -Xswiftc -assert-config -Xswiftc Debug",
    sourceLocation: sourceLocation)
}
