import AlignmentTestSupport
import Foundation
import Testing

/// A folder of files that once got a wrong answer: what is typed there, and what has to come out.
struct InputFolder: Sendable, CustomTestStringConvertible {
  var name: String
  /// A line of the shell, in which `$TOOL` is graph-align and `$MEGA` is mega.
  var command: String
  /// What standard output has to be; `nil` where only its parts matter.
  var output: String?
  /// What output and errors have to hold.
  var parts: [String] = []
  /// What they must not hold.
  var absent: [String] = []
  var code: Int32 = 0

  var testDescription: String { name }

  init(
    _ name: String, _ command: String, output: String? = nil, parts: [String] = [],
    absent: [String] = [], code: Int32 = 0
  ) {
    (self.name, self.command, self.output) = (name, command, output)
    (self.parts, self.absent, self.code) = (parts, absent, code)
  }

  /// What `info` says first, spaces made one.
  private static func size(_ file: String, lines: Int = 2) -> String {
    "$TOOL info \(file) | head -\(lines) | tr -s ' '"
  }

  static let all: [InputFolder] = [
    .init(
      "biogrid-three-columns", "$TOOL align b.tab b.tab --quiet | cut -f1",
      output: "88\n2318\n6416\n84665\n"),
    .init(
      "complete-graph-slow",
      "timeout 60 $TOOL align k200.txt k200.txt --quiet --output o.tsv && wc -l < o.tsv",
      output: "200\n"),
    .init("dense-matrix", size("m.txt"), output: "nodes 4\nedges 4\n"),
    .init("dimacs", size("g.col"), output: "nodes 4\nedges 3\n"),
    .init(
      "directed-path-with-itself",
      "$TOOL align path.txt path.txt --directed --quiet --output o.tsv; cut -f1,2 o.tsv",
      output: "a\ta\nb\tb\nc\tc\nd\td\n"),
    .init("first-edge-taken-for-header", size("g.txt"), output: "nodes 5\nedges 3\n"),
    .init(
      "git-lfs-pointer", "$TOOL info g.edges", output: "",
      parts: ["Error: g.edges: is a Git LFS pointer, not the data"], code: 3),
    .init(
      "graphml-boolean-spelling",
      "for g in networkx boost; do "
        + "$TOOL align igraph.graphml $g.graphml --preset regal --quiet | cut -f1,2 | head -2; done",
      output: "n0\tn0\nn1\tn1\nn0\tn0\nn1\tn1\n"),
    .init(
      "graphml-layout-as-attributes",
      "for f in '' -plain; do for o in '' --ignore-attributes; do $TOOL align source$f.graphml "
        + "target$f.graphml --preset regal --truth truth.tsv --output o.tsv $o | head -1; done; done",
      parts: [
        "attributes from the file: y, x (--ignore-attributes leaves them out)",
        "Hits@1  0.7647\nHits@1  0.7647\nHits@1  0.7647\n",
      ]),
    .init(
      "graphml-one-side-has-data", "$TOOL align xy.graphml plain.graphml",
      parts: ["attributes (x, y) are not used: plain.graphml has none"]),
    .init(
      "gzip-bomb-crash",
      "python3 -c \"import gzip; f=gzip.open('bomb.gz','wb',9); "
        + "[f.write(b'0'*1000000) for _ in range(3000)]; f.close()\"; ulimit -v 5000000; "
        + "for t in \"$TOOL info\" \"$MEGA statistics\"; do $t bomb.gz; echo $?; done",
      output: "3\n3\n", parts: ["Error: bomb.gz: holds more than", "--memory-limit allows more"],
      absent: ["Fatal", "Backtracing"]),
    .init("header-string-ids-edges", size("pandas.csv"), output: "nodes 3\nedges 3\n"),
    .init("header-string-ids-protein", size("string.txt"), output: "nodes 3\nedges 2\n"),
    .init(
      "header-string-ids-weighted", size("string.txt", lines: 4),
      output: "nodes 3\nedges 2\ndirected no\nweighted yes\n"),
    .init(
      "kg-id-triples", size("triples_1", lines: 4),
      output: "nodes 3\nedges 2\ndirected yes\nweighted no\n"),
    .init(
      "leading-zeros", "$TOOL align g.txt g.txt --quiet | cut -f1; \(size("merged.txt", lines: 1))",
      output: "001\n002\n003\n004\nnodes 4\n"),
    .init(
      "mega-prepare-overwrites-input",
      "before=$(cksum < in.txt); $MEGA prepare --train in.txt --output in.txt; echo $?; "
        + "[[ $before == $(cksum < in.txt) ]] && echo the same",
      output: "2\nthe same\n", parts: ["is an input, too, and would be lost"]),
    .init(
      "memory-crash",
      "seq 1 19999 | awk '{print $1, $1+1}' > path20000.txt; ulimit -v 5000000; "
        + "$TOOL align path20000.txt path20000.txt --preset regal --landmarks all --quiet --output o.tsv",
      output: "", parts: ["of memory", "--landmarks"], absent: ["Fatal", "Backtracing"], code: 1),
    .init(
      "negative-sweeps", "$TOOL align s.txt s.txt --sweeps=-5 --quiet", output: "",
      parts: ["--sweeps"], code: 2),
    .init(
      "output-overwrites-input",
      "before=$(cat *.txt | cksum); $TOOL align s.txt t.txt --quiet --output s.txt; echo $?; "
        + "$TOOL batch pairs.txt; echo $?; [[ $before == $(cat *.txt | cksum) ]] && echo the same",
      output: "2\n2\nthe same\n", parts: ["is an input, too, and would be lost"]),
    .init(
      "own-output-as-truth",
      "$TOOL align g.csv g.csv --quiet --output o.tsv && $TOOL evaluate o.tsv --truth o.tsv | head -1 && "
        + "$TOOL align g.csv g.csv --anchors o.tsv --quiet | cut -f1,2",
      parts: ["Hits@1  1.0000\n", "A, Inc\tA, Inc\n"]),
    .init("size-line-without-banner", size("g.txt", lines: 1), output: "nodes 3\n"),
    .init(
      "star-slow",
      "timeout 60 $TOOL align star8000.txt star8000.txt --quiet --output o.tsv && wc -l < o.tsv",
      output: "8001\n"),
    .init(
      "swift-names-in-errors",
      "for o in '--preset regal --hops 0' '--iterations 0' '--top -1'; do $TOOL align s.txt s.txt $o; "
        + "echo $?; done",
      output: "2\n2\n2\n", parts: ["--hops must be", "--iterations must be", "--top"],
      absent: ["hopCount", "roundCount", "candidateCount"]),
    .init(
      "tab-separated-names", "\(size("g.tsv", lines: 1)); \(size("g.csv", lines: 1))",
      output: "nodes 3\nnodes 3\n"),
    .init(
      "truth-names-isolated-node",
      "$TOOL evaluate m.tsv --truth truth.tsv | head -1; "
        + "$TOOL evaluate m.tsv --truth truth.tsv --source s.txt --target t.txt | head -1; "
        + "$TOOL align s.txt t.txt --truth truth.tsv --anchors m.tsv --output o.tsv | head -1",
      output: String(repeating: "Hits@1  0.7500\n", count: 3),
      parts: ["“lonely” on line 4; they count as not found"]),
    .init(
      "undirected-not-obeyed",
      "for g in mixed noed; do $TOOL info $g.graphml --undirected | tr -s ' ' | head -3; done",
      parts: ["directed no"], absent: ["directed yes", "Error"]),
    .init(
      "weights-ignored-silently",
      "for o in '' '--preset regal'; do "
        + "$TOOL align s.txt t.txt --truth truth.tsv --output o.tsv $o | head -1; done",
      output: "Hits@1  1.0000\nHits@1  1.0000\n"),
  ]
}

