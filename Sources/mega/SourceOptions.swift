internal import ArgumentParser
internal import Files
internal import Foundation
internal import RelationExtraction

/// The files of samples, a split each.
struct SplitOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Samples to learn from.", valueName: "file"))
  var train: String?

  @Option(name: .long, help: ArgumentHelp("Samples to choose a model with.", valueName: "file"))
  var val: String?

  @Option(name: .long, help: ArgumentHelp("Samples to judge a model with.", valueName: "file"))
  var test: String?

  var files: [(name: String, file: String)] {
    [("train", train), ("val", val), ("test", test)].compactMap { name, file in
      file.map { (name, $0) }
    }
  }

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("give --train, --val or --test") }
  }

  func read() throws -> [PreparedPosts.Split] {
    try files.map { .init(name: $0.name, samples: try RelationSample.read(from: $0.file)) }
  }
}

/// The files of parses and scene graphs.
struct GraphOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp(
      "Parses of the texts: CoNLL-U, CoreNLP's CoNLL or its JSON.", valueName: "file"))
  var parses: [String] = []

  @Option(
    name: .long,
    help: "How parses belong to samples: automatic, document, sentence (its id), or order.")
  var parsesBy = ParseAssociation.automatic

  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp("Relations of objects, MEGA's graph_of_image.", valueName: "file"))
  var scenes: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("custom_data_info.json of Scene-Graph-Benchmark.", valueName: "file"))
  var sceneInformation: String?

  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp("Its custom_prediction.json, of any size.", valueName: "file"))
  var scenePredictions: [String] = []

  @Option(name: .long, help: ArgumentHelp("m, the objects kept of a picture.", valueName: "m"))
  var objects = 10

  @Option(
    name: .long, help: ArgumentHelp("Relations kept of a prediction.", valueName: "n"))
  var relationsKept = 20

  @Option(
    name: .long,
    help: ArgumentHelp("Predicted objects below this score are left out.", valueName: "x"))
  var leastObjectScore = 0.0

  @Option(
    name: .long,
    help: ArgumentHelp("Predicted relations below this score are left out.", valueName: "x"))
  var leastRelationScore = 0.0

  func validate() throws {
    guard objects >= 1, relationsKept >= 0 else {
      throw ValidationError("--objects must be at least 1, and --relations-kept not negative")
    }
    guard (sceneInformation == nil) == scenePredictions.isEmpty else {
      throw ValidationError("--scene-information and --scene-predictions go together")
    }
  }

  /// All files.
  var files: [String?] { parses + scenes + [sceneInformation] + scenePredictions }

  /// The parses of the samples' texts, by tokens.
  func texts(of samples: [RelationSample]) throws -> [[String]: DependencyGraph] {
    guard !parses.isEmpty else { return [:] }
    var sentences: [ParsedSentence] = []
    for file in parses {
      sentences +=
        file.hasSuffix(".json") || file.hasSuffix(".json.gz")
        ? try ParsedSentence.readStanfordJSON(from: file) : try ParsedSentence.readCoNLL(from: file)
    }
    guard let texts = parsesBy.texts(of: samples, in: sentences) else {
      throw FileError(
        file: parses[0],
        reason: "the \(sentences.count) sentences cannot be told to belong to the samples: neither "
          + "are their documents or ids called like pictures, nor are there as many as texts")
    }
    return texts
  }

  /// The scene graphs of the pictures that samples have.
  func scenes(of samples: [RelationSample]) throws -> [String: SceneGraph] {
    let wanted = Set(samples.compactMap(\.imageFileName))
    var graphs: [String: SceneGraph] = [:]
    for file in scenes {
      let relations = try ObjectRelations(contentsOf: file, objectLimit: objects)
      for image in relations.pairs.keys where wanted.contains(image) {
        graphs[image] = relations.graph(of: image)
      }
    }
    if let sceneInformation {
      var predictions = try SceneGraphPredictions(information: sceneInformation)
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
