package import Files
internal import Foundation

/// The edges in some lines of an edge list of whole numbers: what one of several processes reads of a file.
package struct EdgeListPart: Sendable {
  /// Where each edge starts and ends, in turn, as ids of the file. An edge of weight 0 stands there as two loops.
  package private(set) var ends: [Int64] = []
  /// The weight of each edge; `nil` if all are 1.
  package private(set) var weights: [Double]?

  /// How many edges there are, loops included.
  package var count: Int { ends.count / 2 }

  /// Files of fewer bytes are read by one process alone.
  static let leastSize = 1 << 16

  /// Reads the lines that begin in one of `count` equal parts of a file.
  ///
  /// - Parameters:
  ///   - path: a file, or a folder of files, that all processes can open.
  ///   - part: which part, from 0.
  ///   - count: how many parts there are.
  ///   - options: how the file is understood.
  /// - Returns: `nil` for anything but an edge list of whole numbers, not compressed, and without mistakes: then
  ///   `Graph.read(at:options:)` knows what to do, or to say.
  /// - Throws: ``FileError`` when the file cannot be read.
  /// - Complexity: O(bytes of the part)
  package init?(
    at path: String, part: Int, of count: Int, options: GraphReadingOptions
  ) throws(FileError) {
    guard path != "-", options.identifiers != .strings, options.format ?? .edgeList == .edgeList
    else { return nil }
    let read: EdgeListPart?
    if let files = try PartFiles(at: path) {
      read = try Self.edges(inFiles: files, part, count, options)
    } else if Self.isPlainFile(path) {
      // SAFETY: what is kept are copies; no pointer to the bytes outlives the closure.
      read = try unsafe FileContents(at: path).withText { (text) throws(FileError) in
        guard let form = unsafe Form(text, path: path, options) else { return nil }
        var own = EdgeListPart()
        let lines = unsafe Self.lines(of: text, part, count)
        return unsafe own.append(text, lines, form, form.headerLine) ? own : nil
      }
    } else {
      read = nil
    }
    guard let read else { return nil }
    self = read
  }

  init() {}

  /// How lines are written.
  struct Form {
    let dialect: EdgeListDialect
    let headerLine: Int?

    /// - Returns: `nil` for anything but an edge list of whole numbers.
    init?(_ text: UnsafeBufferPointer<UInt8>, path: String, _ options: GraphReadingOptions) {
      guard unsafe options.format != nil || GraphFormat.detect(in: text, path: path) == .edgeList else {
        return nil
      }
      let sample = unsafe TableSample(text, comments: CommentSigns(options.table.commentSigns))
      guard !sample.lines.isEmpty, unsafe !EdgeListPart.isOtherTable(text, sample, options),
        var layout = try? TableLayout(sample, dialect: options.table),
        unsafe (try? layout.considerSizes(in: text, sample, told: options.table.hasHeader)) != nil
      else { return nil }
      dialect = EdgeListDialect(sample, layout, options: options)
      headerLine = layout.headerLine
      guard dialect.hasIntegerNodes else { return nil }
    }
  }

  /// Adds the edges in some whole lines.
  ///
  /// - Parameter headerLine: a line of the text to pass over, if the lines begin with the text.
  /// - Returns: whether there is no mistake.
  mutating func append(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ form: Form, _ headerLine: Int?
  ) -> Bool {
    let own = unsafe UnsafeBufferPointer(rebasing: text[range])
    guard
      let chunks = unsafe try? EdgeChunk.parseAll(
        own, dialect: form.dialect, skippedLine: range.lowerBound == 0 ? headerLine : nil)
    else { return false }
    let newCount = chunks.reduce(0) { $0 + $1.edgeCount }
    if weights == nil, chunks.contains(where: { $0.weights != nil }) {
      weights = Array(repeating: 1, count: count)
    }
    ends.reserveCapacity(ends.count + 2 * newCount)
    for chunk in chunks {
      chunk.forEachNode { ends.append($0) }
      if weights != nil { weights! += chunk.weights ?? Array(repeating: 1, count: chunk.edgeCount) }
    }
    return true
  }

  /// Whether lines are those of another table, or something is wrong with them.
  fileprivate static func isOtherTable(
    _ text: UnsafeBufferPointer<UInt8>, _ sample: TableSample, _ options: GraphReadingOptions
  ) -> Bool {
    guard options.table.columns == nil else { return sample.isComplete }
    return unsafe Graph.isOtherTable(text, sample, options)
  }

  /// The whole lines that begin in a part.
  static func lines(
    of text: UnsafeBufferPointer<UInt8>, _ part: Int, _ count: Int
  ) -> Range<Int> {
    func start(_ part: Int) -> Int {
      if part == 0 { return 0 }
      if part == count || text.count < leastSize { return text.count }
      var place = text.count * part / count
      while unsafe place < text.count && text[place - 1] != lineFeed { place += 1 }
      return place
    }
    return start(part)..<start(part + 1)
  }

  /// Whether a path leads to a regular file that is not compressed.
  static func isPlainFile(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular,
      let file = FileHandle(forReadingAtPath: path)
    else { return false }
    defer { try? file.close() }
    let start = (try? file.read(upToCount: 2)) ?? Data()
    return !start.starts(with: [0x1f, 0x8b])
  }
}
