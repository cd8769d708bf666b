internal import ArgumentParser
internal import CommandLineSupport
internal import Foundation
internal import Graphs

struct InfoCommand: FileCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Describe a graph.",
    discussion: """
      “distinguishable” is the share of nodes expected to be matched rightly by any
      method that sees structure alone, if there is no noise: nodes that colour
      refinement cannot tell apart are a toss-up. Attributes tell some of them
      apart, which is then said, too.

      EXAMPLES
        graph-align info mail.edges
        graph-align info mail.edges --format json
        graph-align info mail.edges --attributes people.tsv
      """)

  @Argument(help: "The graph.")
  var graph: String

  @Option(
    name: .long,
    help: ArgumentHelp("Attributes of its nodes: a table with a column of ids.", valueName: "file"))
  var attributes: String?

  @OptionGroup(title: "Input") var input: InputOptions

  @OptionGroup(title: "Attributes") var attributeTable: AttributeTableOptions

  @Option(name: .long, help: "Format of the description: text or json.")
  var format = ScoreReport.Format.text

  @OptionGroup(title: "Running") var memory: MemoryOptions

  var inputs: [String?] { [graph, attributes] }

  private struct Description: Encodable {
    var nodes: Int
    var edges: Int
    var directed: Bool
    var weighted: Bool
    /// Kinds of edges, if there are any.
    var relations: Int?
    var triples: Int?
    var isolated: Int
    var leastDegree: Double
    var meanDegree: Double
    var largestDegree: Double
    var distinguishable: Double
    /// The same where attributes tell nodes apart, too.
    var distinguishableWithAttributes: Double?
    var attributes: [String]
    /// What was read, in a line, and what of it is not in the graph.
    var read: String
    var losses: [String]
  }

  func run() throws {
    let (graph, notes) = try input.read(graph, attributes: attributes, table: attributeTable.dialect)
    let degrees = (0..<graph.nodeCount).map { graph.degree(of: $0) }
    let description = Description(
      nodes: graph.nodeCount, edges: graph.edgeCount, directed: graph.isDirected,
      weighted: graph.isWeighted, relations: graph.relations?.names.count,
      triples: graph.relations?.count, isolated: degrees.count { $0 == 0 },
      leastDegree: degrees.min() ?? 0,
      meanDegree: degrees.reduce(0, +) / Double(max(graph.nodeCount, 1)),
      largestDegree: degrees.max() ?? 0,
      distinguishable: ColorRefinement(of: graph).hitsCeiling,
      distinguishableWithAttributes: graph.attributes.map {
        ColorRefinement(of: graph, initialClasses: $0.classes).hitsCeiling
      },
      attributes: graph.attributes?.columns.map(\.name) ?? [], read: notes.summary,
      losses: notes.losses)
    switch format {
    case .text: try printText(description)
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      // Weights can add up to more than a number holds, and JSON has no infinity.
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      try say(String(decoding: try encoder.encode(description), as: UTF8.self))
    }
  }

  private func printText(_ description: Description) throws {
    func number(_ value: Double) -> String { String(format: "%.4g", value) }
    let degree =
      "\(number(description.leastDegree)) least, \(number(description.meanDegree)) mean, "
      + "\(number(description.largestDegree)) largest"
    var distinguishable = String(format: "%.4f", description.distinguishable)
    if let share = description.distinguishableWithAttributes {
      distinguishable += String(format: ", with attributes %.4f", share)
    }
    var lines = [
      ("nodes", "\(description.nodes)"),
      ("edges", "\(description.edges)"),
      ("directed", description.directed ? "yes" : "no"),
      ("weighted", description.weighted ? "yes" : "no"),
      ("degree", degree),
      ("isolated", "\(description.isolated)"),
      ("distinguishable", distinguishable),
    ]
    if let relations = description.relations, let triples = description.triples {
      lines.append(("relations", "\(relations) in \(triples) triples"))
    }
    if !description.attributes.isEmpty {
      lines.append(("attributes", description.attributes.joined(separator: ", ")))
    }
    lines.append(("read", description.read))
    for (name, value) in lines {
      try say(name.padding(toLength: 17, withPad: " ", startingAt: 0) + value)
    }
  }
}
