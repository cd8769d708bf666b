/// What a set of samples consists of.
public struct SampleStatistics: Sendable, Equatable, Encodable {
  /// Numbers of words or pieces; quantiles by the nearest rank.
  public struct Lengths: Sendable, Equatable, Encodable {
    /// The fewest, the half, 95 % and all of the samples do not exceed them; and their sum.
    public let least, median, percentile95, most, sum: Int
    /// The mean.
    public let mean: Double

    /// - Returns: `nil` for no lengths.
    /// - Complexity: O(n · log n)
    public init?(_ lengths: [Int]) {
      let sorted = lengths.sorted()
      guard let first = sorted.first, let last = sorted.last else { return nil }
      func quantile(_ share: Double) -> Int { sorted[Int((share * Double(sorted.count)).rounded(.up)) - 1] }
      (least, median, percentile95, most) = (first, quantile(0.5), quantile(0.95), last)
      sum = sorted.reduce(0, +)
      mean = Double(sum) / Double(sorted.count)
    }
  }

  /// All samples; different pictures; different texts.
  public let samples, images, texts: Int
  /// Samples whose relation is the negative one.
  public let negatives: Int
  /// Relations that occur.
  public let presentRelations: Int
  /// Samples with a relation that is absent or not in the vocabulary.
  public let unknownRelations: Int
  /// Samples in which a token belongs to both mentions.
  public let overlaps: Int
  /// Samples in which the tail comes before the head.
  public let tailFirst: Int
  /// Mentions whose name is not their tokens with spaces between them.
  public let differingNames: Int
  /// The number of tokens of a sample; `nil` without samples.
  public let tokens: Lengths?
  /// How often each relation of the vocabulary occurs.
  public let relations: [String: Int]

  /// - Complexity: O(tokens + samples · log samples)
  public init(of samples: [RelationSample], vocabulary: RelationVocabulary) {
    self.samples = samples.count
    images = Set(samples.compactMap(\.imageID)).count
    texts = Set(samples.map(\.tokens)).count
    var relations = Dictionary(uniqueKeysWithValues: vocabulary.names.map { ($0, 0) })
    for case let name? in samples.map(\.relation) where relations[name] != nil { relations[name]! += 1 }
    self.relations = relations
    negatives = vocabulary.negative.map { relations[vocabulary.names[$0]]! } ?? 0
    presentRelations = relations.values.count { $0 > 0 }
    unknownRelations = samples.count - relations.values.reduce(0, +)
    overlaps = samples.count(where: \.mentionsOverlap)
    tailFirst = samples.count { $0.tail.span.lowerBound < $0.head.span.lowerBound }
    differingNames = samples.reduce(0) { total, sample in
      total + [sample.head, sample.tail].count { $0.name != sample.tokens[$0.span].joined(separator: " ") }
    }
    tokens = Lengths(samples.map(\.tokens.count))
  }
}
