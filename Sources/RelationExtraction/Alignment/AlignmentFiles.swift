public import Files
internal import Synchronization

/// The weights of samples, in files as `mega align` writes them, each file read once.
///
/// A path is a folder with a text for each picture; a file with the weights of a split; or the folder
/// that holds such folders or files, a split each. Where several of them have weights of one picture (or, in
/// files, of one picture with one text), these have to be the same.
public final class AlignmentFiles: Sendable {
  private let folders: [AlignmentFolder]
  private let stores: [(path: String, weights: AlignmentStore)]
  private let firstRow: WordObjectAlignment.FirstRow
  private let known = Mutex<[String: WordObjectAlignment?]>([:])
  /// Pictures without weights, and those whose weights have fewer rows than the sample has words.
  private let problems = Mutex((missing: Set<String>(), short: Set<String>()))

  /// Opens the files.
  ///
  /// With `.drop` the first row of all is left out, as the published loader does.
  ///
  /// - Throws: ``/Files/FileError`` when one is not there or damaged.
  /// - Complexity: O(bytes) of files of splits, O(files) of folders
  public init(_ paths: [String], firstRow: WordObjectAlignment.FirstRow = .sniff) throws(FileError) {
    self.firstRow = firstRow
    var folders: [AlignmentFolder] = []
    var stores: [(path: String, weights: AlignmentStore)] = []
    for path in paths {
      let inside = isFolder(path) ? try visibleNames(in: path).map { path + "/" + $0 } : []
      let files = isFolder(path) ? inside.filter { $0.hasSuffix(".safetensors") } : [path]
      for file in files {
        let store = try AlignmentStore(contentsOf: file)
        guard store.knowsSamples else {
          throw FileError(
            file: file, reason: "does not say of which samples: write it again with “mega align”")
        }
        stores.append((file, store))
      }
      guard files.isEmpty else { continue }
      let splits = inside.filter(isFolder)
      for split in splits.isEmpty ? [path] : splits {
        var folder = try AlignmentFolder(contentsOf: split)
        folder.firstRow = firstRow
        folders.append(folder)
      }
    }
    (self.folders, self.stores) = (folders, stores)
  }

  /// α of a sample, with a row for each of its tokens at least; `nil` if there is none.
  ///
  /// - Throws: ``/Files/FileError`` when a file is damaged, or when two have different weights.
  public func alignment(of sample: RelationSample) throws(FileError) -> WordObjectAlignment? {
    guard let image = sample.imageFileName else { return nil }
    var found = try stored(sample, image)
    if found == nil { found = try inFolders(image) }
    guard let own = found else {
      problems.withLock { _ = $0.missing.insert(image) }
      return nil
    }
    if own.wordCount < sample.tokens.count, firstRow == .sniff {
      problems.withLock { _ = $0.short.insert(image) }
    }
    return own.filled(to: sample.tokens.count)
  }

  /// What the objects of pictures are, as far as the files say.
  package var labels: ObjectLabels { ObjectLabels(merging: stores.map(\.weights.labels)) }

  /// What was missing so far, in words.
  public var notes: [String] {
    let problems = problems.withLock { $0 }
    return [
      (problems.missing.count, "pictures have no alignment"),
      (problems.short.count, "alignments have too few words"),
    ].filter { $0.0 > 0 }.map { "\($0) \($1): zeros" }
  }

  private func stored(_ sample: RelationSample, _ image: String) throws(FileError) -> WordObjectAlignment? {
    // Folders have as many columns for every picture, and models see the same either way.
    let all = stores.compactMap { store in
      store.weights.alignment(of: sample).map { (store.path, $0.widened(to: store.weights.objectCount)) }
    }
    let whole = try Self.same(all, image: image)
    return firstRow == .drop ? whole?.withoutFirstRow : whole
  }

  private func inFolders(_ image: String) throws(FileError) -> WordObjectAlignment? {
    if let found = known.withLock({ $0[image] }) { return found }
    var all: [(String, WordObjectAlignment)] = []
    for folder in folders {
      if let own = try folder.alignment(of: image) {
        all.append((folder.file(of: image) ?? folder.path, own))
      }
    }
    let own = try Self.same(all, image: image)
    known.withLock { $0[image] = own }
    return own
  }

  /// The weights that all files have; `nil` if there are no files.
  private static func same(
    _ all: [(path: String, weights: WordObjectAlignment)], image: String
  ) throws(FileError) -> WordObjectAlignment? {
    for other in all where other.weights.weights != all[0].weights.weights {
      throw FileError(
        file: other.path,
        reason: "has other weights of “\(image)” than \(all[0].path): name only what belongs to "
          + "the split of the samples")
    }
    return all.first?.weights
  }
}
