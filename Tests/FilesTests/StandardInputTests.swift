import AlignmentTestSupport
import Files
import Testing

@Suite("Reading standard input") struct StandardInputTests {
  @Test("to its end, as it is or unpacked")
  func reads() async {
    await #expect(processExitsWith: .success) {
      for (bytes, expected) in [
        (Array("hello\n".utf8), "hello\n"), (FileContentsTests.hello, "hello\n"), ([], ""),
        (Array(repeating: UInt8(ascii: "x"), count: 60_000), String(repeating: "x", count: 60_000)),
      ] {
        try feedStandardInput(bytes)
        let contents = try FileContents(at: "-")
        let text = unsafe contents.withBytes { unsafe String(decoding: $0, as: UTF8.self) }
        try #require(text == expected && contents.name == "standard input")
      }
    }
  }

  @Test("that is cut short is an error of standard input")
  func refusesDamage() async {
    await #expect(processExitsWith: .success) {
      try feedStandardInput(FileContentsTests.hello.dropLast(3))
      let error = #expect(throws: FileError.self) { try FileContents(at: "-") }
      try #require(error?.description == "standard input: the gzip data end too early")
    }
  }
}
