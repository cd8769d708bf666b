#if Torch
  internal import LinearAlgebra
  internal import MEGAModel
  internal import RelationExtraction

  /// Where the objects of pictures come from.
  struct PictureSource {
    let source: ExampleSource

    /// - Parameter features: `nil` if there are none; then the objects that words are aligned with have a
    ///   single feature, which is 1.
    init(
      features: (@Sendable (String) throws -> ObjectFeatures?)?, examples: [Example], padding: Int
    ) {
      if let features {
        source = ExampleSource(padding: padding, features: features)
        return
      }
      var counts: [String: Int] = [:]
      for example in examples {
        guard let image = example.image, let alignment = example.alignment else { continue }
        counts[image] = max(counts[image] ?? 0, alignment.columnCount)
      }
      let known = counts
      source = ExampleSource(padding: padding) { image in
        known[image].map { count in
          ObjectFeatures(
            Matrix(
              rowCount: count, columnCount: 1, elements: [Float](repeating: 1, count: count)))
        }
      }
    }
  }
#endif
