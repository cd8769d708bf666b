#if Torch
  import AlignmentTestSupport
  import Files
  import Foundation
  import LinearAlgebra
  @testable import MEGAModel
  import RelationExtraction
  import Testing

  extension TorchTests {
    @Suite("Files of encoders") struct EncoderFileTests {
      /// Writes a folder with the tiny encoder's numbers, under names that `rename` gives them.
      private func directory(
        _ folder: TemporaryFolder, extra: [TensorFile.Output] = [], without: String? = nil,
        rename: (String) -> String = { $0 }
      ) throws -> String {
        let path = folder.path("bert")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try JSONEncoder().encode(TinyModels.encoder)
          .write(to: folder.url.appending(path: "bert/config.json"))
        let pieces =
          ["[PAD]", "[unused0]", "[unused1]", "[unused2]", "[unused3]", "[CLS]", "[SEP]", "[UNK]"]
          + (0..<32).map { "w\($0)" }
        try Data(pieces.joined(separator: "\n").utf8)
          .write(to: folder.url.appending(path: "bert/vocab.txt"))
        let arrays = TinyModels.encoder.shapes.compactMap {
          name, shape -> TensorFile.Output? in
          let plain = String(name.dropFirst("encoder.".count))
          guard plain != without else { return nil }
          return .init(
            name: rename(plain), shape: shape,
            values: .float32(TinyModels.weight(name, shape).map { Float($0) }))
        }
        try TensorFile.write(arrays + extra, to: path + "/model.safetensors")
        return path
      }

      @Test(
        "are read whatever stands before their names",
        arguments: ["", "bert.", "model.bert.", "module.", "sentence_encoder.bert."])
      func prefixes(_ prefix: String) throws {
        let folder = try TemporaryFolder()
        let path = try directory(
          folder,
          extra: [
            .init(
              name: prefix + "embeddings.position_ids", shape: [1, 2], values: .int64([0, 1])),
            .init(name: prefix + "pooler.dense.bias", shape: [2], values: .float32([1, 2])),
          ]
        ) { name in
          prefix
            + (prefix == "bert."
              ? name.replacing("LayerNorm.weight", with: "LayerNorm.gamma")
                .replacing("LayerNorm.bias", with: "LayerNorm.beta") : name)
        }
        let directory = try BERTDirectory(path)
        let model = try RelationModel(TinyModels.configuration(.mtb, .paper), encoder: directory)
        let golden = try TinyModels.golden(.mtb, .paper)
        for name in golden.parameters.names(in: "encoder.") {
          #expect(
            try model.parameters[name].floats() == golden.parameters[name].floats(), "\(name)")
        }
      }

      @Test("say what is missing or does not fit")
      func damage() throws {
        let folder = try TemporaryFolder()
        let missing = "encoder.layer.1.output.dense.bias"
        let path = try directory(folder, without: missing)
        let opened = try BERTDirectory(path)
        let error = #expect(throws: FileError.self) {
          try RelationModel(TinyModels.configuration(.mtb, .paper), encoder: opened)
        }
        #expect(error?.description.contains(missing) == true)

        var other = TinyModels.encoder
        other.headCount = 3
        try JSONEncoder().encode(other).write(to: folder.url.appending(path: "bert/config.json"))
        #expect(throws: FileError.self) { try BERTDirectory(path) }
        try Data("[1]".utf8).write(to: folder.url.appending(path: "bert/config.json"))
        #expect(throws: FileError.self) { try BERTDirectory(path) }
        try Data("{}".utf8).write(to: folder.url.appending(path: "bert/config.json"))
        #expect(try BERTConfiguration(contentsOf: path + "/config.json") == BERTConfiguration())
        #expect(throws: FileError.self) { try BERTDirectory(folder.path("none")) }
      }

      @Test("of states come back as they were, and give what the encoder gives")
      func states() throws {
        let folder = try TemporaryFolder()
        let golden = MEGAGolden.shared
        for kind in [ModelKind.mtb, .mega] {
          let model = try TinyModels.golden(kind, .paper)
          let (examples, source) = (golden.examples(kind, .paper), golden.source(kind))
          let expected = try model.logits(of: examples, from: source)
          let states = try model.states(of: examples, from: source, batchSize: 2)
          #expect(states.hasMarkersOnly == (kind == .mtb))
          let file = folder.path("\(kind).safetensors")
          try states.write(to: file)
          let read = try FrozenStates(contentsOf: file)
          #expect(read.rows == states.rows && read.hasMarkersOnly == states.hasMarkersOnly)
          try model.setStates(read)
          let moved = examples.indices.map { read.example(examples[$0], sample: $0) }
          let logits = try model.logits(
            of: moved, from: ExampleSource(padding: read.padding, features: source.features))
          for (row, other) in zip(logits, expected) {
            for (a, b) in zip(row, other) { #expect(abs(a - b) < 1e-4) }
          }
        }
        let matrix = Matrix(rowCount: 2, columnCount: 4, elements: [1, 2, 3, 4, 5, 6, 7, 8])
        try matrix.writeNPY(to: folder.path("markers.npy"))
        let markers = try FrozenStates(contentsOf: folder.path("markers.npy"))
        #expect(markers.hasMarkersOnly && markers.rows == [[1, 2, 3, 4], [5, 6, 7, 8]])
      }

      @Test("of word vectors are read as GloVe writes them")
      func wordVectors() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("glove.txt", Array("the 0.5 -1\nzoe 1e-1 2\nthe 9 9\n".utf8))
        let vectors = try WordVectors(contentsOf: file)
        #expect(vectors.words == ["the", "zoe"])
        #expect(vectors.rows.rowCount == 4 && vectors.rows.columnCount == 2)
        #expect(Array(vectors.rows.elements.prefix(4)) == [0.5, -1, 0.1, 2])
        #expect(Array(vectors.rows.elements.suffix(2)) == [0, 0])
        #expect(
          vectors.identifier(of: "The") == 0 && vectors.identifier(of: "?") == vectors.unknown)
        for (text, line) in [("a 1 2\nb 1\n", 2), ("a 1 x\n", 1), ("a 1 2\n\nb nan 1\n", 3)] {
          let damaged = try folder.file("damaged.txt", Array(text.utf8))
          let error = #expect(throws: FileError.self) { try WordVectors(contentsOf: damaged) }
          #expect(error?.line == line)
        }
      }
    }
  }
#endif
