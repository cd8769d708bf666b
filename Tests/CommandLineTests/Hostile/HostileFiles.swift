import Foundation

/// Files that no tool should stumble over, by name; see ``HostileRow``.
enum HostileFiles {
  /// What is not hostile, so that one thing at a time is.
  static let sound: [(name: String, text: String)] = [
    ("s.txt", "a b\nb c\nc d\n"), ("m3.txt", "a b 2\nb c 1\n"), ("t.txt", "w x\nx y\ny z\n"),
    ("m.tsv", "a\tw\nb\tx\n"),
    ("truth.tsv", "a w\nb x\nc y\nd z\n"), ("names-s.txt", "a,ann\nb,bob\nc,cid\nd,dan\n"),
    ("post.txt", sample(relation: "None")),
    ("two.txt", sample(relation: "None") + sample(relation: "/r")),
    ("rel.json", "{\"None\": 0, \"/r\": 1}"), ("pred.txt", "None\n"),
  ]

  typealias File = (name: String, bytes: [UInt8])

  static let graphs: [File] = encoded(texts) + oddBytes + encoded(otherFormats)

  private static func encoded(_ files: [(String, String)]) -> [File] {
    files.map { (name: $0.0, bytes: Array($0.1.utf8)) }
  }

  private static let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]
  private static let elf: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]
  private static let latin1: [UInt8] = [0x6d, 0xfc, 0x20]
  private static let utf16: [UInt8] = [0xff, 0xfe, 0x61, 0, 0x20, 0, 0x62, 0, 0x0a, 0]
  private static let damagedGzip: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4]

  private static let oddBytes: [File] = [
    ("every-byte.bin", (0...255).map { UInt8($0) }),
    ("picture.png", png), ("program.elf", elf), ("latin1.txt", latin1), ("utf16.txt", utf16),
    ("short.gz", [0x1f, 0x8b, 8]), ("damaged.gz", damagedGzip),
    ("long-id.txt", [UInt8](repeating: 0x61, count: 1 << 20)),
  ]

  private static let texts: [(String, String)] = [
    ("empty.txt", ""), ("blank.txt", "\n \n\t\n"), ("comments.txt", "# no\n% edges\n"),
    ("one-id.txt", "7\n"), ("one-id-later.txt", "a b\nb c\nd\n"),
    ("nan-weight.txt", "1 2 nan\n"), ("infinite-weight.txt", "1 2 inf\n"),
    ("large-weight.txt", "1 2 1e999\n"), ("word-weight.txt", "1 2 0.5\n2 3 heavy\n"),
    ("open-quote.txt", "\"a b\n"), ("strings-later.txt", "1 2\n2 3\nx y\n"),
    ("page.html", "<!DOCTYPE html><html><body>404</body></html>\n"),
    ("empty.mtx", "%%MatrixMarket matrix coordinate pattern general\n"),
    ("negative-size.mtx", "%%MatrixMarket matrix coordinate pattern general\n-3 3 1\n1 2\n"),
    (
      "large-size.mtx",
      "%%MatrixMarket matrix coordinate pattern general\n999999999999 999999999999 1\n1 2\n"
    ),
    (
      "many-nodes.mtx",
      "%%MatrixMarket matrix coordinate pattern general\n2147483646 2147483646 1\n1 2\n"
    ),
    (
      "many-entries.mtx",
      "%%MatrixMarket matrix coordinate pattern general\n3 3 999999999999\n1 2\n"
    ),
    ("index-0.mtx", "%%MatrixMarket matrix coordinate pattern general\n3 3 1\n0 2\n"),
    ("index-9.mtx", "%%MatrixMarket matrix coordinate pattern general\n3 3 1\n1 9\n"),
    ("rectangle.mtx", "%%MatrixMarket matrix coordinate pattern general\n3 4 1\n1 2\n"),
    ("complex.mtx", "%%MatrixMarket matrix coordinate complex general\n3 3 1\n1 2 0 1\n"),
    ("dense.mtx", "%%MatrixMarket matrix array real general\n2 2\n1\n2\n3\n4\n"),
    ("too-many.mtx", "%%MatrixMarket matrix coordinate pattern general\n3 3 1\n1 2\n2 3\n"),
    ("unknown-node.graphml", xml("<edge source=\"a\" target=\"b\"/>")),
    ("twice.graphml", xml("<node id=\"a\"/><node id=\"a\"/>")),
    ("open.graphml", "<graphml><graph edgedefault=\"directed\"><node id=\"a\"/>"),
    ("no-graph.graphml", "<graphml></graphml>"),
    (
      "nan.graphml",
      xml(
        "<node id=\"a\"/><node id=\"b\"/><edge source=\"a\" target=\"b\"><data key=\"w\">nan</data></edge>"
      )
    ),
    ("deep.graphml", "<graphml>" + String(repeating: "<graph>", count: 100_000)),
    ("laughs.graphml", laughs),
    (
      "entity.graphml",
      "<!DOCTYPE g [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + xml("<node id=\"&x;\"/>")
    ),
  ]

  /// Formats of other tools, damaged.
  private static let otherFormats: [(String, String)] = [
    ("open.gml", "graph [\n  node [\n    id 0\n"),
    ("stranger.gml", "graph [ node [ id 0 ]\n  edge [ source 0 target 1 ] ]\n"),
    ("deep.gml", "graph [ node [ id 0 " + String(repeating: "g [ ", count: 100_000)),
    ("pairs.sif", "A pp\nB pp C\n"),
    ("many-nodes.gw", "LEDA.GRAPH\nstring\nshort\n-2\n9000000000\n|{a}|\n"),
    ("index-9.gw", "LEDA.GRAPH\nstring\nshort\n-2\n1\n|{a}|\n1\n1 9 0 |{}|\n"),
    ("cut.json", "{\"nodes\": [{\"id\": 1},\n"), ("other.json", "{\"a\": 1}\n"),
    ("nan.json", "{\"nodes\": [{\"id\": 1, \"x\": NaN}], \"links\": []}\n"),
    ("deep.json", String(repeating: "[", count: 100_000)),
    ("one-sided.graph", "4 3\n2\n1 4\n2 4\n3\n"),
    ("many-nodes.net", "*Vertices 99999999999\n1 \"a\"\n"),
    ("matrix.net", "*Vertices 2\n*Matrix\n0 1\n1 0\n"),
    ("stranger.gexf", "<gexf><graph><nodes/><edges>\n<edge source='a' target='b'/></edges></graph></gexf>"),
    ("cut.npz", "PK\u{3}\u{4}"), ("newer.mat", "MATLAB 7.3 MAT-file, Platform: GLNXA64\n"),
  ]

  private static func xml(_ inside: String) -> String {
    "<graphml><key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>"
      + "<graph edgedefault=\"undirected\">\(inside)</graph></graphml>"
  }

  /// Ten entities, each ten times the one before.
  private static var laughs: String {
    let entities = (1...9).map { level in
      "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
    }
    return "<!DOCTYPE g [<!ENTITY l0 \"ha\">\(entities.joined())]>" + xml("<node id=\"&l9;\"/>")
  }

  static func sample(relation: String) -> String {
    "{'token': ['a', 'b'], 'h': {'name': 'a', 'pos': [0, 1]}, 't': {'name': 'b', 'pos': [1, 2]}, "
      + "'img_id': 'p.jpg', 'relation': '\(relation)'}\n"
  }

  static let tables: [File] = encoded(tableTexts) + arrays

  private static let tableTexts: [(String, String)] = [
    ("five-columns.tsv", "a\tw\t0.5\t1\tx\n"), ("nan-similarity.tsv", "a\tw\tnan\t1\n"),
    ("rank-0.tsv", "a\tw\t0.5\t0\n"), ("twice.tsv", "a\tw\t0.5\t1\na\tw\t0.4\t2\n"),
    ("stranger.tsv", "q\tw\n"), ("broken.json", "{\"matches\": [{\"source\": 1}"),
    ("no-target.json", "{\"matches\": [{\"source\": \"a\"}]}"),
    ("one-column.tsv", "a\nb\n"), ("two-sources.tsv", "a w\nb w\n"), ("sure.tsv", "a w 2\n"),
    ("nan-prior.tsv", "a w nan\n"), ("few-rows.csv", "a,1\n"),
    ("ragged.csv", "a,1\nb,1,2\nc,1\nd,1\n"),
    ("words.csv", "id,age:number\na,1\nb,old\nc,3\nd,4\n"),
    ("numbers.csv", "id,n:number\na,1\nb,2\nc,3\nd,4\n"),
    ("one.list", "s.txt\n"), ("four.list", "s.txt t.txt o p\n"),
    ("missing.list", "s.txt nowhere.txt\n"),
    ("mixed.list", "s.txt t.txt\ns.txt t.txt o\n"),
    ("same.list", "s.txt t.txt o\nt.txt s.txt o\n"),
    ("stdin.list", "s.txt -\n"), ("empty.list", "# nothing\n"),
    ("bad.list", "s.txt t.txt\ns.txt one-id.txt\n"),
    ("no-dict.txt", "hello\n"), ("open-string.txt", "{'token': ['a\n"),
    ("deep.txt", String(repeating: "[", count: 200_000)),
    ("no-tail.txt", "{'token': ['a'], 'h': {}}\n"),
    ("outside.txt", sample(relation: "None").replacing("[1, 2]", with: "[1, 9]")),
    ("relations.json", "[1, 2]"), ("gap.json", "{\"None\": 0, \"/r\": 7}"),
    ("no-parse.conllu", "1\ta\n"),
    ("two-pred.txt", "None\nNone\n"), ("odd-pred.txt", "loves\n"),
    ("half.jsonl", "{\"format\": \"mega posts 1\","),
    ("other.jsonl", "{\"format\": \"mega posts 99\"}\n"),
  ]

  private static let arrays: [File] = [
    ("head.npy", [0x93] + Array("NUMPY".utf8)),
    (
      "claim.npy",
      npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 999999999999999), }")
    ),
    ("negative.npy", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (-4, 2), }")),
  ]

  private static func npy(_ header: String) -> [UInt8] {
    let text = Array(header.utf8) + [10]
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.count), 0] + text
  }

  /// Writes everything into the tool's folder.
  static func write(_ tool: Tool) throws {
    for (name, text) in sound { try tool.write(text, to: name) }
    for (name, bytes) in graphs + tables {
      try Data(bytes).write(to: tool.folder.appendingPathComponent(name))
    }
    let manager = FileManager.default
    let path = { tool.folder.appendingPathComponent($0).path }
    for name in ["folder", "no-pairs", "unpaired", "used"] {
      try manager.createDirectory(atPath: path(name), withIntermediateDirectories: false)
    }
    try tool.write("a b\n", to: "unpaired/x-source.txt")
    try tool.write("mine\n", to: "used/file")
    try manager.createSymbolicLink(atPath: path("loop"), withDestinationPath: "loop")
    try manager.createSymbolicLink(atPath: path("dangling"), withDestinationPath: "nowhere")
  }
}