@Suite("Every input that once got a wrong answer") struct InputFolderTests {
  private static let isThere = SharedData.has("inputs/dimacs/g.col")

  @Test("has a test", .enabled(if: isThere, "\(SharedData.absence)"))
  func complete() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: SharedData.path("inputs"))
    #expect(Set(names) == Set(InputFolder.all.map(\.name)))
  }

  @Test(
    "gets the right one", .enabled(if: isThere, "\(SharedData.absence)"),
    // Under a sanitizer there is no limit of addresses.
    arguments: InputFolder.all.filter { Sanitizer.isAbsent || !$0.command.contains("ulimit") })
  func answers(input: InputFolder) throws {
    let (tool, mega) = (try Tool(), try Tool("mega"))
    let folder = URL(fileURLWithPath: SharedData.path("inputs/\(input.name)"))
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file != "README" {
      // Whoever writes over an input must find that possible.
      try Data(contentsOf: folder.appendingPathComponent(file)).write(
        to: tool.folder.appendingPathComponent(file))
    }
    let outcome = try tool.shell(input.command, ["MEGA": mega.executable.path])
    #expect(outcome.code == input.code, "\(outcome)")
    if let output = input.output { #expect(outcome.output == output, "\(outcome)") }
    let all = outcome.errors + outcome.output
    for part in input.parts { #expect(all.contains(part), "“\(part)” in \(outcome)") }
    for part in input.absent { #expect(!all.contains(part), "no “\(part)” in \(outcome)") }
  }
}
