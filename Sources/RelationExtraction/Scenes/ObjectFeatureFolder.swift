public import Files
internal import Foundation
internal import LinearAlgebra

/// What to do about a picture, features or a parse that is not there.
public enum MissingDataPolicy: String, Sendable, Codable, CaseIterable {
  /// Go on as if there were no objects, and count.
  case zeros
  /// Leave the sample out, and count.
  case skip
  /// Throw.
  case fail
}

/// A folder with an ``ObjectFeatureFile`` for each picture, called exactly like it.
public struct ObjectFeatureFolder: Sendable {
  public let path: String
  public var width = 4096
  public var objectLimit = 10
  public var missing = MissingDataPolicy.zeros
  /// Pictures that were asked for and not found, each once.
  public private(set) var missingImages: Set<String> = []

  public init(_ path: String) { self.path = path }

  /// The features of a picture.
  ///
  /// - Returns: no objects for a picture without file under ``MissingDataPolicy/zeros``, and `nil`
  ///   under ``MissingDataPolicy/skip``.
  /// - Throws: ``Files/FileError`` for a damaged file, whatever the policy, and for one that is missing
  ///   under ``MissingDataPolicy/fail``.
  public mutating func features(of image: String) throws(FileError) -> ObjectFeatures? {
    let file = path + "/" + image
    // A name from a data file must not lead out of the folder.
    guard !image.isEmpty, !image.contains("/"), FileManager.default.fileExists(atPath: file) else {
      missingImages.insert(image)
      switch missing {
      case .zeros: return ObjectFeatures(Matrix(rowCount: 0, columnCount: width))
      case .skip: return nil
      case .fail: throw FileError(file: file, reason: "there are no features of this picture")
      }
    }
    return try ObjectFeatureFile(contentsOf: file, width: width, objectLimit: objectLimit).features
  }
}
