extension AccuracyBenchmark.Row {
  private enum Keys: String, CodingKey {
    case graph, settings, noise, nearest, oneToOne, nearestAveraged, oneToOneAveraged, seconds
  }

  /// Results that were kept before ties were averaged have no such numbers.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Keys.self)
    func numbers(_ key: Keys) throws -> [Double] {
      try values.decodeIfPresent([Double].self, forKey: key) ?? []
    }
    self.init(
      graph: try values.decode(String.self, forKey: .graph),
      settings: try values.decode(String.self, forKey: .settings),
      noise: try values.decode(Double.self, forKey: .noise),
      nearest: try values.decode([Double].self, forKey: .nearest),
      oneToOne: try values.decode([Double].self, forKey: .oneToOne),
      nearestAveraged: try numbers(.nearestAveraged), oneToOneAveraged: try numbers(.oneToOneAveraged),
      seconds: try numbers(.seconds))
  }
}
