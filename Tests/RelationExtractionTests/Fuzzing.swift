import Files
import Foundation
import Parallel
import RelationExtraction
import Testing

/// Calls a parser with damaged versions of text that it can read: bytes changed, left out, doubled, put
/// in, and ends cut off. It may read them or throw ``FileError``; anything else ends the test.
///
/// Some versions must be read and some not, or else only half of the parser is tested. With the
/// environment variable `GRAPH_ALIGNMENT_FUZZ_SECONDS` each call goes on for that long, and says how far
/// it came.
///
/// - Parameter rejects: whether there is text that the parser does not read.
/// - Returns: how many were read all the same.
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
  let environment = ProcessInfo.processInfo.environment["GRAPH_ALIGNMENT_FUZZ_SECONDS"]
  let seconds = environment.flatMap { Double($0) }
  let end = seconds.map { ContinuousClock.now + .seconds($0) }
  var random = SeededGenerator(seed: seed)
  var readCount = 0
  var round = 0
  // Bytes that mean something to one parser or another.
  let special =
    Array("{}[]()'\"\\,:.-+_#\t\n\r 0159eExuUNr\u{0}\u{ff}é日".utf8) + [0xff, 0x80, 0xed]
  while end.map({ ContinuousClock.now < $0 || round < count }) ?? (round < count) {
    round += 1
    var bytes = originals[random.index(below: originals.count)]
    for _ in 0...random.index(below: 4) where !bytes.isEmpty {
      let place = random.index(below: bytes.count)
      switch random.index(below: 6) {
      case 0: bytes[place] = special[random.index(below: special.count)]
      case 1: bytes.insert(special[random.index(below: special.count)], at: place)
      case 2: bytes.remove(at: place)
      case 3: bytes.removeSubrange(place...)
      case 4:
        let end = min(place + 1 + random.index(below: 20), bytes.count)
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      default: bytes[place] = UInt8(random.index(below: 256))
      }
    }
    do {
      try parse(bytes)
      readCount += 1
    } catch is FileError {
      continue
    } catch {
      Issue.record("round \(round): \(error) is no FileError")
    }
  }
  if seconds != nil {
    print("fuzz, line \(location.line) of \(location.fileID): \(round) texts, \(readCount) read")
  }
  #expect(readCount > 0, "no damaged text was read", sourceLocation: location)
  #expect(readCount < round || !rejects, "every damaged text was read", sourceLocation: location)
  return readCount
}
