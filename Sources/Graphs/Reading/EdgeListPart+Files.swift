internal import Files
internal import Foundation

extension EdgeListPart {
  /// Reads one of `count` equal parts of the files of a folder, one behind the other.
  ///
  /// A compressed file cannot be divided: it belongs to the part that its first byte is in.
  static func edges(
    inFiles files: PartFiles, _ part: Int, _ count: Int, _ options: GraphReadingOptions
  ) throws(FileError) -> EdgeListPart? {
    let head = try JoinedText(files, limit: leastSize)
    guard let form = try form(of: head, files, options) else { return nil }
    var result = EdgeListPart()
    if head.isComplete {
      if part > 0 { return result }
      // SAFETY: the bytes stay where they are during the call.
      let isRead = unsafe head.bytes.withUnsafeBufferPointer { text in
        unsafe result.append(text, 0..<text.count, form, form.headerLine)
      }
      return isRead ? result : nil
    }
    let sizes = files.paths.map { path in
      (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int ?? 0
    }
    let total = sizes.reduce(0, +)
    let own = total * part / count..<total * (part + 1) / count
    let header = form.headerLine.map { head.place(ofLine: $0) }
    var start = 0
    for (index, path) in files.paths.enumerated() {
      let file = start..<start + sizes[index]
      start = file.upperBound
      guard file.overlaps(own) else { continue }
      let isPlain = isPlainFile(path)
      guard isPlain || own.contains(file.lowerBound) else { continue }
      let share = file.clamped(to: own)
      // SAFETY: what is kept are copies; no pointer to the bytes outlives the closure.
      let isRead = try unsafe FileContents(at: path).withText { (text) throws(FileError) in
        var lines = 0..<text.count
        if isPlain {
          let first = unsafe lineStart(text, share.lowerBound - file.lowerBound)
          unsafe lines = first..<lineStart(text, share.upperBound - file.lowerBound)
        }
        let isRepeated = unsafe head.repeats(index, text)
        let headerLine = isRepeated ? 1 : header?.file == index ? header?.line : nil
        return unsafe result.append(text, lines, form, headerLine)
      }
      guard isRead else { return nil }
    }
    return result
  }

  /// How lines are written, told from the first ones; `nil` where that cannot be told without all of them.
  private static func form(
    of head: JoinedText, _ files: PartFiles, _ options: GraphReadingOptions
  ) throws(FileError) -> Form? {
    var (form, sizes, leastCount): (Form?, [Int64], Int) = (nil, [], 0)
    // SAFETY: what is kept are copies; no pointer to the bytes outlives the closure.
    unsafe head.bytes.withUnsafeBufferPointer { text in
      unsafe form = Form(text, path: files.paths[0], options)
      let sample = unsafe TableSample(text, comments: CommentSigns(options.table.commentSigns))
      guard !head.isComplete, let first = sample.lines.first else { return }
      // Numbers on the first line may be sizes, of as many lines as follow; of two, the others are none larger then.
      let ids = sample.lines.dropFirst().flatMap { sample.sizes(of: $0)?.prefix(2) ?? [] }
      sizes = sample.sizes(of: first) ?? []
      if sizes.count == 2, ids.max() ?? 0 > sizes.max()! { sizes = [] }
      unsafe leastCount = text.count { $0 == lineFeed }
    }
    sizes += sizes.prefix(2).count == 2 ? [sizes[0].addingReportingOverflow(sizes[1]).partialValue] : []
    guard form != nil, sizes.contains(where: { $0 >= leastCount }) else { return form }
    let counts = try lineCounts(of: files)
    return sizes.contains { $0 >= counts.filled - 1 && $0 <= counts.all } ? nil : form
  }

  /// How many lines files have, and how many of them are neither blank nor begin with a sign of comments.
  private static func lineCounts(of files: PartFiles) throws(FileError) -> (filled: Int, all: Int) {
    var (filled, all) = (0, 0)
    for path in files.paths {
      try unsafe FileContents(at: path).withText { (text) throws(FileError) in
        var isAtStart = true
        for place in 0..<text.count {
          let byte = unsafe text[place]
          if isAtStart, byte != lineFeed, isDigit(byte) { filled += 1 }
          isAtStart = byte == lineFeed
          if isAtStart { all += 1 }
        }
        all += isAtStart ? 0 : 1
      }
    }
    // First lines that files have in common count once.
    return (filled - files.paths.count, all)
  }

  /// Where the first line begins that does not begin before a place.
  private static func lineStart(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    if place == 0 { return 0 }
    var place = min(place, text.count)
    while unsafe place < text.count && text[place - 1] != lineFeed { place += 1 }
    return place
  }
}
