#if Torch
  internal import CommandLineSupport
  internal import Files
  internal import Foundation
  internal import LinearAlgebra
  internal import MEGAModel
  internal import RelationExtraction

  /// Posts as people write them, parsed by Scripts/parse-posts.py, and what is needed to predict for them.
  struct RawPosts {
    let posts: PreparedPosts
    let alignments: SampleAlignments
    /// Holds what the parser writes, as long as this.
    private let scratch: ScratchFolder

    var samples: [RelationSample] { posts.samples }

    /// Parses texts and captions, and aligns them.
    ///
    /// - Parameters:
    ///   - file: a text on each line, or JSON; see the script.
    ///   - captions: what is said of their pictures, as the script reads it.
    ///   - python: the Python that has a parser.
    init(_ file: String, captions: [String], python: String, structure: StructuralAlignment) throws {
      let script = try Self.script()
      scratch = try ScratchFolder()
      let (samples, parses) = (scratch.path + "/samples.txt", scratch.path + "/posts.conllu")
      try Self.run([python, script, "raw", file, "--samples", samples, "--output", parses])
      let read = try RelationSample.read(from: samples)
      guard !read.isEmpty else { throw FileError(file: file, reason: "there are no two names in any post") }
      let texts = ParseAssociation.document.texts(of: read, in: try ParsedSentence.read(from: parses)) ?? [:]
      var scenes: [String: SceneGraph] = [:]
      if !captions.isEmpty {
        let parsed = scratch.path + "/captions.conllu"
        try Self.run([python, script, "captions"] + captions + ["--output", parsed])
        scenes = SceneGraph.described(
          by: try ParsedSentence.read(from: parsed), images: Set(read.compactMap(\.imageFileName)),
          objectLimit: structure.objectLimit)
      }
      posts = PreparedPosts(
        vocabulary: RelationVocabulary(["?"]), splits: [.init(name: "posts", samples: read)], texts: texts,
        scenes: scenes)
      alignments = try structure.weights(of: read, in: posts)
    }

    /// The script of the package that the tool was built in, or of that of the working folder.
    private static func script() throws(FileError) -> String {
      let name = "Scripts/parse-posts.py"
      guard let path = PackageFolder.path(of: name) else {
        throw FileError(
          file: name,
          reason: "is neither above the tool nor above the working folder: run it inside of the package")
      }
      return path
    }

    private static func run(_ command: [String]) throws {
      let process = Process()
      let errors = Pipe()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["PYTHONDONTWRITEBYTECODE=1"] + command
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = errors
      do {
        try process.run()
      } catch {
        throw FileError(file: command[0], reason: "cannot be started: \(error.localizedDescription)")
      }
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        let last = text.split(separator: "\n").last.map(String.init) ?? "it does not say why"
        throw FileError(file: command.prefix(2).joined(separator: " "), reason: last)
      }
    }

    /// Features of objects and α in files, as models read them; they last as long as this.
    func pictures(encoder: String?, objectLimit: Int) throws -> PictureFiles {
      var files = PictureFiles()
      if let encoder {
        let path = scratch.path + "/objects.safetensors"
        try posts.writeObjectFeatures(
          to: path, with: try PhraseEncoder(BERTDirectory(encoder)), objectLimit: objectLimit)
        files.features = [path]
      }
      let path = scratch.path + "/alignment.safetensors"
      try AlignmentStore(alignments, of: samples, metadata: ["objects": "\(objectLimit)"]).write(to: path)
      files.alignments = [path]
      let scenes = scratch.path + "/posts.jsonl"
      try posts.write(to: scenes)
      files.scenes = [scenes]
      return files
    }

    /// A line of JSON for each sample: its text and mentions, the prediction, and which object each word is aligned with.
    func lines(_ predictions: [Prediction]) throws -> [String] {
      struct Line: Encodable {
        struct Match: Encodable {
          let word, object: String
          let weight: Float
        }

        let text, head, tail, prediction: String
        let image: String?
        let score: Float?
        let aligned: [Match]
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return try samples.indices.map { i in
        let (sample, weights) = (samples[i], alignments[i])
        let scene = posts.scene(of: sample)
        let matches = sample.tokens.indices.flatMap { word in
          (0..<(weights?.objectCount ?? 0)).compactMap { object -> Line.Match? in
            guard let weight = weights?.weights[word, object], weight > 0 else { return nil }
            return Line.Match(
              word: sample.tokens[word], object: scene?.objects[object].label ?? "object \(object)",
              weight: weight)
          }
        }
        let line = Line(
          text: sample.tokens.joined(separator: " "), head: sample.head.name, tail: sample.tail.name,
          prediction: predictions[i].relation, image: sample.imageFileName, score: predictions[i].score,
          aligned: matches)
        return String(decoding: try encoder.encode(line), as: UTF8.self)
      }
    }
  }
#endif
