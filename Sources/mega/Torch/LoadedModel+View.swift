#if Torch
  internal import ArgumentParser
  internal import Foundation
  internal import MEGAModel
  internal import RelationExtraction

  extension LoadedModel {
    /// β and the prediction of one sample.
    ///
    /// - Parameters:
    ///   - weights: α as it was computed; the model sees it as if it came from a file.
    ///   - objectLimit: the columns of such a file.
    func view(
      of sample: RelationSample, aligned weights: WordObjectAlignment, objectLimit: Int
    ) throws -> ModelView {
      let configuration = model.configuration
      guard configuration.kind.attends else {
        throw ValidationError(
          "“\(configuration.kind.rawValue)” pays no attention to pictures; mega and bert+sg+att do")
      }
      try Self.requireFeatures(features, configuration)
      var own = builder
      let whole = weights.widened(to: max(objectLimit, weights.objectCount))
      let seen = configuration.preset == .release ? whole.withoutFirstRow : whole
      own.alignment = { seen.filled(to: $0.tokens.count) }
      let example = try own.example(sample)
      let source = self.source(of: [example])
      let probabilities = try model.probabilities(of: [example], from: source)[0]
      return ModelView(
        name: (path as NSString).lastPathComponent,
        prediction: PredictionLine(probabilities, vocabulary: relations),
        attention: try model.attention(of: sample, from: source, by: own))
    }
  }
#endif
