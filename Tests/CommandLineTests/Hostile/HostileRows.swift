/// What somebody tries, and what should come of it.
struct HostileRow: Sendable {
  /// What is hostile about it.
  var what: String
  var tool = "graph-align"
  var arguments: [String]
  var code: Int32

  init(_ what: String, _ line: String, tool: String = "graph-align", code: Int32 = 3) {
    self.what = what
    self.tool = tool
    arguments = line.split(separator: " ").map { $0 == "∅" ? "" : String($0) }
    self.code = code
  }
}

extension HostileRow {
  static let sections: [(title: String, rows: [HostileRow])] = [
    ("Graph files", graphFiles), ("Other files of graph-align", otherFiles),
    ("Lists of pairs", lists),
    ("Places", places), ("Options of graph-align", options), ("Too much", tooMuch),
    ("Files of mega", megaFiles), ("Options of mega", megaOptions), withoutTorch,
  ]

  /// Every hostile graph by one verb after the other, which all read graphs in one way.
  private static var graphFiles: [HostileRow] {
    let lines = [
      "info FILE", "align FILE t.txt --output o", "align s.txt FILE --output o",
      "perturb FILE --seed 1 --output-graph o --output-truth p", "embed s.txt FILE --output o.npy",
      "align-all s.txt FILE t.txt --output o",
      "refine m.tsv --source FILE --target t.txt --output o",
      "evaluate m.tsv --source s.txt --target FILE", "align FILE --split half --output o",
    ]
    return HostileFiles.graphs.enumerated().map { index, file in
      let line = lines[index % lines.count].replacing("FILE", with: file.name)
      return HostileRow("`\(file.name)`", line)
    }
  }

  private static let otherFiles: [HostileRow] = [
    .init("alignment without a line", "evaluate empty.txt --truth truth.tsv"),
    .init("alignment with five columns", "evaluate five-columns.tsv --truth truth.tsv"),
    .init("similarity that is no number", "evaluate nan-similarity.tsv --truth truth.tsv"),
    .init("rank 0", "evaluate rank-0.tsv --truth truth.tsv"),
    .init("pair that is listed twice", "evaluate twice.tsv --truth truth.tsv"),
    .init("JSON that ends early", "evaluate broken.json --truth truth.tsv"),
    .init("JSON without a target", "evaluate no-target.json --truth truth.tsv"),
    .init(
      "alignment of a node that is not there", "refine stranger.tsv --source s.txt --target t.txt"),
    .init("truth with one column", "align s.txt t.txt --truth one-column.tsv --output o"),
    .init(
      "truth about a node that is not there", "align s.txt t.txt --truth stranger.tsv --output o"),
    .init("truth that is a picture", "evaluate m.tsv --truth picture.png"),
    .init(
      "anchors: two sources of one target", "align s.txt t.txt --anchors two-sources.tsv --output o"
    ),
    .init("anchors: a confidence of 2", "align s.txt t.txt --anchors sure.tsv --output o"),
    .init(
      "anchors of a node that is not there", "align s.txt t.txt --anchors stranger.tsv --output o"),
    .init("prior that is no number", "align s.txt t.txt --prior nan-prior.tsv --output o"),
    .init(
      "attributes of some nodes only",
      "align s.txt t.txt --source-attributes few-rows.csv --output o"),
    .init(
      "attributes with ragged rows", "align s.txt t.txt --source-attributes ragged.csv --output o"),
    .init(
      "attributes: a word among numbers",
      "align s.txt t.txt --target-attributes words.csv --output o"),
    .init(
      "attributes: the first bytes of NumPy's",
      "align s.txt t.txt --source-attributes head.npy --output o"),
    .init(
      "attributes: NumPy's, rows claimed that are not there",
      "align s.txt t.txt --source-attributes claim.npy --output o"),
    .init(
      "attributes: NumPy's, negative shape",
      "align s.txt t.txt --source-attributes negative.npy --output o"),
    .init(
      "names that are numbers",
      "align s.txt t.txt --source-names numbers.csv --target-names names-s.txt --output o"),
    .init(
      "names of other nodes",
      "align s.txt t.txt --source-names names-s.txt --target-names names-s.txt --output o"),
    .init("no such id to split at", "align s.txt --split 99 --output o"),
    .init("report on no file", "report nowhere.tsv --source s.txt --target t.txt --output o"),
    .init("report on other nodes", "report stranger.tsv --source s.txt --target t.txt --output o"),
    .init("report on a picture", "report picture.png --source s.txt --target t.txt --output o"),
    .init(
      "report: truth with one column",
      "report m.tsv --source s.txt --target t.txt --truth one-column.tsv --output o"),
    .init(
      "report: two sources of one anchor",
      "report m.tsv --source s.txt --target t.txt --anchors two-sources.tsv --output o"),
  ]

