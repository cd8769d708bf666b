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

  @Option(
    help: .value(
      "json",
      "Options of REGAL that differ from the preset's, such as '{\"signatures\": {\"hopCount\": 3}, \"seed\": 7}'."
    ))
  var regal: String?

  func validate() throws {
    guard topK >= 1 else { throw ValidationError("--top-k must be at least 1") }
    _ = try structure(objectLimit: 10)
  }

  func structure(objectLimit: Int) throws -> StructuralAlignment {
    var structure: StructuralAlignment = preset == .paper ? .paper : .release
    structure.objectLimit = objectLimit
    structure.candidateCount = topK
    structure.tieRule = ties
    if let regal {
      do {
        try structure.changeREGAL(json: regal)
      } catch {
        throw ValidationError("--regal: \(error)")
      }
    }
    return structure
  }
}
