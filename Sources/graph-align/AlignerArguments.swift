internal import ArgumentParser
internal import GraphAlignment

/// The options that all aligners have.
struct SharedArguments: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("γ_a, the weight of attributes (1).", valueName: "x"))
  var attributeWeight: Double?

  @Option(
    name: .long,
    help: ArgumentHelp("Seed of what is drawn: landmarks, matchings (1).", valueName: "n"))
  var seed: UInt64?
}

/// Which aligner, and what it is to do differently. Only the preset chooses the aligner.
struct AlignerArguments: ParsableArguments {
  enum Preset: String, CaseIterable, ExpressibleByArgument {
    case robust, regal, paper, authors
  }

  @Option(
    name: .long,
    help: ArgumentHelp(
      "robust: for graphs that differ; regal: REGAL as it measures best; paper: its equations; "
        + "authors: its authors' code.", valueName: "preset"))
  var preset = Preset.robust

  @Flag(name: .long, help: "Leave candidates as they are (robust).")
  var noRefine = false

  @OptionGroup var shared: SharedArguments
  @OptionGroup(title: "Refinement (robust)") var refinement: RefinementArguments
  @OptionGroup(title: "REGAL (regal, paper, authors)") var regal: REGALArguments

  /// What the options amount to.
  enum Choice {
    case robust(RobustAligner)
    case regal(REGAL)
  }

  func validate() throws {
    if preset == .robust, let option = regal.given.first {
      throw ValidationError("\(option) belongs to --preset regal, paper or authors")
    }
    let robust = (noRefine ? ["--no-refine"] : []) + refinement.given
    if preset != .robust, let option = robust.first {
      throw ValidationError("\(option) belongs to --preset robust")
    }
    if noRefine, let option = refinement.given.first {
      throw ValidationError("--no-refine leaves nothing for \(option) to do")
    }
  }

  func choice() throws -> Choice {
    switch preset {
    case .regal: return .regal(try regal.aligner(from: REGAL(), shared))
    case .paper: return .regal(try regal.aligner(from: .paper, shared))
    case .authors: return .regal(try regal.aligner(from: .authorsCode, shared))
    case .robust:
      var aligner = try refinement.aligner(shared)
      if noRefine { aligner.refinement = nil }
      return .robust(aligner)
    }
  }
}
