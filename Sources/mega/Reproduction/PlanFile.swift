#if Torch
  internal import Files
  internal import MEGAModel
  internal import Yams

  /// A plan in a file. JSON is YAML as well, so that one reader does for both.
  enum PlanFile {
    static func read(_ path: String) throws -> ReproductionPlan {
      let contents = try FileContents(at: path)
      let text = unsafe contents.withBytes { unsafe String(decoding: $0, as: UTF8.self) }
      do {
        let known = Set(Mirror(reflecting: ReproductionPlan()).children.compactMap(\.label))
        for key in try Yams.compose(yaml: text)?.mapping?.keys.compactMap(\.string) ?? []
        where !known.contains(key) {
          throw FileError(
            file: contents.name, reason: "“\(key)” is none of \(known.sorted().joined(separator: ", "))")
        }
        return try YAMLDecoder().decode(ReproductionPlan.self, from: text)
      } catch let error as YamlError {
        throw FileError(file: contents.name, reason: "\(error)")
      } catch let error as DecodingError {
        throw FileError(file: contents.name, reason: Self.reason(error))
      }
    }

    private static func reason(_ error: DecodingError) -> String {
      let context =
        switch error {
        case .typeMismatch(_, let own), .valueNotFound(_, let own), .keyNotFound(_, let own): own
        case .dataCorrupted(let own): own
        @unknown default: DecodingError.Context(codingPath: [], debugDescription: "\(error)")
        }
      let place = context.codingPath.map(\.stringValue).joined(separator: ".")
      return (place.isEmpty ? "" : "\(place): ") + context.debugDescription
    }
  }
#endif
