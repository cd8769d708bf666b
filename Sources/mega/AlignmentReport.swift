internal import CommandLineSupport
internal import Files
internal import Foundation
internal import LinearAlgebra
internal import RelationExtraction

/// What became of the samples that were aligned.
struct AlignmentReport {
  var splits: [AlignedSplit] = []
  /// What is known of released graphs, a split each; empty for posts.
  var released: [ReleasedAlignments] = []
  /// What is to be said of chains in the place of graphs.
  var chainNote: String?

  var text: String {
    var table = TextTable()
    let all = splits.map(\.alignments)
    func add(_ name: String, _ count: (SampleAlignments) -> Int) {
      table.add(name, "\(all.reduce(0) { $0 + count($1) })")
    }
    let alignments = all.flatMap(\.alignments)
    let weighted = alignments.reduce(0) { $0 + $1.weightedWordCount }
    let ties = alignments.reduce(0) { $0 + $1.tieCount }
    add("samples", \.indices.count)
    add("  without text graph", \.missingTextCount)
    add("  without scene graph", \.missingImageCount)
    if all.contains(where: { $0.indices.contains(nil) }) {
      add("  left out") { $0.indices.count { $0 == nil } }
    }
    table.add("alignments", "\(alignments.count)")
    table.add("rows", "\(alignments.reduce(0) { $0 + $1.wordCount })")
    table.add("  with weights", "\(weighted)")
    let share = weighted == 0 ? "" : String(format: " (%.1f %%)", 100 * Double(ties) / Double(weighted))
    table.add("  tied", "\(ties)\(share)")
    for (i, split) in all.enumerated() where released.isEmpty {
      table.add(
        all.count == 1 ? "tokens covered" : "tokens covered, split \(i + 1)",
        String(format: "%.1f %%", 100 * split.coverage))
    }
    guard !released.isEmpty else { return table.text }
    for (name, count) in [
      ("graphs of one sentence", \ReleasedAlignments.singleSentenceCount),
      ("  of several, told apart", \.separatedCount),
      ("  of several, some of one word", \.appendedCount),
      ("  of several, left as they are", \.overlaidCount),
      ("word count unknown", \.unknownWordCount),
      ("as many words as tokens", \.tokenCountMatches),
    ] { table.add(name, "\(sum(count))") }
    return table.text
  }

  private func sum(_ count: KeyPath<ReleasedAlignments, Int>) -> Int {
    released.reduce(0) { $0 + $1[keyPath: count] }
  }

  /// What a reader of the weights has to know.
  var notes: [String] {
    var notes: [String] = []
    if !released.isEmpty {
      notes.append(
        "rows are words of the parser, whose text was not published; which token a row is cannot be "
          + "known, and only where there are as many words as tokens may it be guessed")
      let appended = sum(\.appendedCount)
      if appended > 0 {
        notes.append(
          "in \(appended) samples the rows of sentences of one word are the last, for where those "
            + "stood is not known")
      }
      let unknown = sum(\.unknownWordCount)
      if unknown > 0 {
        notes.append(
          "\(unknown) samples have pictures without relations, so that their number of words is not "
            + "known; they have rows for the words that have edges")
      }
    }
    if let chainNote { notes.append(chainNote) }
    return notes
  }
}

extension PreparedPosts {
  /// What is to be said of chains in the place of graphs; `nil` without any.
  var chainNote: String? {
    chainedTexts.isEmpty && chainedImages.isEmpty
      ? nil
      : "\(chainedTexts.count) texts and \(chainedImages.count) pictures have chains in the place of "
        + "graphs; their weights say nothing about them"
  }
}

extension AlignedSplit {
  /// Writes all splits into a folder, whole or not at all: a folder of texts each, or, with metadata, a
  /// safetensors file each.
  static func write(
    _ splits: [AlignedSplit], to output: String, objectCount: Int, metadata: [String: String]?
  ) throws(FileError) {
    try FolderWriter.write(to: output) { (folder) throws(FileError) in
      for own in splits {
        guard var metadata else {
          try AlignmentFolder.write(
            try own.byImage(), into: try folder.folder(own.split.name), objectCount: objectCount)
          continue
        }
        metadata["split"] = own.split.name
        let file = "\(own.split.name).safetensors"
        metadata["objects"] = "\(objectCount)"
        try AlignmentStore(own.alignments, of: own.split.samples, metadata: metadata)
          .write(to: "\(folder.path)/\(file)", named: "\(folder.name)/\(file)")
      }
    }
  }

  private func byImage() throws(FileError) -> [(image: String, weights: WordObjectAlignment)] {
    var places: [String: Int] = [:]
    var result: [(image: String, weights: WordObjectAlignment)] = []
    for (i, sample) in split.samples.enumerated() {
      guard let place = alignments.indices[i], let image = sample.imageFileName else { continue }
      if let known = places[image] {
        guard known != place, alignments.alignments[known] != alignments.alignments[place] else { continue }
        throw FileError(
          file: split.name,
          reason: "“\(image)” has more than one text, and folders have one file for each picture: "
            + "use --format safetensors")
      }
      places[image] = place
      result.append((image, alignments.alignments[place]))
    }
    return result
  }
}
