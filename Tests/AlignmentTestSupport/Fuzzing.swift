internal import Files
internal import Foundation
public import Parallel
public import Testing

/// Calls a reader with damaged versions of data, and holds it to the law: it throws a ``FileError`` that names
/// the data and a place in them, or it reads something that obeys `invariant`; twice the same either way.
/// A crash ends the test by itself.
///
/// Some versions must be read and some not, or else only half of the reader is tested. With the environment
/// variable `GRAPH_ALIGNMENT_FUZZ_SECONDS` each call goes on for that long, and says how far it came.
///
/// - Parameters:
///   - originals: what is damaged.
///   - name: what errors call the data; any name if `nil`.
///   - damage: makes a damaged version; by default bytes are changed, left out, doubled, put in, and ends cut
///     off.
///   - rejects: whether there are bytes that the reader does not read.
///   - invariant: what is wrong with something that was read; `nil` if nothing is.
/// - Returns: how many versions were read.
@discardableResult
public func expectReadsOrThrows<Value: Equatable>(
  _ originals: [[UInt8]], named name: String? = "fuzz", count: Int = 3000, seed: UInt64,
  damage: ([UInt8], inout SeededGenerator) -> [UInt8] = damaged, rejects: Bool = true,
  location: SourceLocation = #_sourceLocation,
  _ read: ([UInt8]) throws -> Value, invariant: (Value) throws -> String?
) -> Int {
  let environment = ProcessInfo.processInfo.environment["GRAPH_ALIGNMENT_FUZZ_SECONDS"]
  let seconds = environment.flatMap { Double($0) }
  let end = seconds.map { ContinuousClock.now + .seconds($0) }
  var random = SeededGenerator(seed: seed)
  var (round, readCount) = (0, 0)
  while round < count || end.map({ ContinuousClock.now < $0 }) ?? false {
    round += 1
    let bytes = damage(originals[random.index(below: originals.count)], &random)
    var complaint: String?
    do {
      let value = try read(bytes)
      readCount += 1
      complaint = try invariant(value)
      if complaint == nil, (try? read(bytes)) != value { complaint = "is read otherwise again" }
    } catch let error as FileError {
      complaint = error.misplaced(in: bytes, named: name)
      if complaint == nil {
        do {
          _ = try read(bytes)
          complaint = "is read the second time"
        } catch let again as FileError {
          if again != error { complaint = "is refused for two reasons: \(error); \(again)" }
        } catch {
          complaint = "\(error) is no FileError"
        }
      }
    } catch {
      complaint = "\(error) is no FileError"
    }
    if let complaint {
      Issue.record("round \(round): \(complaint); \(bytes)", sourceLocation: location)
      return readCount
    }
  }
  if seconds != nil {
    print("fuzz, line \(location.line) of \(location.fileID): \(round) texts, \(readCount) read")
  }
  #expect(readCount > 0, "no damaged text was read", sourceLocation: location)
  #expect(readCount < round || !rejects, "every damaged text was read", sourceLocation: location)
  return readCount
}

/// Damages bytes in up to four places with what means something to one reader or another.
public func damaged(_ original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
  var bytes = original
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
  return bytes
}

private let special =
  Array("{}[]()'\"\\,:.-+_#\t\n\r 0159eExuUNr\u{0}\u{ff}é日".utf8) + [0xff, 0x80, 0xed]

extension FileError {
  /// What is wrong with the place that an error names, if anything is.
  fileprivate func misplaced(in bytes: [UInt8], named name: String?) -> String? {
    if let name, file != name { return "the error is of “\(file)”: \(self)" }
    if reason.isEmpty { return "the error has no reason: \(self)" }
    guard let line else { return column == nil ? nil : "a column needs a line: \(self)" }
    // A line may end with a carriage return, and what is missing at the end is missing in the line after it.
    let lineCount = 1 + bytes.count { $0 == 10 || $0 == 13 }
    if !(1...lineCount + 1).contains(line) { return "there is no such line: \(self)" }
    if let column, column < 1 { return "there is no such column: \(self)" }
    return nil
  }
}
