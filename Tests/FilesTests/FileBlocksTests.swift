import AlignmentTestSupport
import Files
import Foundation
import Testing

@Suite("Blocks of files") struct FileBlocksTests {
  private let text = (0..<5000).map { "line \($0 % 97) é\n" }.joined()

  private func blocks(_ path: String, size: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try FileBlocks.read(from: path, size: size) { (block) throws(FileError) in
      for i in block.indices { bytes.append(block[i]) }
    }
    return bytes
  }

  private func packed(in folder: TemporaryFolder) throws -> [UInt8] {
    let path = folder.path("packed.gz")
    try FileWriter.write(to: path) { (file) throws(FileError) in try file.append(text) }
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test("give all bytes, packed or not, whatever their size", arguments: [1, 2, 3, 1000, 1 << 20])
  func complete(size: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = Array(text.utf8)
    let packed = try packed(in: folder)
    // Members one after the other, as `cat` makes them, and zeros at the end.
    let several = packed + packed + [UInt8](repeating: 0, count: 700)
    #expect(try blocks(folder.file("plain", bytes), size: size) == bytes)
    #expect(try blocks(folder.file("a", packed), size: size) == bytes)
    #expect(try blocks(folder.file("b", several), size: size) == bytes + bytes)
    #expect(try blocks(folder.file("empty", []), size: size).isEmpty)
    #expect(try blocks(folder.file("one", [0x1f]), size: size) == [0x1f])
  }

  @Test("say what is wrong, as those who read a file as a whole do", arguments: [1, 1000])
  func damage(size: Int) throws {
    let folder = try TemporaryFolder()
    let packed = try packed(in: folder)
    var damaged = packed
    damaged[packed.count / 2] ^= 0x55
    damaged[packed.count / 2 + 1] ^= 0x55
    for bytes in [Array(packed.dropLast(9)), packed + [1, 2], packed + [0, 0, 7], damaged] {
      let path = try folder.file("x", bytes)
      let streamed = #expect(throws: FileError.self) { try blocks(path, size: size) }
      let whole = #expect(throws: FileError.self) { try FileContents(at: path) }
      #expect(streamed == whole)
    }
    #expect(throws: FileError.self) { try blocks(folder.path("nowhere"), size: size) }
    #expect(throws: FileError.self) { try blocks(folder.url.path, size: size) }
  }
}
