import AlignmentTestSupport
import Files
import Graphs
import Parallel
import Testing

@Suite("Part of a file of pairs") struct IntegerPairsPartTests {
  @Test("parts have all pairs and their lines", arguments: [1, 2, 3, 7])
  func partsHaveAll(count: Int) throws {
    let text = (0..<20_000).map { "\($0 * 3 - 500)\t\($0 * 7 % 20_000)\n" }.joined()
    let file = try TemporaryFolder()
    let path = try file.file("truth.tsv", ("# a comment\n\n" + text).utf8)
    let whole = try NodePairs(contentsOf: path)
    var (ids, lines, before): ([Int64], [Int], Int) = ([], [], 0)
    for part in 0..<count {
      let own = try #require(
        try IntegerPairsPart(at: path, part: part, of: count, table: .init()))
      #expect(own.count < 2 * 20_000 / count + 100)
      ids += own.ids
      lines += own.lines.map { Int($0) + before }
      before += own.lineCount
    }
    #expect(ids.map { "\($0)" } == whole.pairs.flatMap { [$0.source, $0.target] })
    #expect(lines == whole.pairs.map(\.line))
  }

  @Test("is what the reader of pairs reads, or is left to it", arguments: 0..<400)
  func isThatOfPairs(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let cells = ["1", "22", "-3", "007", "+4", "x", "\"5\"", "", "#6", "9223372036854775808", "0", "-0"]
    let separators = ["\t", "\t", " ", "  ", ",", "\t\t", " \t"]
    let endings = ["\n", "\n", "\n", "\r\n", "\t\n", " \n", "\r"]
    // Mostly plain lines, so that enough files are read.
    func pick(_ from: [String]) -> String {
      from[generator.index(below: 4) > 0 ? 0 : generator.index(below: from.count)]
    }
    var text = ""
    for _ in 0..<1 + generator.index(below: 6) {
      if generator.index(below: 12) == 0 {
        text += ["#\n", "\n", "# 1\t2\t0.5\t1\n", "%a b\n"][generator.index(below: 4)]
      }
      text += pick(cells) + pick(separators) + pick(cells)
      if generator.index(below: 15) == 0 { text += pick(separators) + pick(cells) }
      text += pick(endings)
    }
    guard let part = try? IntegerPairsPart(parsing: Array(text.utf8), named: "a", part: 0, of: 1),
      part.count > 0
    else { return }
    let pairs = try NodePairs(parsing: Array(text.utf8), named: "a")
    #expect(pairs.pairs.flatMap { [$0.source, $0.target] } == part.ids.map { "\($0)" }, "\(text)")
    #expect(pairs.pairs.map(\.line) == part.lines.map(Int.init))
  }
}
