#if Torch
  internal import ArgumentParser
  internal import Files
  internal import Foundation
  internal import RelationExtraction

  /// The folder with the data of a reproduction.
  struct ReproductionFiles {
    private let folder: String

    init(_ folder: String) throws(FileError) {
      self.folder = folder
      _ = try visibleNames(in: folder)
    }

    /// The first file that is there, compressed or not.
    private func find(_ names: [String]) -> String? {
      names.flatMap { [$0, $0 + ".gz"] }.map { "\(folder)/\($0)" }.first(where: isReadableFile)
    }

    private func need(_ what: String, _ names: [String]) throws(FileError) -> String {
      guard let file = find(names) else {
        throw FileError(file: folder, reason: "has no \(what): \(names.joined(separator: ", "))")
      }
      return file
    }

    /// Features of objects that a detector saw, if there are any.
    var features: String? { find(["objects.safetensors"]) }

    /// Samples, trees and scene graphs, from a file in the folder of results if it is there.
    func posts(keptIn output: String, objects: Int) throws -> PreparedPosts {
      let kept = "\(output)/posts.jsonl.gz"
      if isReadableFile(kept) { return try PreparedPosts(contentsOf: kept) }
      var splits: [PreparedPosts.Split] = []
      for (split, endings) in [("train", ["train"]), ("val", ["val", "dev"]), ("test", ["test"])] {
        let names = ["mnre_", "ours_", "posts-", ""].flatMap { first in endings.map { "\(first)\($0).txt" } }
        let file = try need("samples of “\(split)”", names)
        splits.append(.init(name: split, samples: try RelationSample.read(from: file)))
      }
      let samples = splits.flatMap(\.samples)
      let relations = find(["ours_rel2id.json", "rel2id.json", "relations.json"])
      var arguments = ["--parses", try need("parses", ["posts.conllu"]), "--objects", "\(objects)"]
      if let captions = find(["captions.conllu"]) {
        arguments += ["--captions", captions]
      } else {
        arguments += [
          "--scene-information", try need("captions or predictions", ["custom_data_info.json"]),
          "--scene-predictions", try need("predictions of scene graphs", ["custom_prediction.json"]),
        ]
      }
      let graphs = try GraphOptions.parse(arguments)
      let vocabulary =
        try relations.map { try RelationVocabulary(contentsOf: $0) } ?? RelationVocabulary(of: samples)
      for split in splits {
        _ = try vocabulary.identifiers(of: split.samples, in: "samples of \(split.name)")
      }
      let posts = PreparedPosts(
        vocabulary: vocabulary, splits: splits, texts: try graphs.texts(of: samples),
        scenes: try graphs.scenes(of: samples))
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
      try posts.write(to: kept)
      return posts
    }
  }
#endif
