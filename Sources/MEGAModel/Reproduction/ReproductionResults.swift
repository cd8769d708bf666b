#if Torch
  public import RelationExtraction

  /// What the models of a reproduction predict for the test set, and how good that is.
  public struct ReproductionResults: Sendable {
    /// The samples that were predicted.
    public let samples: [RelationSample]
    /// All relations.
    public let vocabulary: RelationVocabulary
    /// The relations of the samples, by number.
    public let gold: [Int]
    /// The rows, in the order of the plan.
    public private(set) var rows: [ReproductionPlan.Row] = []
    /// What each row predicts, seed by seed, by its name.
    public private(set) var predictions: [String: [[Int]]] = [:]

    init(_ samples: [RelationSample], vocabulary: RelationVocabulary) {
      (self.samples, self.vocabulary) = (samples, vocabulary)
      gold = samples.map { $0.relation.flatMap { vocabulary.identifier(of: $0) } ?? 0 }
    }

    mutating func add(_ predicted: [Int], of row: ReproductionPlan.Row) {
      if predictions[row.name] == nil { rows.append(row) }
      predictions[row.name, default: []].append(predicted)
    }

    /// The scores of a row, one for each seed.
    public func scores(of row: String) -> [RelationScores] {
      (predictions[row] ?? []).map { RelationScores(gold: gold, predicted: $0, vocabulary: vocabulary) }
    }

    /// Whether the micro-F1 of a row is higher than that of another over the seeds; `nil` for fewer than two.
    public func tTest(_ row: String, against other: String) -> PairedTTest? {
      let (own, theirs) = (scores(of: row).map(\.micro.f1), scores(of: other).map(\.micro.f1))
      return own.count == theirs.count ? PairedTTest(own, theirs) : nil
    }

    /// McNemar's test of the first seeds of two rows; `nil` if one is not there.
    public func mcNemar(_ row: String, against other: String) -> McNemarTest? {
      guard let own = predictions[row]?.first, let theirs = predictions[other]?.first else { return nil }
      return McNemarTest(gold: gold, first: own, second: theirs)
    }

    /// Samples that a row's first seed predicts right and those of all others do not.
    public func onlyRight(_ row: String, others: [String]) -> [Int] {
      guard let own = predictions[row]?.first else { return [] }
      let rest = others.compactMap { predictions[$0]?.first }
      return gold.indices.filter { i in own[i] == gold[i] && rest.allSatisfy { $0[i] != gold[i] } }
    }
  }
#endif
