import AlignmentTestSupport
import Foundation

/// The MNRE files, which are not part of the repository; see ``SharedData``.
enum MNREFiles {
  static let areHere = SharedData.has("mnre/mnre_train.txt")

  /// Why a test is skipped.
  static let absence = "MNRE: " + SharedData.absence

  static let samples = [
    "mnre_train.txt", "mnre_val.txt", "mnre_test.txt", "v1/ours_train.txt", "v1/ours_val.txt",
    "v1/ours_test.txt",
  ]

  static func path(_ name: String) -> String { SharedData.path("mnre/" + name) }
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

  /// What Hugging Face's tokenizers make of every character of a block.
  struct Block: Decodable, Sendable {
    let start, end: UInt32
    let pieces: String
  }

  let files: [String: File]
  let blocks: [Block]

  static func load() throws -> RelationGolden {
    try GoldenFiles.load("relation-extraction", as: RelationGolden.self)
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
