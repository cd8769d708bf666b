internal import Files
internal import Foundation

/// Which graphs a batch aligns: a file that lists them, or a folder of them.
struct PairList {
  struct Pair {
    /// The pair's name in the result: its number in the list, from 1, or what its files have in common.
    var name: String
    var source: String
    var target: String
    /// Where its own result goes, if the list says so.
    var output: String?
  }

  var pairs: [Pair]

  /// Reads a list, or looks into a folder.
  ///
  /// - Parameter path: a folder, a file, or `-` for standard input.
  init(at path: String) throws(FileError) {
    var isFolder: ObjCBool = false
    if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
      isFolder.boolValue
    {
      pairs = try Self.look(into: path)
    } else {
      pairs = try Self.read(path)
    }
  }

  /// Lines of source, target and perhaps output; tabs separate, or else spaces; `#` begins a comment.
  private static func read(_ path: String) throws(FileError) -> [Pair] {
    let contents = try FileContents(at: path)
    let text = unsafe contents.withBytes { unsafe String(decoding: $0, as: UTF8.self) }
    var pairs: [Pair] = []
    var outputs: [String: Int] = [:]
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      func failure(_ reason: String) -> FileError {
        FileError(file: contents.name, line: index + 1, reason: reason)
      }
      let fields =
        line.contains("\t")
        ? line.split(separator: "\t").map { $0.trimmingCharacters(in: .whitespaces) }
        : line.split(separator: " ").map(String.init)
      guard (2...3).contains(fields.count), !fields.contains("") else {
        throw failure("expected source, target and perhaps output, found “\(line.prefix(80))”")
      }
      let output = fields.count == 3 ? fields[2] : nil
      if let first = pairs.first, (first.output == nil) != (output == nil) {
        throw failure("either all pairs have an output or none has")
      }
      if let output, let other = outputs.updateValue(index + 1, forKey: output) {
        throw failure("the output “\(output)” is that of line \(other) already")
      }
      guard !fields.contains("-") else {
        throw failure("a pair needs files; standard input and output are not for one of many")
      }
      pairs.append(
        Pair(name: "\(pairs.count + 1)", source: fields[0], target: fields[1], output: output))
    }
    guard !pairs.isEmpty else { throw FileError(file: contents.name, reason: "lists no pairs") }
    // So that a list can be used from anywhere, with what it lists beside it.
    let folder = path == "-" ? "" : path.lastIndex(of: "/").map { path[...$0] } ?? ""
    return pairs.map { pair in
      func place(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }
      return Pair(
        name: pair.name, source: place(pair.source), target: place(pair.target),
        output: pair.output.map(place))
    }
  }

  /// Files NAME-source.… and NAME-target.…, in the order of their names.
  private static func look(into folder: String) throws(FileError) -> [Pair] {
    let files: [String]
    do {
      files = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw FileError(file: folder, reason: "cannot be listed: \(error.localizedDescription)")
    }
    let sources = try byName(files, marker: "-source.", folder)
    let targets = try byName(files, marker: "-target.", folder)
    for name in Set(sources.keys).symmetricDifference(targets.keys).sorted().prefix(1) {
      let (there, missing) =
        sources[name] != nil ? (sources[name]!, "target") : (targets[name]!, "source")
      throw FileError(file: folder, reason: "“\(there)” has no \(missing) “\(name)-\(missing).…”")
    }
    guard !sources.isEmpty else {
      throw FileError(file: folder, reason: "has no files NAME-source.… and NAME-target.…")
    }
    return sources.keys.sorted().map { name in
      Pair(
        name: name, source: "\(folder)/\(sources[name]!)", target: "\(folder)/\(targets[name]!)")
    }
  }

  /// The files with a marker in their names, by what comes before it.
  private static func byName(
    _ files: [String], marker: String, _ folder: String
  ) throws(FileError) -> [String: String] {
    var found: [String: String] = [:]
    for file in files.sorted() where !file.hasPrefix(".") {
      guard let range = file.range(of: marker, options: .backwards) else { continue }
      if let other = found.updateValue(file, forKey: String(file[..<range.lowerBound])) {
        throw FileError(file: folder, reason: "“\(other)” and “\(file)” have one name")
      }
    }
    return found
  }
}