  private static let lists: [HostileRow] = [
    .init("one column", "batch one.list"), .init("four columns", "batch four.list"),
    .init("graph that is missing", "batch missing.list"),
    .init("graph that is damaged", "batch bad.list"),
    .init("outputs for some pairs only", "batch mixed.list"),
    .init("one output for two pairs", "batch same.list"),
    .init("standard input in it", "batch stdin.list"),
    .init("no pairs", "batch empty.list"), .init("folder without pairs", "batch no-pairs"),
    .init("source without a target", "batch unpaired"),
    .init("list that is a picture", "batch picture.png"),
  ]

  private static let places: [HostileRow] = [
    .init("no such file", "align s.txt nowhere.txt --output o"),
    .init("no name", "info ∅", code: 2),
    .init("folder", "info folder"), .init("link to itself", "info loop"),
    .init("link to nothing", "align dangling t.txt --output o"),
    .init("empty device", "info /dev/null"),
    .init("name as long as no file's", "info " + String(repeating: "n", count: 300)),
    .init("output in no folder", "align s.txt t.txt --output no/such/o"),
    .init("output is a folder", "align s.txt t.txt --output folder"),
    .init("output by a link to itself", "align s.txt t.txt --output loop"),
    .init("output below a file", "embed s.txt t.txt --output s.txt/o.npy"),
    .init("output without a name", "align s.txt t.txt --output ∅", code: 2),
    .init("output on a full device", "align s.txt t.txt --output /dev/full"),
    .init(
      "second output in no folder",
      "perturb s.txt --seed 1 --output-graph o --output-truth no/such/o"),
    .init(
      "output where only root may write", "generate r-mat --scale 3 --edges 9 --output /proc/o"),
    .init("output that is an input", "align s.txt t.txt --output s.txt", code: 2),
    .init(
      "output that is an input by another way",
      "refine m.tsv --source s.txt --target t.txt -o folder/../t.txt",
      code: 2),
    .init(
      "output that is the truth", "align s.txt t.txt --truth truth.tsv --output truth.tsv", code: 2),
    .init(
      "two outputs in one place", "perturb s.txt --seed 1 --output-graph o --output-truth ./o",
      code: 2),
    .init(
      "graph that is its own copy", "perturb s.txt --seed 1 --output-graph s.txt --output-truth o",
      code: 2),
    .init(
      "report over the alignment", "report m.tsv --source s.txt --target t.txt --output folder/../m.tsv",
      code: 2),
    .init("report over a graph", "align s.txt t.txt --output o --report s.txt", code: 2),
    .init("report and result in one place", "align s.txt t.txt --output o --report ./o", code: 2),
    .init("report in no folder", "align s.txt t.txt --output o --report no/such/page.html"),
    .init("list that is an output", "batch one.list --output one.list", code: 2),
    .init("standard input twice", "align - -", code: 2),
  ]

