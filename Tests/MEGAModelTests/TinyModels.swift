#if Torch
  import AlignmentTestSupport
  import Foundation
  import LinearAlgebra
  @testable import MEGAModel
  import RelationExtraction

  /// Models and posts of Tests/Golden/mega-models.json.
  struct MEGAGolden: Decodable {
    struct Sample: Decodable {
      let ids: [Int]
      let owners: [Int?]
      let headMarker, tailMarker: Int
      let head, tail: [Int]
      let tokens: Int
      let words: [Int]
      let weights, features: [[Float]]

      var relationSample: RelationSample {
        RelationSample(
          tokens: (0..<tokens).map { "w\($0)" }, head: Mention(name: "", span: head[0]..<head[1]),
          tail: Mention(name: "", span: tail[0]..<tail[1]))
      }

      /// The post for a model, under the name of a picture.
      func example(_ kind: ModelKind, _ preset: ModelPreset, image: String, label: Int? = nil)
        -> Example
      {
        if kind.readsWords {
          return Example(identifiers: words, head: head[0], tail: tail[0], label: label)
        }
        let alignment = WordObjectAlignment(
          weights: Matrix(
            rowCount: tokens, columnCount: weights[0].count, elements: weights.flatMap { $0 }))
        var example = Example(
          EncodedSample(
            identifiers: ids, tokens: owners, headMarker: headMarker, tailMarker: tailMarker,
            isTruncated: false), of: relationSample, label: label, alignment: alignment,
          preset: preset)
        example.image = image
        return example
      }

      var objectFeatures: Matrix {
        Matrix(rowCount: features.count, columnCount: 6, elements: features.flatMap { $0 })
      }
    }

    struct Case: Decodable, Sendable, CustomStringConvertible {
      let kind: ModelKind
      let preset: ModelPreset
      let logits: [[Double]]
      var description: String { "\(kind.rawValue), \(preset.rawValue)" }
    }

    let samples: [Sample]
    /// Pieces that tell what the pictures show.
    let phrases: [[Int]]
    let cases: [Case]

    static let shared = try! GoldenFiles.load("mega-models", as: MEGAGolden.self)

    func examples(_ kind: ModelKind, _ preset: ModelPreset, labels: [Int]? = nil) -> [Example] {
      samples.indices.map {
        var example = samples[$0].example(kind, preset, image: "\($0)", label: labels?[$0])
        if kind.readsPhrases, !phrases[$0].isEmpty {
          example.phraseStart = example.count
          example.identifiers += phrases[$0]
        }
        return example
      }
    }

    /// The pictures of the posts; the piece 0 and the word 11 are padding.
    func source(_ kind: ModelKind) -> ExampleSource {
      let features = samples.map(\.objectFeatures)
      return ExampleSource(padding: kind.readsWords ? 11 : 0) { features[Int($0)!] }
    }
  }

  enum TinyModels {
    static var encoder: BERTConfiguration {
      var encoder = BERTConfiguration()
      (encoder.vocabularySize, encoder.width, encoder.layerCount) = (40, 16, 2)
      (encoder.headCount, encoder.innerWidth, encoder.maximumLength) = (2, 24, 130)
      return encoder
    }

    static func configuration(_ kind: ModelKind, _ preset: ModelPreset) -> ModelConfiguration {
      if kind.readsWords {
        var table = ModelConfiguration.WordTable(count: 12)
        (table.width, table.positionWidth, table.filterCount) = (6, 3, 7)
        return ModelConfiguration(kind, preset: preset, relationCount: 5, words: table)
      }
      var configuration = ModelConfiguration(kind, preset: preset, relationCount: 5, stateWidth: 16)
      configuration.encoder = encoder
      configuration.featureWidth = 6
      configuration.objectLimit = 4
      return configuration
    }

    /// The number that the golden script gives a parameter.
    static func weight(_ name: String, _ shape: [Int]) -> [Double] {
      let sum = name.utf8.enumerated().reduce(0) { $0 + ($1.offset + 1) * Int($1.element) }
      let phase = Double(sum % 1000) / 100
      let scale = name.contains("bias") ? 0.5 : 2 / Double(shape.last!).squareRoot()
      return (0..<shape.reduce(1, *)).map { i in
        let value = scale * sin(0.37 * Double(i + 1) + phase)
        return name.hasSuffix("LayerNorm.weight") ? 1 + 0.2 * value : value
      }
    }

    static func golden(
      _ kind: ModelKind, _ preset: ModelPreset, scalar: Tensor.Scalar = .float
    ) throws -> RelationModel {
      let model = try RelationModel(configuration(kind, preset), scalar: scalar)
      for name in model.parameters.names {
        let tensor = model.parameters[name]
        var values = weight(name, tensor.shape)
        // The rows of padding are zero.
        let width = tensor.shape.last!
        if name == "head.words.weight" {
          values.replaceSubrange(
            values.count - width..<values.count, with: [Double](repeating: 0, count: width))
        }
        if name.hasSuffix("positions.weight") {
          values.replaceSubrange(0..<width, with: [Double](repeating: 0, count: width))
        }
        try tensor.assign(Tensor(values, shape: tensor.shape).to(scalar))
      }
      return model
    }

    static let relations = RelationVocabulary(["None", "a", "b", "c", "d"])
  }

  extension RelationModel {
    func logits(of examples: [Example], from source: ExampleSource, batchSize: Int = 64) throws -> [[Float]] {
      func compute(_ batch: Batch) throws(TorchError) -> Tensor { try logits(of: batch, isTraining: false) }
      return try results(of: examples, from: source, batchSize, { _ in }, compute)
    }
  }
#endif
