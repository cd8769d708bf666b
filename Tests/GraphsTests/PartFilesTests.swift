import AlignmentTestSupport
import Files
import Foundation
import Graphs
import Parallel
import Testing

@Suite("Folders of part files") struct PartFilesTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("edges")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  private func write(_ texts: [String], ending: String = "") throws {
    for (index, text) in texts.enumerated() {
      _ = try folder.file(String(format: "edges/part-%05d", index) + ending, text.utf8)
    }
    _ = try folder.file("edges/_SUCCESS", "".utf8)
    _ = try folder.file("edges/.part-00000.crc", "crc\u{1}".utf8)
  }

  private func lines(_ count: Int, weighted: Bool) -> [String] {
    (0..<count).map { "\($0 * 7919 % 6007) \($0 * 104_729 % 5003)" + (weighted ? " \(1 + $0 % 3)" : "") }
  }

  @Test("are the file of all their lines", arguments: ["", "src dst\n", "# edges\n"])
  func areOneFile(start: String) throws {
    let all = lines(900, weighted: false)
    let whole = try Graph(parsing: Array((start + all.joined(separator: "\n")).utf8), named: "whole")
    // An empty part, one that is the header alone, and one that does not end its last line.
    let cuts = [0, 0, 300, 301, 900]
    try write(
      zip(cuts, cuts.dropFirst()).map { start + all[$0..<$1].joined(separator: "\n") } + ["", start],
      ending: ".csv")
    #expect(try Graph(edgesAt: path) == whole)
    #expect(try Graph.read(at: path + "/").graph == whole)
  }

  @Test("name the file and the line of a mistake")
  func namePlaces() throws {
    try write(["a b\nb c\n", "\nc d", "d e\n\ne f g h i\n"])
    #expect {
      _ = try Graph(edgesAt: path)
    } throws: {
      ($0 as? FileError)?.file == path + "/part-00002" && ($0 as? FileError)?.line == 3
    }
    try write(["1 2\n", "2 3\n\u{0}4 5\n"])
    #expect {
      _ = try Graph(edgesAt: path)
    } throws: {
      ($0 as? FileError)?.file == path + "/part-00001"
    }
  }

  @Test("that hold no files, or folders, are an error")
  func areRefused() throws {
    #expect(throws: FileError(file: path, reason: "is a folder without files to read")) {
      _ = try Graph(edgesAt: path)
    }
    try FileManager.default.createDirectory(
      atPath: path + "/year=1", withIntermediateDirectories: true)
    #expect {
      _ = try Graph(edgesAt: path)
    } throws: {
      ($0 as? FileError)?.file == path + "/year=1"
    }
  }

  @Test(
    "are divided among processes, whatever the number of either", arguments: [1, 2, 3, 7], [false, true])
  func areDivided(count: Int, isWeighted: Bool) throws {
    let all = lines(30_000, weighted: isWeighted)
    let header = isWeighted ? "from to weight\n" : ""
    let cuts = [0, 9000, 9000, 9001, 30_000]
    try write(
      zip(cuts, cuts.dropFirst()).map { header + all[$0..<$1].map { $0 + "\n" }.joined() })
    let whole = try folder.file("whole", (header + all.map { $0 + "\n" }.joined()).utf8)
    let expected = try #require(try EdgeListPart(at: whole, part: 0, of: 1, options: .init()))
    var (ends, weights): ([Int64], [Double]) = ([], [])
    for part in 0..<count {
      let own = try #require(try EdgeListPart(at: path, part: part, of: count, options: .init()))
      #expect(own.count < 2 * 30_000 / count + 100)
      ends += own.ends
      weights += own.weights ?? []
    }
    #expect(ends == expected.ends)
    #expect(weights == expected.weights ?? [])
  }

  @Test("are left to one reader where there is a mistake, or the first line may be sizes")
  func areLeft() throws {
    let all = lines(30_000, weighted: false).map { $0 + "\n" }.joined()
    try write([all, "1 x\n"])
    #expect(try EdgeListPart(at: path, part: 0, of: 1, options: .init()) == nil)
    try write(["6007 30000\n" + all, "1 2\n"])
    #expect(try EdgeListPart(at: path, part: 0, of: 1, options: .init()) == nil)
  }
}
