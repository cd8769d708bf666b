#if Torch
  public import ArgumentParser
  internal import Files
  internal import Foundation
  internal import LinearAlgebra
  public import MEGAModel
  internal import RelationExtraction
  internal import Synchronization

  extension ModelKind: ExpressibleByArgument {}
  extension ModelPreset: ExpressibleByArgument {}
  extension TorchDevice: ExpressibleByArgument {}

  /// What is known of pictures: features of objects, and their alignment with words.
  struct PictureOptions: ParsableArguments {
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Features of objects: a safetensors file, or a folder with a text for each picture; several with commas.",
        valueName: "paths"))
    var features: String?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "α: folders with a file of weights for each picture, as “mega align” writes them; several with commas.",
        valueName: "folders"))
    var alignment: String?

    /// The features of a picture, wherever they are; `nil` without the option.
    func featureSource() throws -> (width: Int, read: @Sendable (String) throws -> ObjectFeatures?)?
    {
      guard let features else { return nil }
      var width: Int?
      var stores: [@Sendable (String) throws -> ObjectFeatures?] = []
      for path in features.split(separator: ",").map(String.init) {
        var isFolder: ObjCBool = false
        _ = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        if isFolder.boolValue {
          let cache = FeatureCache(path)
          stores.append { try cache.features(of: $0) }
          width = width ?? 4096
        } else {
          let store = try ObjectFeatureStore(contentsOf: path)
          guard width == nil || width == store.width else {
            throw FileError(file: path, reason: "has features \(store.width) wide, not \(width!)")
          }
          width = store.width
          stores.append { try store.features(of: $0) }
        }
      }
      let all = stores
      return (
        width ?? 4096,
        { image in
          for store in all { if let found = try store(image) { return found } }
          return nil
        }
      )
    }

    /// α of a sample; `nil` without the option, or without a file for its picture.
    func alignmentSource(isRelease: Bool) -> AlignmentCache? {
      alignment.map {
        AlignmentCache(
          $0.split(separator: ",").map(String.init), firstRow: isRelease ? .drop : .sniff)
      }
    }
  }

  /// A folder of features as text, each file read once.
  final class FeatureCache: Sendable {
    private let folder: String
    private let known = Mutex<[String: ObjectFeatures?]>([:])

    init(_ folder: String) { self.folder = folder }

    func features(of image: String) throws -> ObjectFeatures? {
      if let own = known.withLock({ $0[image] }) { return own }
      let path = folder + "/" + image
      let own =
        FileManager.default.isReadableFile(atPath: path)
        ? try ObjectFeatureFile(contentsOf: path).features : nil
      known.withLock { $0[image] = own }
      return own
    }
  }

  /// Folders of weights, each file read once.
  final class AlignmentCache: Sendable {
    private let folders: [String]
    private let firstRow: WordObjectAlignment.FirstRow
    private let known = Mutex<[String: WordObjectAlignment?]>([:])
    /// Pictures without a file, and files with fewer rows than the sample has words.
    let problems = Mutex((missing: Set<String>(), short: Set<String>()))

    init(_ folders: [String], firstRow: WordObjectAlignment.FirstRow) {
      self.folders = folders
      self.firstRow = firstRow
    }

    func alignment(of sample: RelationSample, isRelease: Bool) throws -> WordObjectAlignment? {
      guard let image = sample.imageFileName else { return nil }
      let own: WordObjectAlignment?
      if let found = known.withLock({ $0[image] }) {
        own = found
      } else {
        own = try read(image)
        known.withLock { $0[image] = own }
      }
      guard let own else {
        problems.withLock { _ = $0.missing.insert(image) }
        return nil
      }
      // Rows are words; a file with fewer is filled with zeros, as the published loader does.
      guard own.wordCount < sample.tokens.count else { return own }
      if !isRelease { problems.withLock { _ = $0.short.insert(image) } }
      var weights = own.weights.elements
      weights += [Float](
        repeating: 0, count: sample.tokens.count * own.objectCount - weights.count)
      return WordObjectAlignment(
        weights: Matrix(
          rowCount: sample.tokens.count, columnCount: own.objectCount, elements: weights))
    }

    private func read(_ image: String) throws -> WordObjectAlignment? {
      let stem = (image as NSString).deletingPathExtension
      for folder in folders {
        for name in [stem, stem + ".txt", image] {
          let path = folder + "/" + name
          guard FileManager.default.isReadableFile(atPath: path) else { continue }
          return try WordObjectAlignment(contentsOf: path, firstRow: firstRow)
        }
      }
      return nil
    }
  }
#endif
