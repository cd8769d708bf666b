internal import GraphAlignment
internal import Graphs

/// The page on an alignment, put together.
struct ReportPage: Sendable {
  private let facts: ReportFacts
  private let drawing: DrawingData
  private let rows: MatchRows
  private let map: SimilarityMap

  init(_ facts: ReportFacts) {
    self.facts = facts
    drawing = DrawingData(facts)
    rows = MatchRows(facts)
    map = SimilarityMap(facts)
  }

  var html: String {
    let report = facts.report
    var shell = PageShell(
      title: "\(shortened(report.sourceName, to: 60)) ↔ \(shortened(report.targetName, to: 60))",
      lead: "<p class=\"lead\">\(escaped(facts.summary))</p>",
      footer: "<p>Made by graph-align \(graphAlignVersion). This page needs no network and loads nothing.</p>")
    shell.moreStyle = PageStyle.drawingCSS
    shell.sections = [
      ("trust", "Can it be trusted?", TrustFigures(facts).html), ("graphs", "Both graphs", drawingHTML),
      ("confidence", "How sure the matches are", chartsHTML),
      ("doubts", "The least certain matches", doubtsHTML), ("matches", "All matches", tableHTML),
      ("unmatched", "Nodes without a match", UnmatchedNodes(facts).html), ("times", "Times", timesHTML),
      ("command", "How to repeat it", commandHTML),
    ]
    let config =
      "{\"probabilities\":\(facts.areProbabilities),\"truth\":\(report.truth != nil),"
      + "\"measure\":\(scriptString(facts.measure)),\"source\":\(scriptString(shortened(report.sourceName, to: 60))),"
      + "\"target\":\(scriptString(shortened(report.targetName, to: 60)))}"
    func data(_ id: String, _ json: String) -> String {
      "<script type=\"application/json\" id=\"\(id)\">\(json)</script>\n"
    }
    shell.scripts =
      data("data-facts", config) + data("data-rows", rows.json) + data("data-drawing", drawing.json(facts))
      + "<script>\n\(ReportScript.common)\n\(ReportScript.drawing)\n\(ReportScript.table)\n</script>"
    return shell.html
  }

  private var drawingHTML: String {
    let names = [facts.report.sourceName, facts.report.targetName].map { escaped(shortened($0, to: 60)) }
    let truth = facts.report.truth == nil ? "" : "<option value=\"truth\">right or wrong</option>"
    func view(_ id: String, _ side: String, _ name: String, _ count: Int, _ edges: Int) -> String {
      """
      <figure class="view"><figcaption><b>\(name)</b>, the \(side): \(counted(count, "node")), \
      \(counted(edges, "edge"))</figcaption>
      <canvas id="\(id)" tabindex="0" role="application" aria-roledescription="drawing of a graph" \
      aria-label="The \(side), \(name). Arrow keys go from node to node, Escape leaves, plus and minus zoom." \
      aria-describedby="info"></canvas></figure>
      """
    }
    return """
      <p>\(drawing.isWhole ? wholeText : sampleText)</p>
      <noscript><p><b>Drawings and the table of matches need JavaScript; the rest of this page does not.</b></p></noscript>
      <div class="controls" role="group" aria-label="Drawing"><label>Colors and shapes show
      <select id="paint">\(truth)<option value="confidence">\(facts.measure)</option>\
      <option value="community">community</option></select></label>
      <button type="button" data-zoom="1.5" aria-label="Zoom in">+</button>
      <button type="button" data-zoom="0.667" aria-label="Zoom out">−</button>
      <button type="button" data-zoom="0">Whole graph</button></div>
      <ul class="legend" id="key"></ul>
      <div class="drawings">
      \(view("view0", "source", names[0], facts.matches.count, facts.report.source.edgeCount))
      \(view("view1", "target", names[1], facts.owners.count, facts.report.target.edgeCount))
      </div>
      <output id="info" aria-live="polite">Point at a node, or go to a drawing by Tab and use the arrow keys, to see its \
      match in the other graph.</output>
      """
  }

  private var wholeText: String {
    "Matched nodes are drawn in the same place, so that what differs is seen: orange dashed lines are edges that the other graph "
      + "does not have. Places are by \(escaped(drawing.author))."
  }

  private var sampleText: String {
    "These graphs are too large to draw every node: disks are the \(counted(drawing.communityCount, "largest community", "largest communities")) of the "
      + "source, in the target the nodes matched with them, and dots are a sample of \(grouped(drawing.nodes.count)) nodes, "
      + "matched ones in the same place. Orange dashed lines are edges that the other graph does not have."
  }