  private static let options: [HostileRow] = [
    .init("no such verb", "frobnicate", code: 2),
    .init("report of one graph", "report m.tsv --source s.txt", code: 2),
    .init(
      "similarities that are neither", "report m.tsv --source s.txt --target t.txt --similarities maybe",
      code: 2),
    .init("a layout by nobody", "report m.tsv --source s.txt --target t.txt --layout round", code: 2),
    .init("no such option", "align s.txt t.txt --sweeps=-5", code: 2),
    .init("one graph", "align s.txt", code: 2),
    .init("three graphs", "align s.txt t.txt s.txt", code: 2),
    .init("no rings", "align s.txt t.txt --preset regal --hops 0", code: 2),
    .init("negative rings", "align s.txt t.txt --preset regal --hops -2", code: 2),
    .init("no rounds", "align s.txt t.txt --iterations 0", code: 2),
    .init("negative candidates", "align s.txt t.txt --top -1", code: 2),
    .init("no candidates", "batch no-pairs --top 0", code: 2),
    .init("a number too large", "align s.txt t.txt --top 99999999999999999999", code: 2),
    .init("negative effort", "align s.txt t.txt --sampling -1", code: 2),
    .init("effort that is no number", "align s.txt t.txt --sampling nan", code: 2),
    .init("infinite weight", "align s.txt t.txt --attribute-weight inf", code: 2),
    .init("discount above 1", "embed s.txt --discount 2 --output o.npy", code: 2),
    .init("base 1", "align s.txt t.txt --preset paper --buckets 1", code: 2),
    .init("negative cutoff", "align s.txt t.txt --preset regal --cutoff -1", code: 2),
    .init("no landmarks", "align s.txt t.txt --preset regal --landmarks 0", code: 2),
    .init("confidence that is no number", "align s.txt t.txt --min-confidence nan", code: 2),
    .init("option of another preset", "align s.txt t.txt --hops 2", code: 2),
    .init("no threads", "align s.txt t.txt --threads 0", code: 2),
    .init("quiet and verbose", "align s.txt t.txt --quiet --verbose", code: 2),
    .init("directed and undirected", "info s.txt --directed --undirected", code: 2),
    .init("header in JSON", "align s.txt t.txt --format json --output-header", code: 2),
    .init("nothing to evaluate by", "evaluate m.tsv", code: 2),
    .init("one graph to evaluate by", "evaluate m.tsv --source s.txt", code: 2),
    .init(
      "share above 1", "perturb s.txt --remove 1.5 --seed 1 --output-graph o --output-truth p",
      code: 2),
    .init("no seed", "perturb s.txt --output-graph o --output-truth p", code: 2),
    .init("one graph of several", "align-all s.txt", code: 2),
    .init("more rounds than anybody waits for", "align-all s.txt t.txt --rounds 101", code: 2),
    .init("demonstration without nodes", "demo --nodes -5", code: 2),
    .init("limit that is none", "info s.txt --memory-limit 0", code: 2),
    .init("a format that is only read", "convert s.txt o.gexf", code: 2),
    .init("an unknown ending", "convert s.txt o.xyz", code: 2),
    .init("an unknown format", "convert s.txt o --to word", code: 2),
    .init("output = input", "convert s.txt ./s.txt", code: 2),
    .init("no relations to write", "convert s.txt o.triples"),
    .init("weights that are lost, strictly", "convert m3.txt o.sif --strict"),
    .init("two kinds of format", "info s.txt --triples --input-format gml", code: 2),
  ]

  private static let tooMuch: [HostileRow] = [
    .init("more nodes than fit", "generate erdos-renyi --nodes 99999999999 --edges 0", code: 2),
    .init("more edges than pairs", "generate erdos-renyi --nodes 3 --edges 4", code: 2),
    .init("probability above 1", "generate erdos-renyi --nodes 3 --probability 2", code: 2),
    .init(
      "more edges than nodes", "generate barabasi-albert --nodes 3 --edges-per-node 3", code: 2),
    .init("odd neighbors", "generate watts-strogatz --nodes 9 --neighbors 3 --rewire 0", code: 2),
    .init(
      "blocks that are words", "generate stochastic-block --blocks a,b --within 0 --between 0",
      code: 2),
    .init("scale above all", "generate r-mat --scale 63 --edges 1", code: 2),
    .init(
      "graph above the limit",
      "generate r-mat --scale 20 --edges 900000000 --output o --memory-limit 1G", code: 1),
    .init(
      "dense graph above the limit",
      "generate erdos-renyi --nodes 1000000 --probability 0.5 --output o --memory-limit 1G", code: 1
    ),
    .init("demonstration above the limit", "demo --nodes 10000000 --memory-limit 1G", code: 1),
    .init("file without end", "info /dev/zero --memory-limit 64M"),
  ]

