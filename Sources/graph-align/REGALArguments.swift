internal import ArgumentParser
internal import GraphAlignment
internal import Graphs

/// The options of REGAL. Those not given are the preset's.
struct REGALArguments: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("K, the rings of a signature (2).", valueName: "k"))
  var hops: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("δ, by which each further ring counts less (0.01).", valueName: "x"))
  var discount: Double?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Base of the logarithmic degree buckets, or none (2).", valueName: "base"))
  var buckets: BucketBase?

  @Flag(
    name: .long, inversion: .prefixedNo,
    help: "Count a node's own degree, with weight 1, and ring k with weight δᵏ instead of δᵏ⁻¹.")
  var ownDegree: Bool?

  @Option(name: .long, help: "Degrees in directed graphs: total or inOut.")
  var degrees: SignatureOptions.DegreeKind?

  @Option(
    name: .long, help: "Edges that rings follow in directed graphs: both, outgoing, incoming.")
  var rings: SignatureOptions.RingDirection?

  @Option(
    name: .long,
    help: "Similarity: gaussian, exp(−γ‖·‖²), or laplacian, exp(−γ‖·‖).")
  var kernel: Kernel?

  @Option(
    name: .long, help: ArgumentHelp("γ_s, the weight of structure (1).", valueName: "x"))
  var structureWeight: Double?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "p, the number of landmarks, or all (10·log₂ n of both graphs' nodes).", valueName: "p"))
  var landmarks: LandmarkArgument?

  @Option(
    name: .long,
    help: "Which nodes are landmarks: uniform, degree, kmeans or distinct.")
  var landmarkSelection: SelectionArgument?

  @Option(
    name: .long, help: "Where nodes are compared: embedding, or signature (exact and faster).")
  var space: MatchingSpace?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Eigenvalues below this share of the largest are dropped (1e-7).", valueName: "x"))
  var cutoff: Double?

  @Option(name: .long, help: "Arithmetic of the embedding: single or double.")
  var precision: EmbeddingPrecision?

  /// The options that are given, by their names on the command line.
  var given: [String] {
    [
      ("--hops", hops != nil), ("--discount", discount != nil), ("--buckets", buckets != nil),
      ("--own-degree", ownDegree == true), ("--no-own-degree", ownDegree == false),
      ("--degrees", degrees != nil), ("--rings", rings != nil), ("--kernel", kernel != nil),
      ("--structure-weight", structureWeight != nil), ("--landmarks", landmarks != nil),
      ("--landmark-selection", landmarkSelection != nil), ("--space", space != nil),
      ("--cutoff", cutoff != nil), ("--precision", precision != nil),
    ].filter(\.1).map(\.0)
  }

  /// REGAL with these options.
  ///
  /// - Parameters:
  ///   - start: what options have that are not given.
  ///   - shared: the options that other aligners have as well.
  func aligner(from start: REGAL, _ shared: SharedArguments) throws -> REGAL {
    var regal = start
    if let hops { regal.signatures.hopCount = hops }
    if let discount { regal.signatures.discount = discount }
    if let buckets { regal.signatures.bucketBase = buckets.base }
    if let ownDegree { regal.signatures.countsOwnDegree = ownDegree }
    if let degrees { regal.signatures.degrees = degrees }
    if let rings { regal.signatures.ringDirection = rings }
    if let kernel { regal.kernel = kernel }
    if let structureWeight { regal.structureWeight = structureWeight }
    if let weight = shared.attributeWeight { regal.attributeWeight = weight }
    if let landmarks { regal.landmarks = landmarks.count }
    if let landmarkSelection { regal.landmarkSelection = landmarkSelection.selection }
    if let space { regal.space = space }
    if let cutoff { regal.eigenvalueCutoff = cutoff }
    if let precision { regal.precision = precision }
    if let seed = shared.seed { regal.seed = seed }
    try regal.validate()
    return regal
  }
}

/// A base, or `none`.
struct BucketBase: ExpressibleByArgument {
  let base: Double?

  init?(argument: String) {
    if argument == "none" {
      base = nil
    } else if let number = Double(argument) {
      base = number
    } else {
      return nil
    }
  }
}

/// A number of landmarks, or `all`.
struct LandmarkArgument: ExpressibleByArgument {
  let count: LandmarkCount

  init?(argument: String) {
    if argument == "all" {
      count = .all
    } else if let number = Int(argument) {
      count = .fixed(number)
    } else {
      return nil
    }
  }
}

/// The ways to choose landmarks that can be asked for.
enum SelectionArgument: String, CaseIterable, ExpressibleByArgument {
  case uniform, degree, kmeans, distinct

  var selection: LandmarkSelection {
    switch self {
    case .uniform: .uniform
    case .degree: .degreeProportional
    case .kmeans: .kMeansPlusPlus
    case .distinct: .distinctSignatures
    }
  }
}
