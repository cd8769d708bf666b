import Files
import Foundation
import Parallel
import RelationExtraction
import Testing

@Suite("Archives of released graphs") struct ReleasedArchiveTests {
  private static let long = String(repeating: "folder/", count: 17)

  /// Packs files that hold their own names.
  private func archive(_ options: [String], _ names: [String], in folder: URL) throws -> String {
    for name in names { _ = try write(name + "!", to: "in/" + name, in: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let path = folder.path + "/a:b.tar"
    process.arguments =
      ["tar", "--force-local", "-C", folder.path + "/in", "-cf", path] + options + ["."]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return path
  }

  @Test(
    "give the bytes of their files, however they are packed",
    arguments: [["--format=ustar"], ["--format=gnu"], ["--format=gnu", "-z"]])
  func reading(_ options: [String]) throws {
    try withFolder { folder in
      let root = Self.long + "edges/"
      let names = ["test/0", "test/12", "train/0"].map { root + $0 }
      let graphs = try ReleasedGraphs(contentsOf: archive(options, names, in: folder))
      for (split, index) in [("test", 0), ("test", 12), ("train", 0)] {
        #expect(
          try graphs.bytes(split: split, index: index)
            == Array("\(root)\(split)/\(index)!".utf8))
      }
      #expect(try graphs.bytes(split: "test", index: 1) == nil)
      #expect(try graphs.bytes(split: "val", index: 0) == nil)
    }
  }

  @Test("give the same as the folder that they were made of, also with a single split")
  func folders() throws {
    try withFolder { folder in
      let packed = try ReleasedGraphs(
        contentsOf: archive(["-z"], ["edges/test/0"], in: folder))
      let bytes = Array("edges/test/0!".utf8)
      #expect(try packed.bytes(split: "test", index: 0) == bytes)
      for path in ["/in/edges", "/in/edges/test"] {
        let plain = try ReleasedGraphs(contentsOf: folder.path + path)
        #expect(try plain.bytes(split: "test", index: 0) == bytes)
        #expect(try plain.bytes(split: "test", index: 1) == nil)
      }
    }
  }

  @Test("say what is wrong with them")
  func damage() throws {
    try withFolder { folder in
      let path = try archive(["-z"], ["test/0"], in: folder)
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      try whole.prefix(whole.count - 20).write(to: URL(fileURLWithPath: path))
      let damaged = #expect(throws: FileError.self) { try ReleasedGraphs(contentsOf: path) }
      #expect(damaged?.file == path, "\(String(describing: damaged))")
      let text = try write("no archive", to: "b.tar", in: folder)
      let other = #expect(throws: FileError.self) { try ReleasedGraphs(contentsOf: text) }
      #expect(other?.reason.contains("cannot be unpacked: ") == true)
      let missing = #expect(throws: FileError.self) {
        try ReleasedGraphs(contentsOf: folder.path + "/nowhere")
      }
      #expect(missing?.reason.contains("No such file") == true)
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
