internal import Files

/// The lines of several files, one file behind the other, as one text.
///
/// Where a file begins with the first line of all, as files do that each have the header, that line is blank: an edge that
/// is there twice is there once in any case.
struct JoinedText {
  private(set) var bytes: [UInt8] = []
  /// Whether all lines of all files are there.
  private(set) var isComplete = true
  /// The first line, and the file that it is from; `nil` if all files are empty.
  private var first: (line: [UInt8], file: Int)?
  private let files: PartFiles
  /// How many lines there are before each file.
  private var linesBefore: [Int] = []
  private var lineCount = 0

  /// - Parameter limit: no more files are read when there are so many bytes, which are cut then behind the last line.
  /// - Throws: `FileError` when one of the files cannot be read, or is no text.
  init(_ files: PartFiles, limit: Int = .max) throws(FileError) {
    self.files = files
    for index in files.paths.indices {
      guard bytes.count < limit else {
        isComplete = false
        break
      }
      linesBefore.append(lineCount)
      try append(index, limit: limit)
    }
  }

  private mutating func append(_ index: Int, limit: Int) throws(FileError) {
    try unsafe FileContents(at: files.paths[index]).withText { (text) throws(FileError) in
      var end = min(text.count, limit - bytes.count)
      if end < text.count {
        while unsafe end > 0 && text[end - 1] != lineFeed { end -= 1 }
        isComplete = false
      }
      guard bytes.count <= MemoryLimit.bytesOfFile - end else {
        throw FileError(
          file: files.folder,
          reason: "its files together need more than half of the memory that may be used")
      }
      if first == nil, !text.isEmpty { unsafe first = (Array(text.prefix { $0 != lineFeed }), index) }
      // The line feed behind it stays.
      let start = unsafe repeats(index, text) ? first!.line.count : 0
      guard start < end || end == text.count else { return }
      unsafe bytes += text[start..<end]
      lineCount += unsafe text[..<end].count { $0 == lineFeed }
      if unsafe end > 0 && text[end - 1] != lineFeed {
        bytes.append(lineFeed)
        lineCount += 1
      }
    }
  }

  /// Whether a file begins with the first line of all, and another file does so before it.
  func repeats(_ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first, index > first.file else { return false }
    return unsafe text.prefix { $0 != lineFeed }.elementsEqual(first.line)
  }

  /// The file that a line is from, and its number there.
  func place(ofLine line: Int) -> (file: Int, line: Int) {
    let file = (linesBefore.lastIndex { $0 < line }) ?? 0
    return (file, line - linesBefore[file])
  }

  /// An error of the text as one of the file that the line is from.
  func placing(_ error: FileError) -> FileError {
    guard error.file == files.folder, let line = error.line, line >= 1 else { return error }
    let place = place(ofLine: line)
    return FileError(
      file: files.paths[place.file], line: place.line, column: error.column, reason: error.reason)
  }
}
