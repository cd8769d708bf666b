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
        """
        Features of objects: a safetensors file, or a folder with a text for each picture; several \
        with commas. Without: every object that words are aligned with has one feature, which is 1.
        """, valueName: "paths"))
    var features: String?

    @Option(
      name: .long,
      help: ArgumentHelp(
        """
        α: what “mega align” writes, in either format, or the published rel_1; several with commas. \
        Without: zeros.
        """, valueName: "paths"))
    var alignment: String?

    var files: PictureFiles { PictureFiles(features: features, alignment: alignment) }
  }

  /// The files that options name.
  struct PictureFiles {
    var features: String?
    var alignment: String?

    /// The features of a picture, wherever they are; `nil` without the option.
    func featureSource() throws -> (width: Int, read: @Sendable (String) throws -> ObjectFeatures?)?
    {
      guard let features else { return nil }
      var width: Int?
      var stores: [@Sendable (String) throws -> ObjectFeatures?] = []
      for path in features.split(separator: ",").map(String.init) {
        if FileManager.default.isFolder(path) {
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

    /// α of samples; `nil` without the option.
    func alignmentSource(isRelease: Bool) throws -> AlignmentCache? {
      try alignment.map {
        try AlignmentCache($0.split(separator: ",").map(String.init), isRelease: isRelease)
      }
    }
  }

  extension FileManager {
    func isFolder(_ path: String) -> Bool {
      var isFolder: ObjCBool = false
      return unsafe fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
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
#endif
