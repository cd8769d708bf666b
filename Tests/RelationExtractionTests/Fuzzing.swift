import AlignmentTestSupport
import Testing

/// Holds a parser of this module to what ``expectReadsOrThrows`` says of readers: damaged versions of text are
/// read or refused with an error that has a place, twice alike. What was read is judged by `parse` itself.
///
/// - Parameter rejects: whether there is text that the parser does not read.
/// - Returns: how many versions were read.
@discardableResult
func fuzz(
  _ texts: [String], count: Int = 3000, seed: UInt64, rejects: Bool = true,
  location: SourceLocation = #_sourceLocation, _ parse: ([UInt8]) throws -> Void
) -> Int {
  fuzz(
    bytes: texts.map { Array($0.utf8) }, count: count, seed: seed, rejects: rejects,
    location: location, parse)
}

/// The same with data that are not text.
@discardableResult
func fuzz(
  bytes originals: [[UInt8]], count: Int = 3000, seed: UInt64, rejects: Bool = true,
  location: SourceLocation = #_sourceLocation, _ parse: ([UInt8]) throws -> Void
) -> Int {
  expectReadsOrThrows(
    originals, named: nil, count: count, seed: seed, rejects: rejects, location: location
  ) { bytes in
    try parse(bytes)
    return true
  } invariant: { _ in
    nil
  }
}
