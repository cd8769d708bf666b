import AlignmentTestSupport
import Files
import Foundation
import Testing

@Suite("Writing files") struct FileWriterTests {
  private func text(at path: String) throws -> String {
    unsafe try FileContents(at: path).withBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  @Test("writes a file whole, with the permissions of the one it replaces, and leaves nothing else")
  func replaces() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a", "old".utf8)
    unsafe chmod(path, 0o640)
    try FileWriter.write(to: path) { (file) throws(FileError) in try file.append("new") }
    #expect(try text(at: path) == "new")
    #expect(folder.names == ["a"])
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o640)
  }

  @Test("writes through a symbolic link")
  func followsLinks() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a", "old".utf8)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: path)
    try FileWriter.write(to: folder.path("link")) { (file) throws(FileError) in
      try file.append("new")
    }
    #expect(try text(at: path) == "new")
  }

  @Test("packs what ends in .gz, small and large")
  func packs() throws {
    let folder = try TemporaryFolder()
    for count in [0, 1, 300_000] {
      let line = "line \(count)\n"
      try FileWriter.write(to: folder.path("a.gz")) { (file) throws(FileError) in
        for _ in 0..<count { try file.append(line) }
      }
      let packed = try Data(contentsOf: folder.url.appending(path: "a.gz"))
      #expect(packed.starts(with: [0x1f, 0x8b]))
      #expect(try text(at: folder.path("a.gz")) == String(repeating: line, count: count))
    }
  }

  @Test("leaves the old file alone when writing fails")
  func discards() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a", "old".utf8)
    let failure = FileError(file: "a", reason: "does not work")
    #expect(throws: failure) {
      try FileWriter.write(to: path) { (file) throws(FileError) in
        try file.append(String(repeating: "x", count: 1_000_000))
        throw failure
      }
    }
    #expect(try text(at: path) == "old")
    #expect(folder.names == ["a"])
  }

  @Test("says when the disk is full, and when there is no such folder")
  func systemReasons() {
    #expect(
      throws: FileError(file: "/dev/full", reason: "cannot be written: No space left on device")
    ) {
      try FileWriter.write(to: "/dev/full") { (file) throws(FileError) in try file.append("x") }
    }
    #expect(
      throws: FileError(file: "/no/such", reason: "cannot be created: No such file or directory")
    ) {
      try FileWriter.write(to: "/no/such") { (_) throws(FileError) in }
    }
  }

  @Test("lets an interrupted process remove what is unfinished")
  func removesTemporaries() async {
    // In a process of its own: other tests write files at the same time.
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      try? FileWriter.write(to: folder.path("a")) { (file) throws(FileError) in
        guard folder.names.count == 1 else { exit(1) }
        TemporaryFiles.removeAll()
        exit(folder.names.isEmpty ? 0 : 2)
      }
      exit(3)
    }
  }

  @Test("turns a broken pipe into an error once SIGPIPE is ignored")
  func brokenPipe() async {
    await #expect(processExitsWith: .success) {
      signal(SIGPIPE, SIG_IGN)
      var ends: [Int32] = [0, 0]
      _ = unsafe pipe(&ends)
      close(ends[0])
      dup2(ends[1], STDOUT_FILENO)
      do {
        try FileWriter.write(to: "-") { (file) throws(FileError) in try file.append("x") }
        exit(1)
      } catch {
        exit("\(error)" == "standard output: cannot be written: Broken pipe" ? 0 : 2)
      }
    }
  }
}
