/// What a set of samples consists of.
public struct SampleStatistics: Sendable, Equatable {
  /// All samples.
  public var sampleCount: Int
  /// Different pictures.
  public var imageCount: Int
  /// Different texts.
  public var sentenceCount: Int
  /// Samples whose relation is the negative one.
  public var negativeCount: Int
  /// How often each relation of the vocabulary occurs.
  public var relationCounts: [Int]
  /// Samples with a relation that is absent or not in the vocabulary.
  public var unknownRelationCount: Int
  /// Samples in which a token belongs to both mentions.
  public var overlapCount: Int
  /// Samples in which the tail comes before the head.
  public var tailFirstCount: Int
  /// Mentions whose name is not their tokens with spaces between them.
  public var differingNameCount: Int
  /// The number of tokens of each sample, ascending.
  public var tokenCounts: [Int]

  /// Relations that occur.
  public var presentRelationCount: Int { relationCounts.count { $0 > 0 } }

  /// The mean number of tokens; 0 without samples.
  public var meanTokenCount: Double {
    tokenCounts.isEmpty ? 0 : Double(tokenCounts.reduce(0, +)) / Double(tokenCounts.count)
  }

  /// The number of tokens that a share of the samples does not exceed, by the nearest rank.
  ///
  /// - Precondition: there are samples, and 0 ≤ `share` ≤ 1.
  public func tokenCount(atQuantile share: Double) -> Int {
    precondition(!tokenCounts.isEmpty && (0...1).contains(share), "no samples have such a quantile")
    return tokenCounts[max(Int((share * Double(tokenCounts.count)).rounded(.up)) - 1, 0)]
  }

  /// - Complexity: O(tokens + samples · log samples)
  public init(of samples: [RelationSample], vocabulary: RelationVocabulary) {
    sampleCount = samples.count
    imageCount = Set(samples.compactMap(\.imageID)).count
    sentenceCount = Set(samples.map(\.tokens)).count
    relationCounts = [Int](repeating: 0, count: vocabulary.count)
    unknownRelationCount = 0
    for sample in samples {
      if let relation = sample.relation.flatMap(vocabulary.identifier(of:)) {
        relationCounts[relation] += 1
      } else {
        unknownRelationCount += 1
      }
    }
    negativeCount = vocabulary.negative.map { [relationCounts] in relationCounts[$0] } ?? 0
    overlapCount = samples.count(where: \.mentionsOverlap)
    tailFirstCount = samples.count { $0.tail.span.lowerBound < $0.head.span.lowerBound }
    differingNameCount = samples.reduce(0) { total, sample in
      total
        + [sample.head, sample.tail].count {
          $0.name != sample.tokens[$0.span].joined(separator: " ")
        }
    }
    tokenCounts = samples.map(\.tokens.count).sorted()
  }
}
