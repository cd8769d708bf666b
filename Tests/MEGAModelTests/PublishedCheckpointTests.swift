#if Torch
  import AlignmentTestSupport
  import Files
  @testable import MEGAModel
  import RelationExtraction
  import Testing

  extension TorchTests {
    @Suite("Published checkpoints") struct PublishedCheckpointTests {
      /// The arrays of a model under the names that the published code gives them.
      private func arrays(_ kind: ModelKind, prefix: String) throws -> [TensorFile.Output] {
        let model = try TinyModels.golden(kind, .release)
        return try model.parameters.names.map { name in
          let own: String
          if name.hasPrefix("encoder.") {
            own =
              "sentence_encoder.bert."
              + String(name.dropFirst(8)).replacing("LayerNorm.weight", with: "LayerNorm.gamma")
          } else if name.hasPrefix("head.fc") {
            own = String(name.dropFirst(5))
          } else {
            own = "sentence_encoder." + name.dropFirst(5)
          }
          let tensor = model.parameters[name]
          return .init(
            name: prefix + own, shape: tensor.shape, values: .float32(try tensor.floats()))
        }
      }

      @Test("compute what the model does that they are of", arguments: ["", "module."])
      func conversion(_ prefix: String) throws {
        let folder = try TemporaryFolder()
        let golden = MEGAGolden.shared
        for kind in [ModelKind.mega, .mtb] {
          // What every published file has besides, and nothing uses.
          let extra: [TensorFile.Output] = [
            .init(
              name: prefix + "sentence_encoder.bert.embeddings.position_ids", shape: [1],
              values: .int64([0])),
            .init(
              name: prefix + "sentence_encoder.linear_merge.bias", shape: [1], values: .float32([1])
            ),
          ]
          let path = folder.path("\(kind).safetensors")
          try TensorFile.write(try arrays(kind, prefix: prefix) + extra, to: path)
          let model = try RelationModel(
            published: TensorFile(contentsOf: path), encoder: TinyModels.encoder, relationCount: 5)
          #expect(model.configuration.kind == kind && model.configuration.preset == .release)
          let examples = golden.examples(kind, .release)
          // The published model has ten objects whatever their number.
          var four = model.configuration
          four.objectLimit = 4
          let same = try RelationModel(four)
          for name in same.parameters.names {
            try same.parameters[name].assign(model.parameters[name])
          }
          #expect(
            try same.logits(of: examples, from: golden.source(kind))
              == TinyModels.golden(kind, .release).logits(of: examples, from: golden.source(kind)))
        }
      }

      @Test("say which array is missing or has another shape")
      func damage() throws {
        let folder = try TemporaryFolder()
        let all = try arrays(.mega, prefix: "")
        try TensorFile.write(
          all.filter { $0.name != "sentence_encoder.linear_k.bias" },
          to: folder.path("a.safetensors"))
        let error = #expect(throws: FileError.self) {
          try RelationModel(
            published: TensorFile(contentsOf: folder.path("a.safetensors")),
            encoder: TinyModels.encoder, relationCount: 5)
        }
        #expect(error?.description.contains("linear_k.bias") == true)
        try TensorFile.write(all, to: folder.path("b.safetensors"))
        #expect(throws: FileError.self) {
          try RelationModel(
            published: TensorFile(contentsOf: folder.path("b.safetensors")),
            encoder: TinyModels.encoder, relationCount: 7)
        }
      }
    }
  }
#endif
