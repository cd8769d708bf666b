internal import ArgumentParser
internal import CommandLineSupport
internal import DistributedAlignment
internal import Foundation
internal import Parallel
internal import Synchronization

/// Whether other processes help, and what they keep.
struct DistributionOptions: ParsableArguments {
  #if MPI
    private static let visibility = ArgumentVisibility.default
  #else
    // Those who have no MPI need not know.
    private static let visibility = ArgumentVisibility.hidden
  #endif

  @Flag(
    name: .long,
    help: ArgumentHelp(
      "Work together with the other processes that mpirun has started.", visibility: visibility))
  var distributed = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Keep what stages leave, and go on from there another time (a folder; --distributed).",
      valueName: "folder", visibility: visibility))
  var checkpoint: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Also write what each process has into a folder, a file for each (--distributed).",
      valueName: "folder", visibility: visibility))
  var parts: String?

  func validate() throws {
    if distributed, !Ranks.isBuilt {
      throw ValidationError(
        "--distributed needs a build with MPI: swift build -c release --traits MPI")
    }
    if !distributed, checkpoint != nil || parts != nil {
      throw ValidationError("\(checkpoint != nil ? "--checkpoint" : "--parts") needs --distributed")
    }
  }

  /// Joins the other processes; from now on a failure of this one ends them all.
  func join() throws -> Ranks {
    let ranks = try Ranks.join()
    if ranks.count > 1 { Tool.whenFailing.withLock { $0 = { ranks.abort($0) } } }
    return ranks
  }

  /// How many threads this process should use unless told: its share of the machine's cores.
  static func threads(_ ranks: Ranks) throws -> Int {
    max(1, ProcessInfo.processInfo.activeProcessorCount / (try ranks.countHere()))
  }
}
