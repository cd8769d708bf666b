internal import ArgumentParser
internal import CommandLineSupport
internal import Graphs
internal import ReportPages

/// The command-line tool.
struct GraphAlign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph-align",
    abstract: "Find which node of one graph corresponds to which node of another.",
    discussion: """
      EXAMPLES
        graph-align demo
        graph-align align old.edges new.edges --top 3 --output matches.tsv
        graph-align align old.mtx.gz new.graphml --truth truth.tsv
        graph-align align-all 2023.edges 2024.edges 2025.edges --output groups.tsv
        graph-align perturb old.edges --remove 0.05 --seed 1 \\
          --output-graph new.edges --output-truth truth.tsv
        graph-align evaluate matches.tsv --truth truth.tsv
        graph-align report matches.tsv --source old.edges --target new.edges

      Graphs are edge lists, Matrix Market, GraphML, GML, JSON, SIF, LEDA, METIS, Pajek
      or GEXF files, compressed with gzip or not, told apart by their contents; “-” is
      standard input. Exit codes: 0 success, 1 failure, 2 wrong usage, 3
      a file that cannot be read, understood or written, 130 and 143 interrupted, 141
      output that nobody reads any more. No command writes over what it reads.
      """,
    version: graphAlignVersion,
    subcommands: [
      AlignCommand.self, AlignAllCommand.self, BatchCommand.self, RefineCommand.self,
      EvaluateCommand.self, ReportCommand.self, PerturbCommand.self, EmbedCommand.self,
      GenerateCommand.self, ConvertCommand.self, InfoCommand.self, DemoCommand.self, DoctorCommand.self,
    ])
}

extension GraphAlign {
  /// A remark of the library, in which the option that it advises is called as users type it.
  static func typed(_ note: String) -> String {
    note.replacing("structureWeight", with: "--structure-weight")
  }
}

@main enum Main {
  static func main() {
    Tool.main(
      GraphAlign.self,
      options: [
        "hopCount": "--hops", "discount": "--discount", "bucketBase": "--buckets",
        "landmarks": "--landmarks", "structureWeight": "--structure-weight",
        "attributeWeight": "--attribute-weight", "eigenvalueCutoff": "--cutoff",
        "candidateCount": "--candidates", "roundCount": "--iterations", "effort": "--sampling",
      ],
      rewriting: GraphFormat.tellingApart)
  }
}
