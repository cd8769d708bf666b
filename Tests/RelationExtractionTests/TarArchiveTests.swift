import Files
import Foundation
import Parallel
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

  @Test("are read or refused, whatever is damaged and whether or not it fits its checksum")
  func fuzzing() throws {
    var archives: [[UInt8]] = []
    for format in ["ustar", "gnu"] {
      try withFolder { folder in
        let long = String(repeating: "folder/", count: 17) + "file"
        let path = try archive(format, ["a", "b/c", long], in: folder)
        var bytes: [UInt8] = []
        try FileBlocks.read(from: path) { (block) throws(FileError) in
          for i in block.indices { bytes.append(block[i]) }
        }
        // Without the zeros that fill up the last record, so that most of what is damaged matters.
        archives.append(
          Array(bytes[...bytes.lastIndex { $0 != 0 }!]) + [UInt8](repeating: 0, count: 1024))
      }
    }
    fuzz(bytes: archives, count: 2000, seed: 19) { damaged in
      var bytes = damaged
      if bytes.reduce(0, { $0 &+ Int($1) }) % 2 == 0 { correctChecksums(&bytes) }
      let archive = try TarArchive(parsing: bytes, named: "x")
      for name in archive.names { _ = try archive.bytes(of: name) }
    }
  }

  /// Makes the checksums of all headers right, where headers would be were none of the files larger than
  /// a block.
  private func correctChecksums(_ bytes: inout [UInt8]) {
    for start in stride(from: 0, to: bytes.count - 511, by: 512) where bytes[start] != 0 {
      bytes.replaceSubrange(start + 148..<start + 156, with: [UInt8](repeating: 32, count: 8))
      let digits = String(bytes[start..<start + 512].reduce(0) { $0 + Int($1) }, radix: 8)
      let field = String(repeating: "0", count: max(6 - digits.count, 0)) + digits + "\0"
      bytes.replaceSubrange(start + 148..<start + 155, with: field.utf8)
    }
  }

  @Test("compressed ones unpack to the same bytes in memory and block by block, or not at all")
  func compressedFuzzing() throws {
    try withFolder { folder in
      let packed = folder.path + "/a.gz"
      var random = SeededGenerator(seed: 21)
      let text = (0..<2000).map { _ in UInt8(random.index(below: 8)) + 97 }
      try FileWriter.write(to: packed) { (file) throws(FileError) in try file.append(text) }
      let member = [UInt8](try Data(contentsOf: URL(fileURLWithPath: packed)))
      fuzz(bytes: [member, member + member, member + [0, 0, 0]], count: 1000, seed: 22) { bytes in
        let file = URL(fileURLWithPath: folder.path + "/damaged.gz")
        try Data(bytes).write(to: file)
        let whole = Result { () throws(FileError) in try FileContents(bytes, name: "x") }
        let blocks = Result { () throws(FileError) in
          var blocks: [UInt8] = []
          try FileBlocks.read(from: file.path, size: 100) { (block) throws(FileError) in
            for i in block.indices { blocks.append(block[i]) }
          }
          return blocks
        }
        switch (whole, blocks) {
        case (.success(let whole), .success(let blocks)):
          #expect(unsafe whole.withBytes { unsafe Array($0) } == blocks)
        case (.failure(let error), .failure): throw error
        default: Issue.record("\(whole) and \(blocks) for \(bytes)")
        }
      }
    }
  }
}
