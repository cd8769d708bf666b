internal import ArgumentParser
internal import CommandLineSupport
internal import RelationExtraction

struct AlignmentOptions: ParsableArguments {
  enum Preset: String, CaseIterable, ExpressibleByArgument {
    case paper, release
  }

  @Option(
    help: """
      paper: its equations, and the objects that were detected; release: the similarities of the \
      published code, and always as many objects as --objects says.
      """)
  var preset = Preset.paper

  @Option(help: .value("k", "k, the objects a word is aligned with."))
  var topK = 1

  @Option(help: "Of equally similar objects: first (the smaller number wins) or share.")
  var ties = StructuralAlignment.TieRule.first

  func validate() throws { guard topK >= 1 else { throw ValidationError("--top-k must be at least 1") } }

  func structure(objectLimit: Int) -> StructuralAlignment {
    var structure: StructuralAlignment = preset == .paper ? .paper : .release
    structure.objectLimit = objectLimit
    structure.candidateCount = topK
    structure.tieRule = ties
    return structure
  }
}