  private var chartsHTML: String {
    let mapNote = """
      Source nodes run down, target nodes across, both sorted by the communities of their own graph; the stronger the color, \
      the more similar. A diagonal of blocks says that communities found in each graph alone correspond: \
      \(percent(facts.similarityWithin)) of the similarity lies between corresponding ones. Numbers name communities.
      """
    let histogramNote =
      facts.areProbabilities
      ? "The more matches stand on the right, the surer the aligner is of them."
      : "Similarities are on the aligner’s own scale and no chances to be right."
    let calibrationNote =
      "Below the line matches are less often right than they claim. Bars are one standard deviation."
    return """
      <div class="grid2">
      \(facts.histogram.figure(id: "histogram", note: histogramNote))
      \(facts.calibration?.figure(id: "calibration", note: calibrationNote) ?? "")
      <figure class="card map" id="map"><figcaption><b>Similarity by community</b> \(mapNote)</figcaption>\(map.svg(facts))\
      </figure>
      </div>
      """
  }

  private var doubtsHTML: String {
    "<p>What speaks for each, and what against it. “Kept” neighbors are matched with neighbors of the match.</p>"
      + Uncertain(facts).html(facts)
  }

  private var tableHTML: String {
    let part =
      rows.nodes.count < rows.count
      ? "<p>Of \(grouped(rows.count)) source nodes \(grouped(rows.nodes.count)) are listed: the least certain, and of the "
        + "others every so many.</p>" : ""
    let truth =
      facts.report.truth == nil
      ? "" : "<option value=\"right\">right</option><option value=\"wrong\">wrong or missed</option>"
    return """
      \(part)
      <div class="controls" role="group" aria-label="Filter">
      <label>Name contains<input type="search" id="find" autocomplete="off"></label>
      <label>Show<select id="state"><option value="all">all source nodes</option><option value="matched">matched</option>\
      <option value="none">without a match</option>\(truth)</select></label>
      <label>\(facts.areProbabilities ? "Confidence below, %" : "Similarity below")\
      <input type="number" id="below" step="any" style="width:8em"></label>
      <button type="button" id="clear">Clear</button></div>
      <p role="status" id="shown"></p>
      <div class="scroll" tabindex="0" role="region" aria-label="Table of matches"><table id="table">
      <caption>Matches. The buttons above the columns sort; the name of a node shows it in the drawing.</caption>
      <thead></thead><tbody></tbody></table></div>
      <div class="controls"><button type="button" id="previous">Previous</button>
      <button type="button" id="next">Next</button></div>
      """
  }

  private var timesHTML: String {
    let stages = facts.report.stages.filter { $0.seconds.isFinite && $0.seconds >= 0 }
    guard !stages.isEmpty else {
      return "<p>Not measured: this page was made from matches, not while they were found.</p>"
    }
    let (most, all) = (stages.map(\.seconds).max()!, stages.reduce(0) { $0 + $1.seconds })
    let body = stages.map { stage in
      let width = most > 0 ? 100 * stage.seconds / most : 0
      return "<tr><th scope=\"row\">\(escaped(stage.name))</th><td class=\"value\">\(Self.time(stage.seconds))</td>"
        + "<td><span class=\"track\" aria-hidden=\"true\"><i style=\"width:\(decimal(width, 1))%\"></i></span></td></tr>"
    }
    return """
      <table class="times"><caption>Stages of the alignment, \(Self.time(all)) together</caption><thead><tr>\
      <th scope="col">Stage</th><th scope="col">Time</th><td></td></tr></thead>
      <tbody>\(body.joined(separator: "\n"))</tbody></table>
      """
  }

  private static func time(_ seconds: Double) -> String {
    seconds >= 0.1 ? "\(decimal(seconds, 2))\u{a0}s" : "\(decimal(1_000 * seconds, 1))\u{a0}ms"
  }

  private var commandHTML: String {
    guard let command = facts.report.command else {
      return "<p>This page was made by a program, which gave no command.</p>"
    }
    return """
      <p>The same files and the same seed give the same matches, for any number of threads.</p>
      <pre id="line" tabindex="0" aria-label="Command">\(escaped(command))</pre>
      <p><button type="button" id="copy">Copy the command</button></p>
      """
  }
}

/// The version of the command-line tool.
package let graphAlignVersion = "0.1.0"
