import Files
import Graphs
import LinearAlgebra
import Testing

@Suite("Readers, given nonsense") struct ReaderFuzzTests {
  /// Pieces that the formats care about, to be put anywhere.
  private static let pieces: [[UInt8]] =
    [
      "\n", "\r\n", " ", "\t", ",", "\"", "#", "%", "{", "}", "'weight': ", "[", "(", "-1", "nan",
      "9223372036854775808", "1e999", "0", "<node id='a'/>", "</graph>", "&amp;", "&#0;", "<!--",
      "]]>",
      "99999999999", "'", "\\", ":", "é",
    ].map { Array($0.utf8) } + [[0], [0xff], [0x1f, 0x8b], [0xef, 0xbb, 0xbf], [0x93]]

  private func mutants(of text: String, count: Int, seed: UInt64) -> [[UInt8]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      var bytes = Array(text.utf8)
      for _ in 0...generator.index(below: 4) {
        let place = generator.index(below: bytes.count + 1)
        switch generator.index(below: 4) {
        case 0:
          bytes.insert(
            contentsOf: Self.pieces[generator.index(below: Self.pieces.count)], at: place)
        case 1: if place < bytes.count { bytes[place] = UInt8(generator.index(below: 256)) }
        case 2:
          bytes.removeSubrange(place..<min(place + 1 + generator.index(below: 9), bytes.count))
        default: bytes.removeSubrange(place...)
        }
      }
      return bytes
    }
  }

  /// Anything but a graph or a `FileError` fails the test; a crash does so by itself.
  private func survives(_ text: String, seed: UInt64, _ read: ([UInt8]) throws -> Void) {
    for bytes in mutants(of: text, count: 3000, seed: seed) {
      do {
        try read(bytes)
      } catch is FileError {
      } catch {
        Issue.record("\(error) for \(bytes)")
      }
    }
  }

  @Test(
    "of graphs give a graph or a FileError",
    arguments: [
      "0 1\n1 2 0.5\n# c\n2 3 1 77\n4 4\n", "a b\n\"c d\",e\nf g 2\n",
      "0 1 {'weight': 1.0, 'x': [1, (2,)], 'y': {'z': None}}\n1 2 {}\n",
      "%%MatrixMarket matrix coordinate real symmetric\n% c\n3 3 2\n2 1 1\n3 2 0.5\n",
      GraphMLTests.graphML, "a\tr\tb, c\n# d\n7\tr\t7\n",
    ])
  func graphs(text: String) {
    survives(text, seed: 11) { bytes in
      for format in [nil] + GraphFormat.allCases {
        _ = try? Graph(parsing: bytes, named: "fuzz", options: .init(format: format))
      }
      _ = try? Graph.readCombined(parsing: bytes, named: "fuzz", split: .firstTarget(2))
      _ = try Graph(parsing: bytes, named: "fuzz")
    }
  }

  @Test("of pairs and attributes give them or a FileError")
  func tables() {
    let identifiers = NodeIdentifiers(["1", "2"])
    survives("source,target\n1,2\n\"2\",1\n", seed: 12) { bytes in
      _ = try NodePairs(parsing: bytes, named: "fuzz").nodes(
        source: identifiers, target: identifiers)
    }
    survives("# c\nid,role,age:number\n1,\"a\",5\n2,b,6\n", seed: 13) { bytes in
      _ = try NodeAttributes(parsing: bytes, named: "fuzz", for: identifiers)
    }
  }
}
