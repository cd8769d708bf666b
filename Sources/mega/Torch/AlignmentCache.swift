#if Torch
  internal import CommandLineSupport
  internal import Files
  internal import Foundation
  internal import LinearAlgebra
  internal import RelationExtraction
  internal import Synchronization

  /// The weights of samples, in files as `mega align` writes them, each file read once.
  ///
  /// A path is a folder with a text for each picture; a file with the weights of a split; or the folder
  /// that holds such folders or files, a split each. Where several of them have weights of one picture (or, in
  /// files, of one picture with one text), these have to be the same.
  final class AlignmentCache: Sendable {
    /// The weights of a split, in a file.
    private struct Store: Sendable {
      let path: String
      let weights: AlignmentStore
      /// How many columns there are for every picture.
      let objectCount: Int
    }

    private let folders: [String]
    private let stores: [Store]
    private let isRelease: Bool
    private let known = Mutex<[String: WordObjectAlignment?]>([:])
    /// Pictures without weights, and those whose weights have fewer rows than the sample has words.
    private let problems = Mutex((missing: Set<String>(), short: Set<String>()))

    /// - Parameter isRelease: whether the first row is left out, as the published loader does.
    init(_ paths: [String], isRelease: Bool) throws {
      self.isRelease = isRelease
      var (folders, stores): ([String], [Store]) = ([], [])
      for path in paths {
        let parts = try Self.parts(of: path)
        folders += parts.folders
        for file in parts.files { stores.append(try Self.store(in: file)) }
      }
      (self.folders, self.stores) = (folders, stores)
    }

    private static func store(in file: String) throws -> Store {
      let weights = try AlignmentStore(contentsOf: file)
      guard weights.knowsSamples else {
        throw FileError(
          file: file, reason: "does not say of which samples: write it again with “mega align”")
      }
      let needed = weights.alignments.alignments.map(\.objectCount).max() ?? 0
      guard let text = weights.metadata["objects"] else {
        return Store(path: file, weights: weights, objectCount: max(needed, 10))
      }
      // A damaged number must not decide how much memory is taken.
      guard let count = Int(text), (0...65536).contains(count), count >= needed else {
        throw FileError(
          file: file,
          reason: "“objects” in the header is “\(text)”, where a number from \(needed) to 65536 "
            + "is expected")
      }
      return Store(path: file, weights: weights, objectCount: count)
    }

    private static func parts(of path: String) throws -> (folders: [String], files: [String]) {
      let manager = FileManager.default
      guard manager.isFolder(path) else { return ([], [path]) }
      let names: [String]
      do {
        names = try manager.contentsOfDirectory(atPath: path).sorted().filter { !$0.hasPrefix(".") }
      } catch {
        throw FileError(file: path, reason: "cannot be read: \(error.localizedDescription)")
      }
      let inside = names.map { path + "/" + $0 }
      let files = inside.filter { $0.hasSuffix(".safetensors") }
      if !files.isEmpty { return ([], files) }
      let folders = inside.filter(manager.isFolder)
      return (folders.isEmpty ? [path] : folders, [])
    }

    /// α of a sample, with a row for each of its tokens at least; `nil` if there is none.
    func alignment(of sample: RelationSample) throws -> WordObjectAlignment? {
      guard let image = sample.imageFileName else { return nil }
      guard let own = try stored(sample) ?? inFolders(image) else {
        problems.withLock { _ = $0.missing.insert(image) }
        return nil
      }
      if own.wordCount < sample.tokens.count, !isRelease {
        problems.withLock { _ = $0.short.insert(image) }
      }
      return own.filled(to: sample.tokens.count)
    }

    /// Says what was missing.
    func note(_ options: RunOptions) {
      let problems = problems.withLock { $0 }
      if !problems.missing.isEmpty {
        options.note("note: \(problems.missing.count) pictures have no alignment: zeros")
      }
      if !problems.short.isEmpty {
        options.note("note: \(problems.short.count) alignments have too few words: zeros")
      }
    }

    private func stored(_ sample: RelationSample) throws -> WordObjectAlignment? {
      var found: (path: String, weights: WordObjectAlignment)?
      for store in stores {
        guard let own = store.weights.alignment(of: sample) else { continue }
        // Folders have as many columns for every picture, and models see the same either way.
        let whole = own.widened(to: store.objectCount)
        guard let first = found else {
          found = (store.path, whole)
          continue
        }
        guard first.weights.weights == whole.weights else {
          throw Self.contradiction(sample.imageFileName ?? "", first.path, store.path)
        }
      }
      guard let whole = found?.weights else { return nil }
      return isRelease ? whole.withoutFirstRow : whole
    }

    private static func contradiction(
      _ image: String, _ first: String, _ second: String
    ) -> FileError {
      FileError(
        file: second,
        reason:
          "has other weights of “\(image)” than \(first): name only what belongs to the split "
          + "of the samples")
    }

    private func inFolders(_ image: String) throws -> WordObjectAlignment? {
      if let found = known.withLock({ $0[image] }) { return found }
      let own = try read(image)
      known.withLock { $0[image] = own }
      return own
    }

    private func read(_ image: String) throws -> WordObjectAlignment? {
      let stem = (image as NSString).deletingPathExtension
      var found: (path: String, weights: WordObjectAlignment)?
      for folder in folders {
        let paths = [stem, stem + ".txt", image].map { folder + "/" + $0 }
        guard let path = paths.first(where: { FileManager.default.isReadableFile(atPath: $0) })
        else { continue }
        let own = try WordObjectAlignment(
          contentsOf: path, firstRow: isRelease ? .drop : .sniff)
        guard let first = found else {
          found = (path, own)
          continue
        }
        guard first.weights == own else { throw Self.contradiction(image, first.path, path) }
      }
      return found?.weights
    }
  }

  extension WordObjectAlignment {
    /// The same with rows of zeros at the end, if it has fewer than `wordCount`.
    func filled(to wordCount: Int) -> WordObjectAlignment {
      guard self.wordCount < wordCount else { return self }
      let rest = [Float](repeating: 0, count: (wordCount - self.wordCount) * objectCount)
      return WordObjectAlignment(
        weights: Matrix(
          rowCount: wordCount, columnCount: objectCount, elements: weights.elements + rest),
        tieCount: tieCount)
    }

    /// The same with columns of zeros at the end.
    func widened(to objectCount: Int) -> WordObjectAlignment {
      var wide = Matrix(rowCount: wordCount, columnCount: objectCount)
      for word in 0..<wordCount {
        for object in 0..<self.objectCount { wide[word, object] = weights[word, object] }
      }
      return WordObjectAlignment(weights: wide, tieCount: tieCount)
    }

    /// The same without the first word, whose row the published loader takes for a header.
    var withoutFirstRow: WordObjectAlignment {
      let elements = Array(weights.elements.dropFirst(objectCount))
      return WordObjectAlignment(
        weights: Matrix(
          rowCount: max(wordCount - 1, 0), columnCount: objectCount, elements: elements),
        tieCount: tieCount)
    }
  }
#endif
