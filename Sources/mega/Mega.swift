internal import ArgumentParser
internal import CommandLineSupport
internal import RelationExtraction

struct Mega: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mega",
    abstract: "Extract relations from posts with pictures, by aligning words with objects.",
    discussion: """
      EXAMPLES
        mega statistics mnre_train.txt mnre_test.txt --relations ours_rel2id.json
        mega prepare --train train.txt --test test.txt --parses posts.conllu \\
          --scene-information info.json --scene-predictions predictions.json.gz \\
          --output posts.jsonl.gz
        mega align posts.jsonl.gz --output rel_1
        mega explain posts.jsonl.gz --sample 3 --format svg --output post.svg
        mega score predictions.txt --samples test.txt --per-relation

      Samples are lines as in the MNRE data set. All files may be compressed with
      gzip; “-” is standard input or output. Exit codes: 0 success, 1 failure, 2
      wrong usage, 3 a file that cannot be read, understood or written, 130 and 143
      interrupted, 141 output that nobody reads any more. No command writes over what
      it reads.
      """,
    version: "0.1.0",
    subcommands: [
      StatisticsCommand.self, PrepareCommand.self, AlignCommand.self, ExplainCommand.self,
      ScoreCommand.self, TrainCommand.self, EvaluateCommand.self, PredictCommand.self,
      ConvertCommand.self, ReproduceCommand.self, DemoCommand.self,
    ])
}

@main enum Main {
  static func main() { Tool.main(Mega.self) }
}

extension MissingGraphError: ExitCoded {
  package var exitCode: Int32 { 3 }
}
