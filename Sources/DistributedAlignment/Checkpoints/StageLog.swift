internal import Foundation

/// What the stages of a distributed alignment have cost.
package final class StageLog {
  /// One stage.
  package struct Entry: Codable, Sendable {
    /// Its name.
    package var stage: String
    /// How long it took.
    package var seconds: Double
    /// How long processors worked for the rank that they worked most for, all threads together; ranks that wait for
    /// others may keep them busy, too.
    package var processorSeconds: Double
    /// How many bytes all ranks together have sent to others.
    package var bytes: Int
    /// The most memory that any rank has had by its end.
    package var peakBytes: Int
  }

  /// Stages in their order.
  package private(set) var entries: [Entry] = []
  private let ranks: Ranks

  /// All ranks need one, or none.
  package init(_ ranks: Ranks) { self.ranks = ranks }

  /// Runs a stage; all ranks.
  package func measure<Result>(_ stage: String, _ work: () throws -> Result) throws -> Result {
    let (start, before) = (ContinuousClock.now, Ranks.bytesSent)
    let worked = Self.usage.seconds
    let result = try work()
    let sent = Ranks.bytesSent - before
    let bytes = try ranks.sum(sent)
    let peak = try ranks.largest(Self.usage.peakMemory)
    let processor = try ranks.largest(Self.usage.seconds - worked)
    entries.append(
      Entry(
        stage: stage, seconds: (ContinuousClock.now - start) / .seconds(1),
        processorSeconds: processor, bytes: bytes, peakBytes: peak))
    return result
  }

  /// The most memory that this process has had, in bytes.
  package static var peakMemory: Int { usage.peakMemory }

  /// The most memory that this process has had, and how long processors have worked for it.
  private static var usage: (peakMemory: Int, seconds: Double) {
    var usage = rusage()
    unsafe getrusage(RUSAGE_SELF.rawValue, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + 1e-6 * Double(time.tv_usec) }
    return (Int(usage.ru_maxrss) * 1024, seconds(usage.ru_utime) + seconds(usage.ru_stime))
  }
}
