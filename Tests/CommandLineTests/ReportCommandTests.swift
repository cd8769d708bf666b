import Foundation
import Testing

@Suite("Pages on alignments") struct ReportCommandTests {
  private func folder() throws -> Tool {
    let tool = try Tool()
    #expect(
      try tool.run(
        "generate", "power-law-cluster", "--nodes", "80", "--edges-per-node", "3", "--triangles", "0.5",
        "--output", "a.txt"
      ).code == 0)
    #expect(
      try tool.run(
        "perturb", "a.txt", "--remove", "0.05", "--seed", "1", "--output-graph", "b.txt", "--output-truth",
        "truth.tsv"
      ).code == 0)
    return tool
  }

  @Test("are made while graphs are aligned, with times and the command")
  func align() throws {
    let tool = try folder()
    let outcome = try tool.run(
      "align", "a.txt", "b.txt", "--truth", "truth.tsv", "--output", "m.tsv", "--report", "my page.html")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let page = try tool.read("my page.html")
    #expect(
      page.contains(
        "graph-align align a.txt b.txt --truth truth.tsv --output m.tsv --report &#39;my page.html&#39;</pre>"
      ))
    #expect(page.contains("<h1>a.txt ↔ b.txt</h1>") && page.contains("refinement</th>"))
    #expect(page.contains("id=\"calibration\""))
    #expect(try tool.read("m.tsv").split(separator: "\n").count == 80)
  }

  @Test("are the same each time they are made of a file, and say so of what the file is")
  func report() throws {
    let tool = try folder()
    #expect(try tool.run("align", "a.txt", "b.txt", "--top", "5", "--output", "m.tsv").code == 0)
    let command = ["report", "m.tsv", "--source", "a.txt", "--target", "b.txt", "--truth", "truth.tsv"]
    let first = try tool.run(command + ["--output", "-"])
    let second = try tool.run(command + ["--output", "-"])
    #expect(first.code == 0 && first.output == second.output)
    #expect(first.output.hasSuffix("</html>\n") && first.output.contains("Not measured"))
    // Without a name it goes where its help says.
    #expect(try tool.run(command).code == 0)
    #expect(try tool.files().contains("report.html"))
    let scores = try tool.run(command + ["--similarities", "scores", "--output", "-"]).output
    #expect(scores.contains("no probabilities") && !scores.contains("id=\"calibration\""))
  }

  @Test("show anchors and attributes as evidence")
  func evidence() throws {
    let tool = try Tool()
    try tool.write("a b\nb c\nc d\n", to: "s.txt")
    try tool.write("w x\nx y\ny z\n", to: "t.txt")
    try tool.write("a\tw\t0.9\nb\tx\t0.9\nc\ty\t0.2\nd\tz\t0.9\n", to: "m.tsv")
    try tool.write("b x\n", to: "anchors.tsv")
    try tool.write("id,job\na,p\nb,q\nc,r\nd,s\n", to: "sa.csv")
    try tool.write("id,job\nw,p\nx,q\ny,r\nz,t\n", to: "ta.csv")
    let outcome = try tool.run(
      "report", "m.tsv", "--source", "s.txt", "--target", "t.txt", "--anchors", "anchors.tsv",
      "--source-attributes",
      "sa.csv", "--target-attributes", "ta.csv", "--output", "-")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("(anchor)") && outcome.output.contains("job = “<bdi>r</bdi>”"))
    #expect(outcome.output.contains("job: “<bdi>s</bdi>” and “<bdi>t</bdi>”"))
  }

  @Test("are made of what other verbs improve")
  func refine() throws {
    let tool = try folder()
    #expect(try tool.run("align", "a.txt", "b.txt", "--top", "5", "--output", "m.tsv").code == 0)
    let outcome = try tool.run(
      "refine", "m.tsv", "--source", "a.txt", "--target", "b.txt", "--output", "n.tsv", "--report", "p.html")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try tool.read("p.html").contains("<h1>a.txt ↔ b.txt</h1>"))
  }
}
