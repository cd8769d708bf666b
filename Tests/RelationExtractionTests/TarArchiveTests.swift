import Files
import Foundation
import RelationExtraction
import Testing

@Suite("Tar archives") struct TarArchiveTests {
  /// The system's tar, so that the reader is not tested with its own idea of the format.
  private func archive(_ format: String, _ names: [String], in folder: URL) throws -> String {
    for name in names { _ = try write(name + "!", to: "in/" + name, in: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["tar", "-C", folder.path + "/in", "--format=\(format)", "-czf", folder.path + "/a.tgz", "."]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return folder.path + "/a.tgz"
  }

  @Test("give the bytes of their files", arguments: ["ustar", "gnu"])
  func reading(_ format: String) throws {
    try withFolder { folder in
      let long = String(repeating: "folder/", count: 17) + "file"
      let names = ["a", "b/c", "ü", long]
      let archive = try TarArchive(contentsOf: archive(format, names, in: folder))
      #expect(archive.names.count == 4)
      for name in names {
        #expect(try archive.bytes(of: "./" + name) == Array((name + "!").utf8))
      }
      #expect(try archive.bytes(of: "x") == nil)
    }
  }

  @Test("never crash when damaged")
  func damaged() throws {
    var header = [UInt8](repeating: 0, count: 512)
    for (offset, text) in [(0, "name"), (124, "00000000003"), (156, "0"), (257, "ustar")] {
      header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    let sum = header.reduce(8 * 32) { $0 + Int($1) }
    let digits = String(sum, radix: 8)
    let field = String(repeating: "0", count: 6 - digits.count) + digits + "\0"
    header.replaceSubrange(148..<155, with: field.utf8)
    let bytes = header + Array("abc".utf8) + [UInt8](repeating: 0, count: 509 + 1024)
    let archive = try TarArchive(parsing: bytes, named: "x")
    #expect(try archive.bytes(of: "name") == Array("abc".utf8))
    for end in stride(from: 0, to: bytes.count, by: 100) {
      _ = try? TarArchive(parsing: Array(bytes[..<end]), named: "x")
    }
    // The last byte of the checksum's field means nothing.
    for place in 0..<512 where place != 155 {
      var damaged = bytes
      damaged[place] ^= 0x15
      #expect(throws: FileError.self) { try TarArchive(parsing: damaged, named: "x") }
    }
  }
}
