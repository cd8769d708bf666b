internal import ArgumentParser
internal import CommandLineSupport
internal import Files
internal import Foundation
internal import RelationExtraction

struct SplitOptions: ParsableArguments {
  @Option(help: .value("file", "Samples to learn from."))
  var train: String?

  @Option(help: .value("file", "Samples to choose a model with."))
  var val: String?

  @Option(help: .value("file", "Samples to judge a model with."))
  var test: String?

  var files: [(name: String, file: String)] {
    [("train", train), ("val", val), ("test", test)].compactMap { name, file in file.map { (name, $0) } }
  }

  func read() throws -> [PreparedPosts.Split] {
    try files.map { .init(name: $0.name, samples: try RelationSample.read(from: $0.file)) }
  }
}

struct GraphOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: .value("file", "Parses of the texts: CoNLL-U, CoreNLP's CoNLL or its JSON."))
  var parses: [String] = []

  @Option(help: "How parses belong to samples: automatic, document, sentence (its id), or order.")
  var parsesBy = ParseAssociation.automatic

  @Option(parsing: .upToNextOption, help: .value("file", "Relations of objects, MEGA's graph_of_image."))
  var scenes: [String] = []

  @Option(help: .value("file", "custom_data_info.json of Scene-Graph-Benchmark."))
  var sceneInformation: String?

  @Option(parsing: .upToNextOption, help: .value("file", "Its custom_prediction.json, of any size."))
  var scenePredictions: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: .value("file", "Parsed captions of the pictures, CoNLL-U as Scripts/parse-posts.py writes it."))
  var captions: [String] = []

  @Option(help: .value("m", "m, the objects kept of a picture."))
  var objects = 10

  @Option(help: .value("n", "Relations kept of a prediction."))
  var relationsKept = 20

  @Option(help: .value("x", "Predicted objects below this score are left out."))
  var leastObjectScore = 0.0

  @Option(help: .value("x", "Predicted relations below this score are left out."))
  var leastRelationScore = 0.0

  func validate() throws {
    guard objects >= 1, relationsKept >= 0 else {
      throw ValidationError("--objects must be at least 1, and --relations-kept not negative")
    }
    guard captions.isEmpty || (scenes.isEmpty && sceneInformation == nil) else {
      throw ValidationError("--captions take the place of --scenes and --scene-predictions")
    }
    guard (sceneInformation == nil) == scenePredictions.isEmpty else {
      throw ValidationError("--scene-information and --scene-predictions go together")
    }
  }

  /// All files.
  var files: [String?] { parses + scenes + captions + [sceneInformation] + scenePredictions }

  func texts(of samples: [RelationSample]) throws -> [[String]: DependencyGraph] {
    guard !parses.isEmpty else { return [:] }
    let sentences = try parses.flatMap { try ParsedSentence.read(from: $0) }
    guard let texts = parsesBy.texts(of: samples, in: sentences) else {
      throw FileError(
        file: parses[0],
        reason: "the \(sentences.count) sentences cannot be told to belong to the samples: neither "
          + "are their documents or ids called like pictures, nor are there as many as texts")
    }
    return texts
  }

  func scenes(of samples: [RelationSample]) throws -> [String: SceneGraph] {
    let wanted = Set(samples.compactMap(\.imageFileName))
    var graphs: [String: SceneGraph] = [:]
    if !captions.isEmpty {
      let sentences = try captions.flatMap { try ParsedSentence.read(from: $0) }
      guard sentences.contains(where: { !$0.tags.isEmpty }) else {
        throw FileError(file: captions[0], reason: "does not say which words are nouns")
      }
      graphs = SceneGraph.described(
        by: sentences, images: wanted, objectLimit: objects, relationLimit: relationsKept)
      guard !graphs.isEmpty || wanted.isEmpty else {
        throw FileError(
          file: captions[0], reason: "no document in it is called like a picture of the samples")
      }
    }
    for file in scenes {
      let relations = try ObjectRelations(contentsOf: file, objectLimit: objects)
      for image in relations.pairs.keys where wanted.contains(image) {
        graphs[image] = relations.graph(of: image)
      }
    }
    if let sceneInformation {
      var predictions = try SceneGraphPredictions(contentsOf: sceneInformation)
      predictions.objectLimit = objects
      predictions.relationLimit = relationsKept
      predictions.leastObjectScore = leastObjectScore
      predictions.leastRelationScore = leastRelationScore
      for file in scenePredictions {
        try predictions.read(from: file) { (graph) throws(FileError) in
          if wanted.contains(graph.imageID) { graphs[graph.imageID] = graph }
        }
      }
    }
    return graphs
  }
}
