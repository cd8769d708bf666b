#if Torch
  internal import ArgumentParser
  internal import Files
  internal import MEGAModel
  internal import RelationExtraction
  internal import Foundation

  /// What `--encoder` says.
  struct EncoderChoice {
    var directory: BERTDirectory?
    var isFrozen = false
    var stateFiles: [String] = []
    private var vocabularyPath: String?

    init(_ text: String?) throws {
      guard let text else { return }
      guard let colon = text.firstIndex(of: ":") else {
        throw ValidationError(
          "--encoder is bert:DIR, frozen:DIR or frozen:FILE,FILE,vocab.txt, not “\(text)”")
      }
      let path = String(text[text.index(after: colon)...])
      switch text[..<colon] {
      case "bert": directory = try BERTDirectory(path)
      case "frozen":
        isFrozen = true
        if path.hasSuffix(".npy") || path.hasSuffix(".safetensors") {
          // The last of the files may be a vocabulary, which says what the rows of states are of.
          stateFiles = path.split(separator: ",").map(String.init)
        } else if path.hasSuffix("vocab.txt") {
          stateFiles = path.split(separator: ",").map(String.init)
          vocabularyPath = stateFiles.removeLast()
        } else {
          directory = try BERTDirectory(path)
        }
      default:
        throw ValidationError(
          "--encoder is bert:DIR, frozen:DIR or frozen:FILE,FILE,vocab.txt, not “\(text)”")
      }
    }

    func width() throws -> Int {
      if let directory { return directory.configuration.width }
      return try FrozenStates(joining: stateFiles).width
    }

    func vocabulary() throws -> WordPieceVocabulary {
      if let directory { return directory.vocabulary }
      guard let vocabularyPath else {
        throw ValidationError(
          "states need the vocabulary that they were made with: frozen:FILE,FILE,vocab.txt")
      }
      return try WordPieceVocabulary(contentsOf: vocabularyPath)
    }
  }

  extension FrozenStates {
    /// The states of several files, one after the other.
    init(joining paths: [String]) throws {
      let all = try paths.map { try FrozenStates(contentsOf: $0) }
      guard let first = all.first else { throw ValidationError("there are no files of states") }
      for (path, other) in zip(paths, all)
      where other.width != first.width || other.hasMarkersOnly != first.hasMarkersOnly {
        throw FileError(file: path, reason: "has other states than \(paths[0])")
      }
      self.init(
        rows: all.flatMap(\.rows), width: first.width, hasMarkersOnly: first.hasMarkersOnly)
    }
  }
#endif
