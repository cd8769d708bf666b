import Graphs
import Testing

@Suite("Notes of what was read") struct ReadingNotesTests {
  private func notes(_ text: String, _ options: GraphReadingOptions = .init()) throws
    -> ReadingNotes
  {
    try Graph.read(parsing: Array(text.utf8), named: "x", options: options).notes
  }

  @Test("count loops, repeated edges and weights of 0, and no isolated node as a loop")
  func counts() throws {
    let read = try notes("1 1\n1 2\n2 1\n2 3 0\n7 7\n1 2 1\n3 3 0\n")
    #expect((read.loopCount, read.repeatedCount, read.zeroCount) == (1, 2, 2))
    #expect(
      read.losses == [
        "1 self-loop dropped", "2 repeated edges dropped", "2 edges of weight 0 dropped",
      ])
    let strings = try notes(
      "a a\na b\nb a\nb c 0\ng g\na b 1\nlong-long-long-name long-long-long-name\n")
    #expect((strings.loopCount, strings.repeatedCount, strings.zeroCount) == (1, 2, 1))
    #expect(try notes("1 2\n2 1\n", .init(isDirected: true)).losses.isEmpty)
    #expect(
      try notes("1 2 0\n2 3 2\n", .init(ignoresWeights: true)).summary.contains("weights ignored"))
  }

  @Test("say in one line what a file was taken for")
  func summary() throws {
    #expect(
      try notes("source,target,note\n01,b,x\nb,b,y\n").summary
        == "edge list, 2 nodes, 1 edge, ids are strings, undirected, no weights; "
        + "header “source,target,note” skipped; 1 id with leading zeros kept as written; "
        + "1 self-loop dropped; column note not used")
    #expect(
      try notes("0 1 0.5\n").summary
        == "edge list, 2 nodes, 1 edge, ids are numbers, undirected, weighted")
  }

  @Test("cut a header of many columns")
  func wideHeader() throws {
    let names = (0..<50_000).map { "c\($0)" }.joined(separator: ",")
    let read = try notes("source,target,\(names)\na,b" + String(repeating: ",1", count: 50_000) + "\n")
    #expect(
      read.summary.utf8.count < 400 && read.summary.contains("c9,…” skipped"), "\(read.summary.prefix(500))")
  }

  @Test("doubt what may be meant otherwise")
  func doubts() throws {
    #expect(
      try notes("S T\n1 2\n2 3\n").doubts == [
        "“S” and “T” of the first line are nodes; --header says that they are names of columns"
      ])
    #expect(try notes("0 5 1\n1 7 2\n2 5 0\n").doubts.first?.contains("--triples") == true)
    #expect(try notes("20 1 2\n21 2 3\n22 1 3\n").doubts.first?.contains("--columns 2,3") == true)
    #expect(try notes("0 1 2\n1 2 3\n0 2 1\n").doubts.isEmpty)
    #expect(try notes("1 1193 5\n1 661 3\n2 914 3\n").doubts.isEmpty)
  }

  @Test("call large whole numbers time stamps, and weights otherwise")
  func timeStamps() throws {
    let times = try notes("1 2 1082040961\n2 3 1082155839\n")
    #expect(
      !times.isWeighted
        && times.losses == ["the third column looks like time stamps and is not used"])
    #expect(try notes("1 2 5\n2 3 1082155839\n").isWeighted)
    #expect(
      try notes("1 2 0.5 1082040961\n").losses == ["the fourth column is not used"])
    let columns: [TableDialect.Column] = [.number(1), .number(2), .number(3)]
    #expect(try notes("1 2 1082040961\n", .init(table: .init(columns: columns))).isWeighted)
  }
}
