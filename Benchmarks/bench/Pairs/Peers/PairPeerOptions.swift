internal import ArgumentParser
internal import Foundation

/// Which peers run beside ours, and within which bounds.
struct PairPeerOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "parrot, joena, slotalign or fugal with a clone of its code; graspologic; igraphmatch, perhaps with a library of R.",
      valueName: "name[=folder]"))
  var peer: [String] = []

  @Option(name: .long, help: ArgumentHelp("Python with the peers' packages.", valueName: "program"))
  var python = "python3"

  @Option(name: .long, help: ArgumentHelp("The folder of pairs.py.", valueName: "folder"))
  var peers = "Benchmarks/peers"

  @Option(
    name: .long,
    help: ArgumentHelp("A peer may compute so long for an alignment.", valueName: "s"))
  var peerSeconds = 600

  @Option(
    name: .long, help: ArgumentHelp("A peer may hold so much memory.", valueName: "GiB"))
  var peerMemory = 8.0

  func validate() throws {
    guard peerSeconds >= 1 else { throw ValidationError("--peer-seconds must be at least 1") }
    guard peerMemory > 0, peerMemory.isFinite else {
      throw ValidationError("--peer-memory must be above 0")
    }
    let named = try self.named.map(\.peer)
    for (place, peer) in named.enumerated() where named[..<place].contains(peer) {
      throw ValidationError("--peer names \(peer) twice")
    }
    let script = peers + "/pairs.py"
    guard named.isEmpty || FileManager.default.fileExists(atPath: script) else {
      throw ValidationError("--peers: there is no “\(script)”")
    }
  }

  /// The peers in the order in which they were named.
  var named: [NamedPeer] {
    get throws {
      try peer.map { text in
        do throws(NamedPeer.Mistake) {
          return try NamedPeer(text, isFolder: Self.isFolder)
        } catch {
          throw ValidationError("--peer: \(error)")
        }
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
