import AlignmentTestSupport
import Files
import Foundation
import Testing

@Suite("Writing files together") struct OutputGroupTests {
  private func write(_ text: String, to path: String) throws {
    try FileWriter.write(to: path) { (file) throws(FileError) in try file.append(text) }
  }

  private func text(at path: String) throws -> String {
    unsafe try FileContents(at: path).withBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  @Test("gives no file its name before all are written")
  func waits() throws {
    let folder = try TemporaryFolder()
    let old = try folder.file("b", "old".utf8)
    try FileWriter.together {
      try write("first", to: folder.path("a"))
      try write("second", to: old)
      #expect(!FileManager.default.fileExists(atPath: folder.path("a")))
      #expect(try text(at: old) == "old")
    }
    #expect(folder.names == ["a", "b"])
    #expect(try text(at: folder.path("a")) == "first" && text(at: old) == "second")
  }

  @Test("leaves nothing, and what was there, when one of them fails")
  func fails() throws {
    let folder = try TemporaryFolder()
    let old = try folder.file("b", "old".utf8)
    #expect(throws: FileError.self) {
      try FileWriter.together {
        try write("first", to: folder.path("a"))
        try write("second", to: old)
        try write("third", to: folder.path("no/such/folder"))
      }
    }
    #expect(folder.names == ["b"])
    #expect(try text(at: old) == "old")
  }

  @Test("takes back names that were given when a later one cannot be")
  func takesBack() throws {
    let folder = try TemporaryFolder()
    let old = try folder.file("b", "old".utf8)
    #expect(throws: FileError.self) {
      try FileWriter.together {
        try write("first", to: folder.path("a"))
        try write("second", to: old)
        try write("third", to: folder.path("c"))
        // What comes in between makes a file's place a folder, which no file can take.
        try FileManager.default.createDirectory(
          atPath: folder.path("c"), withIntermediateDirectories: false)
      }
    }
    #expect(folder.names == ["b", "c"])
    #expect(try text(at: old) == "old")
  }
}

@Suite("Identity of files") struct FileIdentityTests {
  @Test("is the same by whatever path, whether the file exists or not")
  func paths() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a", "text".utf8)
    try FileManager.default.linkItem(atPath: path, toPath: folder.path("hard"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("soft"), withDestinationPath: path)
    try FileManager.default.createDirectory(
      atPath: folder.path("d"), withIntermediateDirectories: false)
    let identity = FileIdentity(path, isOutput: false)
    for other in ["hard", "soft", "./a", "d/../a"] {
      #expect(FileIdentity(folder.path(other), isOutput: true) == identity, "\(other)")
    }
    _ = try folder.file("copy", "text".utf8)
    #expect(FileIdentity(folder.path("copy"), isOutput: true) != identity)
    let new = FileIdentity(folder.path("new"), isOutput: true)
    #expect(new == FileIdentity(folder.path("d/../new"), isOutput: true))
    #expect(new != FileIdentity(folder.path("d/new"), isOutput: true))
    #expect(!new.exists && !new.isDevice && FileIdentity("/dev/null", isOutput: true).isDevice)
  }
}

@Suite("Limit of memory") struct MemoryLimitTests {
  @Test("refuses what an estimate exceeds, and says what would lower it")
  func requires() throws {
    try MemoryLimit.require(1000, for: "a little", lowering: "nothing")
    let error = try #require(throws: MemoryError.self) {
      try MemoryLimit.require(1e18, for: "40000 landmarks", lowering: "take fewer with --landmarks")
    }
    #expect("\(error)".hasPrefix("40000 landmarks would need about 1.0 EB of memory, and "))
    #expect("\(error)".hasSuffix("take fewer with --landmarks"))
    #expect(throws: MemoryError.self) {
      try MemoryLimit.require(.infinity, for: "", lowering: "")
    }
  }

  @Test("stops unpacking at half of it, and reading a pipe")
  func stopsUnpacking() async throws {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = folder.path("bomb.gz")
      try FileWriter.write(to: path) { (file) throws(FileError) in
        let zeros = [UInt8](repeating: 0x30, count: 1 << 20)
        for _ in 0..<40 { try file.append(zeros) }
      }
      MemoryLimit.set(1 << 27)
      #expect(try FileContents(at: path).withSpan { $0.count } == 40 << 20)
      MemoryLimit.set(1 << 26)
      let error = try #require(throws: FileError.self) { try FileContents(at: path) }
      #expect(error.file == path && error.reason.contains("--memory-limit"))
      let zeros = try #require(throws: FileError.self) { try FileContents(at: "/dev/zero") }
      #expect(zeros.reason.contains("--memory-limit"))
    }
  }
}

@Suite("Links as outputs") struct LinkedOutputTests {
  @Test("lead to a file that is made, unless they go in a circle")
  func links() throws {
    let folder = try TemporaryFolder()
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: folder.path("first"), withDestinationPath: folder.path("second"))
    try manager.createSymbolicLink(atPath: folder.path("second"), withDestinationPath: "new")
    try FileWriter.write(to: folder.path("first")) { (file) throws(FileError) in
      try file.append("text")
    }
    #expect(folder.names == ["first", "new", "second"])
    #expect(try String(contentsOfFile: folder.path("new"), encoding: .utf8) == "text")
    try manager.createSymbolicLink(atPath: folder.path("loop"), withDestinationPath: "loop")
    #expect(throws: FileError.self) {
      try FileWriter.write(to: folder.path("loop")) { (file) throws(FileError) in
        try file.append("text")
      }
    }
  }
}
