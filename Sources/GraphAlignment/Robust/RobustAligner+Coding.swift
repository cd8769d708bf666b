internal import Options

extension RobustAligner {
  private enum CodingKeys: CodingKey {
    case signatures, refinement, sampling, fusion, usesEdgeLabels, attributeWeight, candidateCount
    case search, seed
  }

  /// Decodes options; what is not there has the value it has in `RobustAligner()`.
  ///
  /// - Throws: `DecodingError`, also for a key that is no option.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.optionContainer(keyedBy: CodingKeys.self)
    try values.update(&signatures, .signatures)
    try values.update(&refinement, .refinement)
    try values.update(&sampling, .sampling)
    try values.update(&fusion, .fusion)
    try values.update(&usesEdgeLabels, .usesEdgeLabels)
    try values.update(&attributeWeight, .attributeWeight)
    try values.update(&candidateCount, .candidateCount)
    try values.update(&search, .search)
    try values.update(&seed, .seed)
  }

  /// Encodes all options; stages that are left out are null, as a missing key would mean the default.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(signatures, forKey: .signatures)
    try values.encode(refinement, forKey: .refinement)
    try values.encode(sampling, forKey: .sampling)
    try values.encode(fusion, forKey: .fusion)
    try values.encode(usesEdgeLabels, forKey: .usesEdgeLabels)
    try values.encode(attributeWeight, forKey: .attributeWeight)
    try values.encode(candidateCount, forKey: .candidateCount)
    try values.encode(search, forKey: .search)
    try values.encode(seed, forKey: .seed)
  }
}
