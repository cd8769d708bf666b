/// How an alignment is written.
public enum AlignmentFormat: String, Sendable, CaseIterable, Codable {
  /// A line for each source node and candidate: source, target, similarity, rank from 1; by tabs.
  case tsv
  /// One object: `{"sourceCount": …, "targetCount": …, "matches": [{"source": "7", "target": "9",
  /// "similarity": 0.98, "rank": 1}, …]}`; integer ids are numbers.
  case json
}
