internal import Foundation

/// What a Python peer is asked to do; see Benchmarks/peers/README.md.
struct PeerRequest: Encodable {
  var mode: String
  var source: String
  var target: String
  var sourceNodes: Int?
  var targetNodes: Int?
  var truth: String?
  var k = 10
  var system: String?
  /// Where candidates and embedding go, for the check.
  var output: String?
  var embedding: String?
}

/// What it answers.
struct PeerReply: Decodable {
  var seconds: [String: Double]?
  var hits1: Double?
  var landmarkNodes: [Int]?
  var versions: [String: String]?
  var error: String?
}

/// The Python peers, kept running so that their runs can alternate with ours.
final class PeerServer {
  private let process = Process()
  private let requests = Pipe()
  private let replies = Pipe()
  private var received = Data()
  /// Of Python and its libraries.
  private(set) var versions: [String: String] = [:]

  init(python: String, folder: String, reference: String?, threads: Int) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [python, folder + "/compare.py", "serve", "--threads", "\(threads)"]
      + (reference.map { ["--reference", $0] } ?? [])
    process.standardInput = requests
    process.standardOutput = replies
    try process.run()
    versions = try reply().versions ?? [:]
  }

  deinit {
    // The end of its input ends the server.
    try? requests.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  func ask(_ request: PeerRequest) throws -> PeerReply {
    let line = try JSONEncoder().encode(request) + Data("\n".utf8)
    try requests.fileHandleForWriting.write(contentsOf: line)
    let reply = try reply()
    if let error = reply.error { throw PeerError(reason: "\(request.mode): \(error)") }
    return reply
  }

  private func reply() throws -> PeerReply {
    while true {
      if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
        let line = received[received.startIndex..<end]
        received = Data(received[received.index(after: end)...])
        return try JSONDecoder().decode(PeerReply.self, from: line)
      }
      let more = replies.fileHandleForReading.availableData
      guard !more.isEmpty else {
        throw PeerError(reason: "the Python peers ended; see what they said above")
      }
      received += more
    }
  }
}

/// A peer cannot answer, or answers something else.
struct PeerError: Error, CustomStringConvertible {
  var reason: String
  var description: String { reason }
}