  private static let megaFiles: [HostileRow] = mega([
    ("no such file", "statistics nowhere.txt", 3),
    ("samples without a dictionary", "statistics no-dict.txt", 3),
    ("string that does not end", "statistics open-string.txt", 3),
    ("lists in lists in lists", "statistics deep.txt", 3),
    ("sample without a tail", "statistics no-tail.txt", 3),
    ("mention outside of the text", "statistics outside.txt", 3),
    ("picture for samples", "statistics picture.png", 3),
    ("every byte", "statistics every-byte.bin", 3),
    ("gzip that ends early", "statistics short.gz", 3),
    ("file without end", "statistics /dev/zero --memory-limit 1G", 3),
    ("relations that are a list", "statistics post.txt --relations relations.json", 3),
    ("relations with a gap", "statistics post.txt --relations gap.json", 3),
    ("vocabulary without markers", "statistics post.txt --vocabulary s.txt", 3),
    ("damaged samples", "prepare --train open-string.txt --output o", 3),
    ("parses that are none", "prepare --train post.txt --parses no-parse.conllu --output o", 3),
    (
      "parses that are JSON, damaged", "prepare --train post.txt --parses broken.json --output o", 3
    ),
    ("scenes that are a list", "prepare --train post.txt --scenes relations.json --output o", 3),
    (
      "scene information that is a list",
      "prepare --train post.txt --scene-information relations.json --scene-predictions broken.json -o o",
      3
    ),
    (
      "relation that is not listed",
      "prepare --train two.txt --relations no-target.json --output o", 3
    ),
    ("output in no folder", "prepare --train post.txt --output no/such/o", 3),
    ("output that is an input", "prepare --train post.txt --output post.txt", 2),
    ("posts that are none", "align post.txt --output o", 3),
    ("posts that end early", "align half.jsonl --output o", 3),
    ("posts of another format", "align other.jsonl --output o", 3),
    (
      "archive that is none",
      "align --from-edges s.txt --train post.txt --scenes rel.json --output o", 3
    ),
    ("posts that are none", "explain picture.png --output o", 3),
    ("no predictions", "score empty.txt --samples post.txt", 3),
    ("more predictions than samples", "score two-pred.txt --samples post.txt", 3),
    ("prediction that is no relation", "score odd-pred.txt --samples post.txt", 3),
    ("no samples", "score pred.txt --samples empty.txt", 3),
  ])

  private static let megaOptions: [HostileRow] = mega([
    ("no such verb", "frobnicate", 2), ("nothing to prepare", "prepare --output o", 2),
    ("no output", "prepare --train post.txt", 2),
    ("no objects", "prepare --train post.txt --objects 0 --output o", 2),
    (
      "predictions without information",
      "prepare --train post.txt --scene-predictions rel.json --output o", 2
    ),
    ("no posts", "align --output o", 2),
    ("negative matches", "align post.txt --top-k -1 --output o", 2),
    ("folder as standard output", "align post.txt --output -", 2),
    ("negative sample", "explain post.txt --sample -1", 2),
    ("features without a model", "explain post.txt --features f", 2),
    (
      "unequal numbers of files", "score pred.txt --samples post.txt --against pred.txt pred.txt", 2
    ),
    ("negative draws", "score pred.txt --samples post.txt --draws -1", 2),
    ("standard input twice", "score - --samples -", 2),
    ("limit that is none", "statistics post.txt --memory-limit x", 2),
  ])

  /// The last section, since a build with the trait has other answers.
  static let withoutTorch: (title: String, rows: [HostileRow]) = (
    "Models, in a build without Torch",
    mega([
      ("model", "train post.txt --output o", 2), ("model", "evaluate folder post.txt", 2),
      ("model", "predict folder post.txt --output o", 2),
      ("features", "convert features folder --output o", 2), ("model", "demo", 2),
    ])
  )

  private static func mega(_ rows: [(String, String, Int32)]) -> [HostileRow] {
    rows.map { HostileRow($0.0, $0.1, tool: "mega", code: $0.2) }
  }
}
