public import Files
internal import Foundation
public import LinearAlgebra
internal import Synchronization

/// The features of objects in several places: an ``ObjectFeatureStore``, or a folder with an
/// ``ObjectFeatureFile`` for each picture, called exactly like it. Each file is read once.
public final class ObjectFeatureFiles: Sendable {
  private enum Place: Sendable {
    case store(ObjectFeatureStore)
    case folder(String)
  }

  /// The number of features of an object.
  public let width: Int
  private let places: [Place]
  private let known = Mutex<[String: Matrix?]>([:])

  /// Opens the files.
  ///
  /// Where several have a picture, the first counts. Folders do not say the number of features: it is
  /// `folderWidth`.
  ///
  /// - Throws: ``/Files/FileError`` when a file is damaged, or has features of another width.
  public init(_ paths: [String], folderWidth: Int = 4096) throws(FileError) {
    var width: Int?
    var places: [Place] = []
    for path in paths {
      if isFolder(path) {
        places.append(.folder(path))
        width = width ?? folderWidth
        continue
      }
      let store = try ObjectFeatureStore(contentsOf: path)
      guard width == nil || width == store.width else {
        throw FileError(file: path, reason: "has features \(store.width) wide, not \(width!)")
      }
      width = store.width
      places.append(.store(store))
    }
    self.places = places
    self.width = width ?? folderWidth
  }

  /// What the objects of pictures are, as far as the files say.
  package var labels: ObjectLabels {
    ObjectLabels(
      merging: places.compactMap { place in
        if case .store(let store) = place { store.labels } else { nil }
      })
  }

  /// The features of a picture, objects × ``width``; `nil` if there are none.
  ///
  /// - Throws: ``/Files/FileError`` with the line when a file is damaged.
  public func features(of image: String) throws(FileError) -> Matrix? {
    if let own = known.withLock({ $0[image] }) { return own }
    for place in places {
      switch place {
      case .store(let store):
        // These are mapped into memory, and need no second copy in it.
        if let own = try store.features(of: image) { return own }
      case .folder(let path):
        let file = path + "/" + image
        // A name from a data file must not lead out of the folder.
        guard !image.isEmpty, !image.contains("/"), FileManager.default.isReadableFile(atPath: file)
        else { continue }
        let own = try ObjectFeatureFile(contentsOf: file, width: width).features
        known.withLock { $0[image] = own }
        return own
      }
    }
    known.withLock { $0[image] = .some(nil) }
    return nil
  }
}
