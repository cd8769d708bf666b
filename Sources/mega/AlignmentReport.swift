internal import CommandLineSupport
internal import Files
internal import Foundation
internal import LinearAlgebra
internal import RelationExtraction

/// What became of the samples that were aligned.
struct AlignmentReport {
  private var samples = 0
  private var different = 0
  private var leftOut = 0
  private var rows = 0
  private var rowsWithWeights = 0
  private var ties = 0
  private var missingTexts = 0
  private var missingImages = 0
  private var coverage: [Double] = []
  private var released: [ReleasedAlignments] = []
  var chainedTexts = 0
  var chainedImages = 0

  mutating func add(_ alignments: SampleAlignments) {
    coverage.append(alignments.coverage)
    count(alignments)
  }

  mutating func add(_ released: ReleasedAlignments) {
    self.released.append(released)
    count(released.alignments)
  }

  private mutating func count(_ alignments: SampleAlignments) {
    samples += alignments.indices.count
    leftOut += alignments.indices.count { $0 == nil }
    different += alignments.alignments.count
    missingTexts += alignments.missingTextCount
    missingImages += alignments.missingImageCount
    for alignment in alignments.alignments {
      rows += alignment.wordCount
      ties += alignment.tieCount
      let elements = alignment.weights.elements
      for word in 0..<alignment.wordCount {
        let row = elements[word * alignment.objectCount..<(word + 1) * alignment.objectCount]
        if row.contains(where: { $0 > 0 }) { rowsWithWeights += 1 }
      }
    }
  }

  var text: String {
    var table = TextTable()
    table.add("samples", "\(samples)")
    table.add("  without text graph", "\(missingTexts)")
    table.add("  without scene graph", "\(missingImages)")
    if leftOut > 0 { table.add("  left out", "\(leftOut)") }
    table.add("alignments", "\(different)")
    table.add("rows", "\(rows)")
    table.add("  with weights", "\(rowsWithWeights)")
    table.add(
      "  tied",
      rowsWithWeights == 0
        ? "\(ties)"
        : String(format: "%ld (%.1f %%)", ties, 100 * Double(ties) / Double(rowsWithWeights)))
    for (i, share) in coverage.enumerated() {
      table.add(
        coverage.count == 1 ? "tokens covered" : "tokens covered, split \(i + 1)",
        String(format: "%.1f %%", 100 * share))
    }
    guard !released.isEmpty else { return table.text }
    func add(_ name: String, _ count: (ReleasedAlignments) -> Int) {
      table.add(name, "\(released.reduce(0) { $0 + count($1) })")
    }
    add("graphs of one sentence", \.singleSentenceCount)
    add("  of several, told apart", \.separatedCount)
    add("  of several, some of one word", \.appendedCount)
    add("  of several, left as they are", \.overlaidCount)
    add("word count unknown", \.unknownWordCount)
    add("as many words as tokens", \.tokenCountMatches)
    return table.text
  }

  /// What a reader of the weights has to know.
  var notes: [String] {
    var notes: [String] = []
    if !released.isEmpty {
      notes.append(
        "rows are words of the parser, whose text was not published; which token a row is cannot be "
          + "known, and only where there are as many words as tokens may it be guessed")
      let appended = released.reduce(0) { $0 + $1.appendedCount }
      if appended > 0 {
        notes.append(
          "in \(appended) samples the rows of sentences of one word are the last, for where those "
            + "stood is not known")
      }
      let unknown = released.reduce(0) { $0 + $1.unknownWordCount }
      if unknown > 0 {
        notes.append(
          "\(unknown) samples have pictures without relations, so that their number of words is not "
            + "known; they have rows for the words that have edges")
      }
    }
    if chainedTexts + chainedImages > 0 {
      notes.append(
        "\(chainedTexts) texts and \(chainedImages) pictures have chains in the place of graphs; "
          + "their weights say nothing about them")
    }
    return notes
  }
}

extension AlignedSplit {
  /// Writes all splits into a folder, whole or not at all: a folder of texts each, or, with metadata, a
  /// safetensors file each.
  static func write(
    _ splits: [AlignedSplit], to output: String, objectCount: Int, metadata: [String: String]?
  ) throws(FileError) {
    try FolderWriter.write(to: output) { (folder) throws(FileError) in
      for split in splits {
        guard var metadata else {
          try AlignmentFolder.write(
            try split.byImage(), into: try folder.folder(split.name), objectCount: objectCount)
          continue
        }
        metadata["split"] = split.name
        metadata["objects"] = "\(objectCount)"
        try AlignmentStore(split.alignments, of: split.samples, metadata: metadata)
          .write(
            to: "\(folder.path)/\(split.name).safetensors",
            named: "\(folder.name)/\(split.name).safetensors")
      }
    }
  }

  /// The weights of each picture.
  private func byImage() throws(FileError) -> [(image: String, weights: WordObjectAlignment)] {
    var places: [String: Int] = [:]
    var result: [(image: String, weights: WordObjectAlignment)] = []
    for (i, sample) in samples.enumerated() {
      guard let place = alignments.indices[i], let image = sample.imageFileName else { continue }
      if let known = places[image] {
        guard known != place, alignments.alignments[known] != alignments.alignments[place] else {
          continue
        }
        throw FileError(
          file: name,
          reason: "“\(image)” has more than one text, and folders have one file for each picture: "
            + "use --format safetensors")
      }
      places[image] = place
      result.append((image, alignments.alignments[place]))
    }
    return result
  }
}
