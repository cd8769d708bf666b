import Foundation

/// The MNRE files, which are not part of the repository.
///
/// They are looked for in the folder that `GRAPH_ALIGNMENT_DATA` names, or else in `shared/data` beside
/// the package; tests that need them are skipped where they are absent.
enum MNREFiles {
  static let folder: String =
    (ProcessInfo.processInfo.environment["GRAPH_ALIGNMENT_DATA"]
      ?? package.deletingLastPathComponent().appending(path: "shared/data").path) + "/mnre/"

  /// The folder of the package.
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let areHere = FileManager.default.isReadableFile(atPath: folder + "mnre_train.txt")

  /// Why a test is skipped.
  static let absence =
    "the MNRE files are absent: set GRAPH_ALIGNMENT_DATA to the folder that holds mnre/"

  static let samples = [
    "mnre_train.txt", "mnre_val.txt", "mnre_test.txt", "v1/ours_train.txt", "v1/ours_val.txt",
    "v1/ours_test.txt",
  ]

  static func path(_ name: String) -> String { folder + name }
}

/// What Python makes of the files; Tests/Golden/make_relation_golden.py writes it.
struct RelationGolden: Decodable {
  struct File: Decodable {
    let samples, images, sentences, overlaps, tailFirst, differingNames, tokenSum: Int
    let literals: String
    let relations: [String: Int]
    let tokens: [Int]
    let pieces: String
    let pieceSum, pieceMax, pieceP99, emptyTokens, unknownTokens: Int
  }

  let files: [String: File]

  static func load() throws -> RelationGolden {
    let path = MNREFiles.package.appending(path: "Tests/Golden/relation-extraction.json")
    return try JSONDecoder().decode(RelationGolden.self, from: Data(contentsOf: path))
  }
}

/// FNV-1a, 64 bits.
struct Checksum {
  private var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ text: String) {
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  /// Sixteen hexadecimal digits.
  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
