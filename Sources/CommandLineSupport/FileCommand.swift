package import ArgumentParser
internal import Files

/// A command that says which files it reads and writes, before it does either.
///
/// ``Tool`` asks every command, and refuses what would destroy data: an output that is an input, under whatever
/// name, or two outputs in one place. It also sets the limit of memory.
package protocol FileCommand: ParsableCommand {
  /// The files and folders that are read; `nil` for options that are not given.
  var inputs: [String?] { get }
  /// The files and folders that are written.
  var outputs: [String?] { get }
  /// Those of the outputs that are files by themselves, for which there has to be a place before work begins.
  var outputFiles: [String?] { get }
  /// Whether a folder among the inputs is read as all files in it.
  var readsFolders: Bool { get }
  /// How much memory may be used.
  var memory: MemoryOptions { get }
}

extension FileCommand {
  package var outputs: [String?] { [] }
  package var outputFiles: [String?] { [] }
  package var readsFolders: Bool { false }

  /// - Throws: `ValidationError` when standard input is read twice, an output is an input or lies among the files
  ///   of a folder that is one, or two outputs go to one place; `FileError` when there is no place for an output.
  package func checkFiles() throws {
    let inputs = inputs.compactMap { $0 }
    try FilePlaces(
      inputs: readsFolders ? [] : inputs, graphs: readsFolders ? inputs : [],
      outputs: outputs.compactMap { $0 }
    ).check()
    for path in outputFiles.compactMap({ $0 }) { try FileWriter.requirePlace(for: path) }
  }
}

/// What a command reads and writes.
package struct FilePlaces {
  package var inputs: [String]
  package var graphs: [String]
  package var outputs: [String]

  /// - Parameters:
  ///   - inputs: the files that are read.
  ///   - graphs: what is read besides, where a folder is all files in it.
  ///   - outputs: the files and folders that are written.
  package init(inputs: [String], graphs: [String], outputs: [String]) {
    (self.inputs, self.graphs, self.outputs) = (inputs, graphs, outputs)
  }

  /// - Throws: `ValidationError` when standard input is read twice, an output is an input or would be read with the
  ///   files of a folder the next time, or two outputs go to one place.
  /// - Complexity: O(files read + outputs · folders)
  package func check() throws {
    // What is wrong with a folder is said when it is read.
    let folders = graphs.compactMap { (try? PartFiles(at: $0)) ?? nil }
    let inputs = inputs + graphs + folders.flatMap(\.paths)
    guard !inputs.contains(""), !outputs.contains("") else {
      throw ValidationError("the name of a file is empty: a variable of a script may be unset")
    }
    guard inputs.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("standard input can be read only once")
    }
    var read: [FileIdentity: String] = [:]
    for path in inputs { read[FileIdentity(path, isOutput: false)] = path }
    var written: [FileIdentity: String] = [:]
    for path in outputs {
      let file = FileIdentity(path, isOutput: true)
      if file.isDevice && path != "-" { continue }
      if file.exists, !file.isDevice, let input = read[file] {
        throw ValidationError(
          input == path
            ? "the output “\(path)” is an input, too, and would be lost: write to another file"
            : "the output “\(name(path, "standard output"))” is the same file as the input "
              + "“\(name(input, "standard input"))”, which would be lost: write to another file")
      }
      if path != "-", let folder = folders.first(where: { $0.wouldRead(path) })?.folder {
        throw ValidationError(
          "the output “\(path)” would be read as a part of the graph “\(folder)” the next time: "
            + "write to another folder")
      }
      if let other = written.updateValue(path, forKey: file) {
        throw ValidationError(
          other == path
            ? "two outputs go to “\(name(path, "standard output"))”: give each a place of its own"
            : "the outputs “\(other)” and “\(path)” are one file: give each a place of its own")
      }
    }
  }

  private func name(_ path: String, _ stream: String) -> String { path == "-" ? stream : path }
}
