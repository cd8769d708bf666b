public import Testing

/// Whether `precondition` prints its sentence: optimized builds stop without a word.
private var trapsSpeak: Bool {
  var speaks = false
  assert(
    {
      speaks = true
      return true
    }())
  return speaks
}

/// Expects that a process which was to trap said why, if this build can tell.
///
/// - Parameter result: of `#expect(processExitsWith: .failure, observing: [\.standardErrorContent])`.
public func expectSaid(
  _ sentence: String, _ result: ExitTest.Result?,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard trapsSpeak, let result else { return }
  let said = String(decoding: result.standardErrorContent, as: UTF8.self)
  #expect(said.contains(sentence), sourceLocation: sourceLocation)
}
