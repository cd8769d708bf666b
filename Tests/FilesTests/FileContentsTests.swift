import AlignmentTestSupport
import Files
import Foundation
import Testing

@Suite("Reading files") struct FileContentsTests {
  /// “hello\n”, packed by `gzip -n`.
  static let hello: [UInt8] = [
    0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xe7, 2, 0, 0x20, 0x30, 0x3a,
    0x36, 6, 0, 0, 0,
  ]

  private func text(_ contents: FileContents) -> String {
    unsafe contents.withBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  private func failure(_ body: () throws(FileError) -> Void) -> String? {
    do { try body() } catch { return error.description }
    return nil
  }

  @Test("says file and line, or the file alone")
  func describesErrors() {
    let reason = "expected two node ids, found “7”"
    #expect(
      FileError(file: "mail.edges", line: 2, reason: reason).description
        == "mail.edges:2: \(reason)")
    #expect(FileError(file: "mail.edges", reason: "is odd").description == "mail.edges: is odd")
  }

  @Test("reads regular files, empty ones included, and files that the kernel makes up")
  func readsFiles() throws {
    let folder = try TemporaryFolder()
    #expect(text(try FileContents(at: folder.file("a", "hello\n".utf8))) == "hello\n")
    #expect(text(try FileContents(at: folder.file("b", []))) == "")
    #expect(text(try FileContents(at: "/proc/self/status")).hasPrefix("Name:"))
  }

  @Test("unpacks gzip whatever the file is called, members one after the other, padding dropped")
  func unpacks() throws {
    let folder = try TemporaryFolder()
    #expect(text(try FileContents(at: folder.file("plain.txt", Self.hello))) == "hello\n")
    let twice = Self.hello + Self.hello + [0, 0, 0]
    #expect(text(try FileContents(twice, name: "twice")) == "hello\nhello\n")
  }

  @Test("refuses gzip data that are damaged, cut short or followed by something else")
  func refusesDamage() throws {
    for count in 2..<Self.hello.count {
      let message = failure { () throws(FileError) in
        _ = try FileContents(Array(Self.hello.prefix(count)), name: "x.gz")
      }
      #expect(message == "x.gz: the gzip data end too early")
    }
    var damaged = Self.hello
    damaged[20] ^= 1
    #expect(
      failure { () throws(FileError) in _ = try FileContents(damaged, name: "x.gz") }
        == "x.gz: the gzip data are damaged: incorrect data check")
    #expect(
      failure { () throws(FileError) in _ = try FileContents(Self.hello + [1], name: "x.gz") }
        == "x.gz: something that is not gzip follows the gzip data")
  }

  @Test("says what is wrong with a file that is missing or a folder")
  func refusesMissing() {
    #expect(
      failure { () throws(FileError) in _ = try FileContents(at: "/no/such") }
        == "/no/such: cannot be opened: No such file or directory")
    #expect(
      failure { () throws(FileError) in _ = try FileContents(at: "/tmp") }
        == "/tmp: is a directory, not a file")
  }

  @Test("says when a file may not be read", .enabled(if: getuid() != 0, "root may read everything"))
  func refusesForbidden() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("secret", "x".utf8)
    unsafe chmod(path, 0)
    #expect(
      failure { () throws(FileError) in _ = try FileContents(at: path) }
        == "\(path): cannot be opened: Permission denied")
  }

  @Test("reads a FIFO to its end")
  func readsFIFO() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("fifo")
    #expect(unsafe mkfifo(path, 0o600) == 0)
    let writer = Thread { try? Data(Self.hello).write(to: URL(fileURLWithPath: path)) }
    writer.start()
    #expect(text(try FileContents(at: path)) == "hello\n")
  }
}
